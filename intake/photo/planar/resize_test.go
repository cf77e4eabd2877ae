package planar

import (
	"image"
	"math"
	"testing"
)

// field is a smooth picture: brightness and colours at a point of the unit square.
func field(u, v float64) [3]float64 {
	return [3]float64{
		128 + 60*math.Sin(9*u+2*v) + 40*math.Cos(7*v),
		128 + 50*math.Sin(5*u-3*v),
		128 + 50*math.Cos(4*v+3*u),
	}
}

// sampled takes samples of the field as it is seen after a turn, chroma as coarse
// as told; each sample is the field in its middle.
func sampled(width, height int, x, y float64, up Upright) Picture {
	p := Picture{Width: width, Height: height}
	for i := range 3 {
		plane := Plane{Width: width, Height: height, PitchX: 1, PitchY: 1}
		if i > 0 {
			plane.Width, plane.PitchX = int(math.Ceil(float64(width)/x)), x
			plane.Height, plane.PitchY = int(math.Ceil(float64(height)/y)), y
		}
		plane.Stride, plane.Pix = plane.Width, make([]byte, plane.Width*plane.Height)
		for at := range plane.Pix {
			u := (float64(at%plane.Width) + 0.5) * plane.PitchX / float64(width)
			v := (float64(at/plane.Width) + 0.5) * plane.PitchY / float64(height)
			plane.Pix[at] = byte(field(up.look(u, v))[i] + 0.5)
		}
		p.Planes = append(p.Planes, plane)
	}
	return p
}

// look is the point of the picture as stored that is seen at u, v.
func (up Upright) look(u, v float64) (float64, float64) {
	if up.Exchange {
		u, v = v, u
	}
	if up.MirrorX {
		u = 1 - u
	}
	if up.MirrorY {
		v = 1 - v
	}
	return u, v
}

// psnr compares the samples of two planes, in dB.
func psnr(t *testing.T, a, b Plane) float64 {
	t.Helper()
	if a.Width != b.Width || a.Height != b.Height {
		t.Fatalf("got %d×%d, want %d×%d", a.Width, a.Height, b.Width, b.Height)
	}
	sum := 0.0
	for y := range a.Height {
		for x, v := range a.row(y) {
			d := float64(v) - float64(b.row(y)[x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(a.Width*a.Height)/math.Max(sum, 0.1))
}

// straight resizes a plane in floating point, by the definition of the filter.
func straight(from Plane, width, height int) Plane {
	to := newPlane(width, height, 1)
	sx, sy := float64(from.Width)/float64(width), float64(from.Height)/float64(height)
	for i := range to.Pix {
		cx, cy := (float64(i%width)+0.5)*sx-0.5, (float64(i/width)+0.5)*sy-0.5
		sum, weights := 0.0, 0.0
		for at, v := range from.Pix {
			w := sincs((float64(at%from.Width)-cx)/sx) * sincs((float64(at/from.Width)-cy)/sy)
			sum, weights = sum+w*float64(v), weights+w
		}
		to.Pix[i] = byte(math.Min(math.Max(sum/weights, 0), 255) + 0.5)
	}
	return to
}

func sincs(x float64) float64 {
	if x == 0 {
		return 1
	}
	if math.Abs(x) >= 3 {
		return 0
	}
	return 3 * math.Sin(math.Pi*x) * math.Sin(math.Pi*x/3) / (math.Pi * math.Pi * x * x)
}

// hard is a plane of hard edges and noise, which shows every rounding.
func hard(width, height int) Plane {
	p := newPlane(width, height, 1)
	noise := uint32(1)
	for i := range p.Pix {
		noise = noise*1664525 + 1013904223
		if p.Pix[i] = byte(noise >> 28); (i%width/5+i/width/7)%2 == 0 {
			p.Pix[i] += 240
		}
	}
	return p
}

func TestResizeAsDefined(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ w, h, toW, toH int }{
		{41, 29, 19, 12}, {32, 32, 16, 16}, {61, 13, 60, 13}, {40, 30, 5, 4}, {37, 1, 12, 1},
		{1, 37, 1, 3}, {1, 1, 1, 1}, {3, 5, 2, 3}, {3, 5, 1, 1}, {83, 2, 7, 1},
	} {
		from := Picture{Width: tt.w, Height: tt.h, Planes: []Plane{hard(tt.w, tt.h)}}
		got := Resize(from, tt.toW, tt.toH, Upright{})
		if d := psnr(t, got.Planes[0], straight(from.Planes[0], tt.toW, tt.toH)); d < 50 {
			t.Errorf("%+v: %.1f dB from the definition", tt, d)
		}
	}
}

// Whatever the grid of the chroma, it stays where it was.
func TestResizeKeepsChromaInPlace(t *testing.T) {
	t.Parallel()
	for _, grid := range [][2]float64{{1, 1}, {2, 1}, {2, 2}, {1, 2}, {4, 1}, {4, 2}, {1.5, 1}, {16.0 / 3, 16.0 / 3}} {
		for _, size := range []image.Point{{100, 76}, {99, 75}, {49, 41}} {
			got := Resize(sampled(200, 151, grid[0], grid[1], Upright{}), size.X, size.Y, Upright{})
			want := sampled(size.X, size.Y, 2, 2, Upright{})
			for i := range want.Planes {
				if d := psnr(t, got.Planes[i], want.Planes[i]); d < 46 {
					t.Errorf("grid %v to %v: plane %d: %.1f dB", grid, size, i, d)
				}
			}
		}
	}
}

// Turned and resized at once is the same as looking at it that way. With odd sides
// a mirrored chroma lies between the samples.
func TestResizeTurns(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{80, 60}, {81, 61}} {
		for turn := range 8 {
			up := Upright{turn&1 > 0, turn&2 > 0, turn&4 > 0}
			got := Resize(sampled(200, 150, 2, 2, Upright{}), size.X, size.Y, up)
			if up.Exchange {
				size.X, size.Y = size.Y, size.X
			}
			want := sampled(size.X, size.Y, 2, 2, up)
			for i := range want.Planes {
				if d := psnr(t, got.Planes[i], want.Planes[i]); d < 46 {
					t.Errorf("%v %+v: plane %d: %.1f dB", size, up, i, d)
				}
			}
			if up.Exchange {
				size.X, size.Y = size.Y, size.X
			}
		}
	}
}

// A picture that keeps its size keeps its samples.
func TestResizeToTheSameSize(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{1, 1}, {3, 5}, {8, 9}, {131, 17}} {
		from := New(size.X, size.Y, true)
		for _, p := range from.Planes {
			copy(p.Pix, hard(p.Width, p.Height).Pix)
		}
		got := Resize(from, size.X, size.Y, Upright{})
		for i, p := range from.Planes {
			if string(got.Planes[i].Pix) != string(p.Pix) {
				t.Errorf("%v: plane %d has changed", size, i)
			}
		}
	}
}

// However steep the filter, its weights sum to one, and those below zero to less
// than a half: the halves of a word do not mix.
func TestFilterWeights(t *testing.T) {
	t.Parallel()
	for _, sizes := range [][2]int{{1, 1}, {2, 1}, {20000, 1}, {4000, 1280}, {1281, 1280}, {7, 5}, {5, 7}, {1, 9}, {19999, 20000}} {
		for _, mirrored := range []bool{false, true} {
			f := newAxis(sizes[0], 1, sizes[0], sizes[1], 1, mirrored).filter()
			for i, first := range f.first {
				sum, negative := int64(0), int64(0)
				for _, w := range f.weights[i*f.taps:][:f.taps] {
					sum, negative = sum+int64(w), negative+min(int64(w), 0)
				}
				if sum != one || negative < -one/2 || first < 0 || first+f.taps > sizes[0] {
					t.Fatalf("%v: sample %d from %d: sum %d, below zero %d", sizes, i, first, sum, negative)
				}
			}
		}
	}
}

func TestFromStandardPictures(t *testing.T) {
	t.Parallel()
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		img := image.NewYCbCr(image.Rect(0, 0, 101, 57), ratio)
		for i := range img.Y {
			img.Y[i] = byte(60 + i%101)
		}
		for i := range img.Cb {
			img.Cb[i], img.Cr[i] = 110, 140
		}
		rgb := image.NewRGBA(img.Rect)
		for i := range 101 * 57 {
			rgb.Set(i%101, i/101, img.At(i%101, i/101))
		}
		planes := Resize(FromYCbCr(img), 50, 28, Upright{})
		pixels := Resize(FromRGBA(rgb, 1, 101, 57), 50, 28, Upright{})
		for i := range planes.Planes {
			if d := psnr(t, planes.Planes[i], pixels.Planes[i]); d < 44 {
				t.Errorf("%v: plane %d: %.1f dB apart", ratio, i, d)
			}
		}
	}
}
