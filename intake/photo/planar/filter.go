package planar

import "math"

// lobes is how far the Lanczos kernel reaches, in samples of the coarser grid.
const lobes = 3

// one is the sum of the weights of every sample: fixed point with 14 bits.
const one = 1 << 14

// filter says how each sample of a line is made from those of another line.
type filter struct {
	taps    int      // weights for each sample; some may be 0
	first   []int    // the first sample that counts
	weights []uint64 // taps of them for each sample, their sum is one; below zero they wrap around
}

// axis is one direction of a plane that is mapped onto another.
type axis struct {
	from, to   int     // samples
	scale      float64 // samples from for each sample to
	start      float64 // where the first sample lies among those from
	descending bool
}

// newAxis maps from samples of a pitch onto a picture that shrinks from pixels
// to size; in it a sample stands for pitch pixels.
func newAxis(from int, fromPitch float64, pixels, size int, pitch float64, mirrored bool) axis {
	shrink := float64(pixels) / float64(size)
	a := axis{from: from, to: int(math.Ceil(float64(size) / pitch)), scale: pitch * shrink / fromPitch}
	a.start = a.scale/2 - 0.5
	if mirrored {
		a.start = float64(pixels)/fromPitch - a.scale/2 - 0.5
		a.descending = true
	}
	return a
}

// centre is where the sample i lies among those from; past an edge that is the
// edge.
func (a axis) centre(i int) float64 {
	at := a.start + float64(i)*a.scale
	if a.descending {
		at = a.start - float64(i)*a.scale
	}
	return min(max(at, 0), float64(a.from-1))
}

// filter computes the weights.
func (a axis) filter() filter {
	stretch := math.Max(a.scale, 1)
	reach := lobes * stretch
	taps := min(int(math.Ceil(2*reach)), a.from)
	if a.still() {
		taps = 1
	}
	f := filter{taps: taps, first: make([]int, a.to), weights: make([]uint64, a.to*taps)}
	raw := make([]float64, taps)
	for i := range f.first {
		centre := a.centre(i)
		first := int(math.Ceil(centre - reach))
		if taps == 1 {
			first = int(math.Round(centre))
		}
		first = min(max(first, 0), a.from-taps)
		for k := range raw {
			raw[k] = lanczos((float64(first+k) - centre) / stretch)
		}
		f.first[i] = first
		round(raw, f.weights[i*taps:][:taps])
	}
	return f
}

// still reports whether every sample is one of those from: nothing to compute.
func (a axis) still() bool {
	return a.scale == 1 && a.start == math.Trunc(a.start)
}

// lanczos is sinc(x) · sinc(x/3). The sine of the triple angle saves one of two.
func lanczos(x float64) float64 {
	if x <= -lobes || x >= lobes {
		return 0
	}
	if math.Abs(x) < 1e-9 {
		return 1
	}
	third := math.Pi * x / lobes
	sin := math.Sin(third)
	return sin * sin * (3 - 4*sin*sin) / (lobes * third * third)
}

// round brings weights to the sum one; what is lost by rounding is added to the
// largest.
func round(raw []float64, to []uint64) {
	sum, largest := 0.0, 0
	for k, w := range raw {
		sum += w
		if w > raw[largest] {
			largest = k
		}
	}
	left := uint64(one)
	for k, w := range raw {
		to[k] = uint64(int64(math.Round(w / sum * one)))
		left -= to[k]
	}
	to[largest] += left
}
