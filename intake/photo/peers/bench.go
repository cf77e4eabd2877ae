package main

import (
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/disintegration/imaging"
)

// bench keeps what the tables have in common.
type bench struct {
	program    string // snapgrid
	dir        string
	rounds     int
	contenders []contender
}

// speed prints the user CPU of each photo given, and how near to the best the
// renditions are.
func (b *bench) speed(photos []string) error {
	fmt.Println("| photo | contender | ms | to vips | dB at 1280 | dB at 320 | bytes |\n| --- | --- | --- | --- | --- | --- | --- |")
	for _, photo := range photos {
		times, err := b.perPhoto(photo)
		if err != nil {
			return err
		}
		for i, c := range b.contenders {
			large, err := b.quality(c, photo, 1280)
			if err != nil {
				return err
			}
			small, err := b.quality(c, photo, 320)
			if err != nil {
				return err
			}
			info, err := os.Stat(c.output(b.dir, photo, 1280))
			if err != nil {
				return err
			}
			fmt.Printf("| %s | %s | %.1f | %.2f | %.2f | %.2f | %d |\n", filepath.Base(photo), c.name,
				times[i], times[i]/times[1], large, small, info.Size())
		}
	}
	fmt.Println()
	return nil
}

// perPhoto is the user CPU of each contender for one more photo, in ms.
func (b *bench) perPhoto(photo string) ([]float64, error) {
	eight, err := b.copies(photo, 8)
	if err != nil {
		return nil, err
	}
	all := make([][]float64, len(b.contenders))
	for range b.rounds {
		for i, c := range b.contenders {
			many, err := c.run(b.dir, 1, eight...)
			if err != nil {
				return nil, err
			}
			one, err := c.run(b.dir, 1, photo)
			if err != nil {
				return nil, err
			}
			all[i] = append(all[i], (many.user-one.user).Seconds()*1000/7)
		}
	}
	var medians []float64
	for _, times := range all {
		medians = append(medians, median(times))
	}
	return medians, nil
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// quality compares a rendition with the whole photo, resized by Lanczos and never
// compressed again: the ratio of signal to noise over red, green and blue, in dB.
func (b *bench) quality(c contender, photo string, size int) (float64, error) {
	whole, err := imaging.Open(photo, imaging.AutoOrientation(true))
	if err != nil {
		return 0, err
	}
	made, err := readJPEG(c.output(b.dir, photo, size))
	if err != nil {
		return 0, err
	}
	got := imaging.Clone(made)
	return signal(got, imaging.Resize(whole, got.Rect.Dx(), got.Rect.Dy(), imaging.Lanczos)), nil
}

func signal(a, b *image.NRGBA) float64 {
	sum, count := 0.0, 0.0
	for i := range a.Pix {
		if i%4 < 3 {
			d := float64(a.Pix[i]) - float64(b.Pix[i])
			sum, count = sum+d*d, count+1
		}
	}
	return 10 * math.Log10(255*255*count/sum)
}

// kinds prints time and memory for other kinds of the first photo.
func (b *bench) kinds(photos []string) error {
	large, err := b.tile(photos[0])
	if err != nil {
		return err
	}
	scans, err := b.progressive(photos[0])
	if err != nil {
		return err
	}
	many, err := b.progressive(large)
	if err != nil {
		return err
	}
	header, err := b.headerOnly()
	if err != nil {
		return err
	}
	fmt.Println("| one photo in one process | contender | ms | to vips | peak MB |\n| --- | --- | --- | --- | --- |")
	fmt.Printf("| a header alone | snapgrid | %.0f | | %.1f |\n", header.user.Seconds()*1000, header.peak)
	for _, kind := range []struct{ name, file string }{
		{"as given", photos[0]}, {"progressive", scans}, {"nine times as large", large}, {"that, progressive", many},
	} {
		all := make([][]float64, len(b.contenders))
		peaks := make([][]float64, len(b.contenders))
		for range b.rounds {
			for i, c := range b.contenders {
				took, err := c.run(b.dir, 1, kind.file)
				if err != nil {
					return err
				}
				all[i], peaks[i] = append(all[i], took.user.Seconds()*1000), append(peaks[i], took.peak)
			}
		}
		for i, c := range b.contenders {
			fmt.Printf("| %s | %s | %.0f | %.2f | %.1f |\n", kind.name, c.name,
				median(all[i]), median(all[i])/median(all[1]), median(peaks[i]))
		}
	}
	fmt.Println()
	return nil
}

// headerOnly is what the program takes before any photo is decoded.
func (b *bench) headerOnly() (cost, error) {
	file := filepath.Join(b.dir, "header.jpg")
	if err := os.WriteFile(file, jpegBomb(0xc0, 30000, 30000), 0o600); err != nil {
		return cost{}, err
	}
	return process(1, []string{b.program, "inspect", "photo", file})
}

// crowd prints how fast two workers are through a hundred photos. vipsthumbnail
// takes one after the other, so it runs twice at a time.
func (b *bench) crowd(photos []string) error {
	var files []string
	for i := range 100 {
		names, err := b.copies(photos[i%len(photos)], i/len(photos)+1)
		if err != nil {
			return err
		}
		files = append(files, names[len(names)-1])
	}
	rates, peaks := make([][]float64, 2), make([][]float64, 2)
	for range b.rounds {
		ours, err := b.contenders[0].run(b.dir, 2, files...)
		if err != nil {
			return err
		}
		theirs, err := b.halves(b.contenders[1], files)
		if err != nil {
			return err
		}
		for i, took := range []cost{ours, theirs} {
			rates[i], peaks[i] = append(rates[i], 100/took.wall.Seconds()), append(peaks[i], took.peak)
		}
	}
	fmt.Println("| 100 photos, two workers | photos/s | peak MB |\n| --- | --- | --- |")
	for i, name := range []string{"snapgrid", "vipsthumbnail, two processes"} {
		fmt.Printf("| %s | %.1f | %.1f |\n", name, median(rates[i]), median(peaks[i]))
	}
	fmt.Println()
	return nil
}

// halves gives each of two processes half of the files; their memory adds up.
func (b *bench) halves(c contender, files []string) (cost, error) {
	var all sync.WaitGroup
	var took [2]cost
	var failed [2]error
	began := time.Now()
	for i, half := range [][]string{files[:len(files)/2], files[len(files)/2:]} {
		all.Go(func() { took[i], failed[i] = c.run(b.dir, 1, half...) })
	}
	all.Wait()
	sum := cost{wall: time.Since(began), peak: took[0].peak + took[1].peak}
	for _, err := range failed {
		if err != nil {
			return sum, err
		}
	}
	return sum, nil
}
