package main

import (
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"os"
	"os/exec"
	"path/filepath"
)

// paint makes a photo of 12 megapixels if none was given: light and shade at all
// scales, as in nature, and hard edges.
func (b *bench) paint() ([]string, error) {
	const width, height = 4000, 3000
	img := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for y := range height {
		for x := range width {
			u, v := float64(x)/width, float64(y)/height
			img.Y[y*img.YStride+x] = byte(clouds(u, v, 9) + facade(u, v))
		}
	}
	for y := range height / 2 {
		for x := range width / 2 {
			u, v := float64(x)*2/width, float64(y)*2/height
			img.Cb[y*img.CStride+x] = byte(70 + clouds(u+3, v, 6)/2)
			img.Cr[y*img.CStride+x] = byte(70 + clouds(u, v+3, 6)/2)
		}
	}
	file := filepath.Join(b.dir, "painted12mp.jpg")
	return []string{file}, write(file, img)
}

// clouds is noise of several octaves, each half as strong as the one before; about
// 30 to 200.
func clouds(u, v float64, octaves int) float64 {
	sum, strength, scale := 115.0, 55.0, 3.0
	for octave := range octaves {
		sum += strength * lattice(u*scale, v*scale, uint32(octave))
		strength, scale = strength/1.9, scale*2.1
	}
	return min(max(sum, 16), 220)
}

// lattice is smooth noise between random values at whole coordinates, -1 to 1.
func lattice(x, y float64, seed uint32) float64 {
	left, top := math.Floor(x), math.Floor(y)
	fx, fy := x-left, y-top
	fx, fy = fx*fx*(3-2*fx), fy*fy*(3-2*fy)
	at := func(dx, dy float64) float64 {
		h := uint32(int32(left+dx))*2654435761 ^ uint32(int32(top+dy))*2246822519 ^ seed*3266489917
		h = (h ^ h>>15) * 2246822519
		return float64(h>>8)/(1<<23) - 1
	}
	above := at(0, 0) + fx*(at(1, 0)-at(0, 0))
	below := at(0, 1) + fx*(at(1, 1)-at(0, 1))
	return above + fy*(below-above)
}

// facade is a wall with windows in a part of the picture.
func facade(u, v float64) float64 {
	if u < 0.2 || u > 0.7 || v < 0.1 || v > 0.8 {
		return 0
	}
	if math.Mod(u*41, 1) < 0.4 && math.Mod(v*29, 1) < 0.6 {
		return -14
	}
	return 30
}

func write(file string, img image.Image) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	err = jpeg.Encode(out, img, &jpeg.Options{Quality: 90})
	return errors.Join(err, out.Close())
}

// tile lays a photo out three times three: nine times the pixels.
func (b *bench) tile(file string) (string, error) {
	img, err := readJPEG(file)
	if err != nil {
		return "", err
	}
	from, ok := img.(*image.YCbCr)
	if !ok {
		return "", fmt.Errorf("%s: want a photo in colour", file)
	}
	size := from.Rect.Size().Div(16).Mul(16)
	whole := image.NewYCbCr(image.Rectangle{Max: size.Mul(3)}, from.SubsampleRatio)
	for y := range whole.Rect.Dy() {
		for x := range 3 {
			copy(whole.Y[y*whole.YStride+x*size.X:][:size.X], from.Y[y%size.Y*from.YStride:])
			wide, to := size.X*whole.CStride/whole.YStride, whole.COffset(x*size.X, y)
			copy(whole.Cb[to:][:wide], from.Cb[from.COffset(0, y%size.Y):])
			copy(whole.Cr[to:][:wide], from.Cr[from.COffset(0, y%size.Y):])
		}
	}
	tiled := filepath.Join(b.dir, stem(file)+"_x9.jpg")
	return tiled, write(tiled, whole)
}

func readJPEG(file string) (image.Image, error) {
	in, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return jpeg.Decode(in)
}

// progressive writes the same pixels in scans of rising detail.
func (b *bench) progressive(file string) (string, error) {
	out := filepath.Join(b.dir, stem(file)+"_progressive.jpg")
	said, err := exec.Command("vips", "copy", file, out+"[Q=90,interlace]").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("vips copy: %w: %s", err, said)
	}
	return out, nil
}

// copies links a file under several names.
func (b *bench) copies(file string, count int) ([]string, error) {
	var names []string
	for i := range count {
		name := filepath.Join(b.dir, fmt.Sprintf("%s-%03d.jpg", stem(file), i))
		if err := os.Symlink(file, name); err != nil && !os.IsExist(err) {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}
