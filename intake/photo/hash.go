package photo

import (
	"image"
	"math"
	"slices"

	"snapgrid/intake"
)

// flatDeviation is the deviation of brightness below which a picture has no
// structure to recognise it by: its bits would be noise.
const flatDeviation = 4

// side is how many squares the brightness is averaged over each way before it is
// hashed. That forgets sizes, compression and noise.
const side = 32

// look is what an upright small picture looks like, by its brightness. A flat one
// has no look.
func look(luma *image.Gray) intake.Look {
	if deviation(luma) < flatDeviation {
		return intake.Look{}
	}
	return intake.Look{Hash: waves(squares(luma, side, side)), Steps: steps(squares(luma, 9, 8))}
}

// kept is how many frequencies each way the perceptual hash looks at.
const kept = 8

// waves is the perceptual hash: for each of the longest waves of brightness but the
// constant one, whether the picture has more of it than of most.
func waves(brightness []float64) uint64 {
	var rows [side][kept]float64
	for y := range side {
		for u := range kept {
			for x := range side {
				rows[y][u] += brightness[y*side+x] * cosines[u][x]
			}
		}
	}
	var found [kept * kept]float64
	for v := range kept {
		for u := range kept {
			for y := range side {
				found[v*kept+u] += rows[y][u] * cosines[v][y]
			}
		}
	}
	median := slices.Sorted(slices.Values(found[1:]))[len(found)/2-1]
	var hash uint64
	for i, amount := range found[1:] {
		if amount > median {
			hash |= 1 << i
		}
	}
	return hash
}

// cosines are the waves of the discrete cosine transform (DCT-II), by frequency and
// place.
var cosines = func() (table [kept][side]float64) {
	for u := range kept {
		for x := range side {
			table[u][x] = math.Cos(math.Pi * float64(u) * (float64(x) + 0.5) / side)
		}
	}
	return table
}()

// steps is the second hash: for each square of 9 by 8, whether the next one to the
// right is brighter.
func steps(brightness []float64) uint64 {
	var hash uint64
	for i := range 64 {
		if at := i/8*9 + i%8; brightness[at] < brightness[at+1] {
			hash |= 1 << i
		}
	}
	return hash
}

// squares averages brightness over as many squares, row by row.
func squares(luma *image.Gray, across, down int) []float64 {
	w, h := luma.Rect.Dx(), luma.Rect.Dy()
	averages := make([]float64, 0, across*down)
	for row := range down {
		top, bottom := part(row, down, h)
		for column := range across {
			left, right := part(column, across, w)
			sum := 0
			for y := top; y < bottom; y++ {
				for _, p := range luma.Pix[y*luma.Stride+left : y*luma.Stride+right] {
					sum += int(p)
				}
			}
			averages = append(averages, float64(sum)/float64((bottom-top)*(right-left)))
		}
	}
	return averages
}

// part is the part of length that belongs to one of parts: at least one pixel.
func part(i, parts, length int) (from, to int) {
	from = i * length / parts
	return from, max(from+1, (i+1)*length/parts)
}

// deviation is the standard deviation of brightness, 0 to 128.
func deviation(luma *image.Gray) float64 {
	var sum, squares, count float64
	for y := range luma.Rect.Dy() {
		for _, p := range luma.Pix[y*luma.Stride:][:luma.Rect.Dx()] {
			v := float64(p)
			sum, squares, count = sum+v, squares+v*v, count+1
		}
	}
	mean := sum / count
	return math.Sqrt(max(0, squares/count-mean*mean))
}
