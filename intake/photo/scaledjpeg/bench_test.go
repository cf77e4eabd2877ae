package scaledjpeg

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"math"
	"math/bits"
	"testing"
	"time"
)

// BenchmarkDecode decodes 12 MP, in turns with image/jpeg, and reports the least
// time of both and their ratio.
func BenchmarkDecode(b *testing.B) {
	for _, script := range []string{"one", "bits"} {
		file := landscape(script)
		for _, scale := range []int{8, 6, 4, 3, 2, 1} {
			b.Run(fmt.Sprintf("%s/%d", script, scale), func(b *testing.B) {
				var d Decoder
				ours, standard := time.Hour, time.Hour
				for b.Loop() {
					start := time.Now()
					if _, err := d.Decode(file, Options{Scale: scale}); err != nil {
						b.Fatal(err)
					}
					middle := time.Now()
					if _, err := jpeg.Decode(bytes.NewReader(file)); err != nil {
						b.Fatal(err)
					}
					ours, standard = min(ours, middle.Sub(start)), min(standard, time.Since(middle))
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(len(file))/1e6, "MB")
				b.ReportMetric(ours.Seconds()*1000, "ms")
				b.ReportMetric(standard.Seconds()*1000, "ms-image/jpeg")
				b.ReportMetric(ours.Seconds()/standard.Seconds(), "ratio")
			})
		}
	}
}

// landscape makes a file of 4032×3008 pixels, 4:2:0, with as much detail as a photo
// has: a smaller picture, side by side.
func landscape(script string) []byte {
	const tiles, step = 4, 4
	s := &sketch{
		width: 1008 * tiles, height: 752 * tiles, sampling: samplings["420"], step: step,
		scans: scripts[script].scans, progressive: scripts[script].progressive,
	}
	s.lay()
	for i := range s.shape.components {
		c := &s.shape.components[i]
		across, down := c.stride/tiles, c.rows/tiles
		tile := make([][64]int, across*down)
		for at := range tile {
			tile[at] = transformed(at%across*8, at/across*8, float64(i+1), step)
		}
		for at := range s.coefs[i] {
			s.coefs[i][at] = tile[at/c.stride%down*across+at%c.stride%across]
		}
	}
	s.fitCodes()
	return s.encode()
}

// transformed is the quantised transform of the block at x, y: A.3.3. Smoothness is
// greater for chroma.
func transformed(x, y int, smoothness, step float64) (b [64]int) {
	var samples, rows [8][8]float64
	for v := range 8 {
		for u := range 8 {
			samples[v][u] = detail((float64(x)+float64(u))/smoothness, (float64(y)+float64(v))/smoothness) / smoothness
		}
	}
	for v := range 8 {
		for u := range 8 {
			for i := range 8 {
				rows[v][u] += samples[v][i] * waves[8][i][u]
			}
		}
	}
	for k, natural := range zigzag {
		sum := 0.0
		for i := range 8 {
			sum += rows[i][natural&7] * waves[8][i][natural>>3]
		}
		b[k] = int(math.Round(sum / 8 / (step * (1 + float64(k)/16))))
	}
	return b
}

// detail is noise of several sizes, rough in some places and smooth in others.
func detail(x, y float64) float64 {
	sum, size := 0.0, 90.0
	for octave := range 6 {
		gain := size * 1.2
		if octave > 2 {
			gain *= 0.8 + 2*max(0, noise(x/200, y/200, 9))
		}
		sum += gain * noise(x/size, y/size, octave)
		size /= 2
	}
	return sum
}

// noise is a value of -1 to 1 for each point, smooth between whole numbers.
func noise(x, y float64, kind int) float64 {
	left, top := math.Floor(x), math.Floor(y)
	fx, fy := x-left, y-top
	fx, fy = fx*fx*(3-2*fx), fy*fy*(3-2*fy)
	at := func(dx, dy int) float64 {
		h := uint64(int(left)+dx)*0x9e3779b97f4a7c15 ^ uint64(int(top)+dy)*0xc2b2ae3d27d4eb4f ^ uint64(kind)*0x165667b19e3779f9
		h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
		return float64(int16(h>>40)) / 32768
	}
	return (at(0, 0)*(1-fx)+at(1, 0)*fx)*(1-fy) + (at(0, 1)*(1-fx)+at(1, 1)*fx)*fy
}

// fitCodes gives likely symbols short codes, as cameras do.
func (s *sketch) fitCodes() {
	counter := *s
	counter.frequency = &[2][256]int{}
	counter.codes = [2]map[byte]codeFor{{}, {}}
	for _, spec := range s.scans {
		counter.addScan(nil, spec)
	}
	s.frequency = counter.frequency
	s.codes = [2]map[byte]codeFor{s.makeCodes(0), s.makeCodes(1)}
}

// fitted is a length for each symbol of which there are n of all: 2 to the power of
// minus the length is not more than its share, so the lengths make a code.
func fitted(n, all int) int {
	return min(bits.Len(uint(all/n)), 16)
}
