package photo

import (
	"testing"
)

// Boxes of pixels and the good filter after them see the same picture as the
// filter alone.
func TestReduceBoxes(t *testing.T) {
	t.Parallel()
	seen := scene(1000, 701, 2)
	for _, side := range []int{40, 90, 320, 999, 2000} {
		size := fit(1000, 701, side)
		small := target{size: size}.resize(reduce(seen, seen.Rect, side))
		flat := target{size: size}.resize(reduce(seen, seen.Rect, 2000))
		if d := apart(t, small.Image(), flat.Image()); d > 1.5 {
			t.Errorf("to %d: %.2f apart", side, d)
		}
	}
}
