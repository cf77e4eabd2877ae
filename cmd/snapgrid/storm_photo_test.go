package main

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"golang.org/x/sync/errgroup"

	"snapgrid/bots/telegram/telegramtest"
)

// TestPhotoStorm sends photos as people do in a storm: of twenty, three come as files
// as the camera wrote them, of 12 megapixels, each a report of its own, and the others
// in albums of three, shrunk to 1280 pixels by the telephone. The backlog must be worked
// off, and every report have its ticket.
func TestPhotoStorm(t *testing.T) {
	film := newFilm(t, int(float64(*stormPhotos)*stormTime.Seconds()))
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWeather(t, address(t))
			w.gather(len(film.shrunk) + len(film.whole))
			w.blow(float64(len(film.reports))/stormTime.Seconds(), func() { w.shoot(film) })
			w.calm()
			w.growth()
			w.compare()
		})
	}
}

// film is what will be photographed.
type film struct {
	shrunk  []telegramtest.Shot // no two alike
	whole   [][]byte            // 12 megapixels each
	reports []bool              // whether each comes as a file of its own
}

// mostWhole is how many pictures of 12 megapixels there are: they come again and again.
const mostWhole = 16

// newFilm paints the pictures of a storm of about so many photos.
func newFilm(t *testing.T, photos int) *film {
	t.Helper()
	f := &film{}
	for n := 0; n < photos; {
		alone := len(f.reports)*9%26 < 9 // 9 files and 17 albums of three are 60 photos
		f.reports = append(f.reports, alone)
		if n++; !alone {
			n += 2
		}
	}
	albums := 0
	for _, alone := range f.reports {
		if !alone {
			albums++
		}
	}
	f.shrunk, f.whole = make([]telegramtest.Shot, 3*albums), make([][]byte, min(mostWhole, len(f.reports)-albums))
	var painters errgroup.Group
	painters.SetLimit(2)
	for i := range f.shrunk {
		painters.Go(func() (err error) {
			f.shrunk[i] = telegramtest.Shot{Width: 1280, Height: 960}
			f.shrunk[i].JPEG, err = encode(panes(uint64(i), 1280, 960))
			return err
		})
	}
	for i := range f.whole {
		painters.Go(func() (err error) {
			f.whole[i], err = encode(panes(uint64(1_000_000+i), 4032, 3024))
			return err
		})
	}
	if err := painters.Wait(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d reports: %d photos of 1280 pixels (the first has %d KB), %d of 12 megapixels (%d KB)", len(f.reports), len(f.shrunk),
		len(f.shrunk[0].JPEG)>>10, len(f.reports)-albums, len(f.whole[0])>>10)
	return f
}

func encode(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85})
	return b.Bytes(), err
}

// shoot sends the next report of a film.
func (w *weather) shoot(f *film) {
	n := len(w.reports)
	r := &spoken{word: fmt.Sprintf("K%05dX", n), chat: w.groups[w.dice.IntN(len(w.groups))]}
	words, who := w.complaint(n, r.word), w.telegram.User("路人"+r.word)
	if f.reports[n] {
		r.messages = append(r.messages, who.SendDocument(r.chat, "IMG.jpg", "image/jpeg", f.whole[n%len(f.whole)], words))
	} else {
		r.messages = who.SendShots(r.chat, words, f.shrunk[w.shot:w.shot+3])
		w.shot += 3
	}
	w.reports = append(w.reports, r)
}

// panes paints a picture of a size that looks like no other, fast.
func panes(seed uint64, width, height int) *image.YCbCr {
	r := rand.New(rand.NewPCG(seed, 9))
	img := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	var stones [12][16]uint8
	for y := range stones {
		for x := range stones[y] {
			stones[y][x] = uint8(30 + r.UintN(180))
		}
	}
	grain := make([]uint8, 4099)
	for i := range grain {
		grain[i] = uint8(r.UintN(24))
	}
	for y := range height {
		row := img.Y[y*img.YStride:][:width]
		for x := range row {
			row[x] = stones[y*12/height][x*16/width] + grain[(y*width+x)%len(grain)]
		}
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = uint8(100+i/64%40), uint8(150-i/97%40)
	}
	return img
}
