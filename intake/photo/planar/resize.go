package planar

// Upright says how a picture as stored is turned for display: mirrored left to
// right, then top to bottom, then rows and columns exchanged.
type Upright struct{ MirrorX, MirrorY, Exchange bool }

// Resize makes a 4:2:0 picture of width × height pixels by the Lanczos filter
// and turns it; the size, of one pixel at least, is that before rows and columns
// are exchanged.
func Resize(p Picture, width, height int, turn Upright) Picture {
	out := New(width, height, len(p.Planes) > 1)
	for i, to := range out.Planes {
		from := p.Planes[i]
		across := newAxis(from.Width, from.PitchX, p.Width, width, to.PitchX, turn.MirrorX)
		down := newAxis(from.Height, from.PitchY, p.Height, height, to.PitchY, turn.MirrorY)
		resizePlane(from, to, across, down)
	}
	if turn.Exchange {
		out = out.exchange()
	}
	return out
}

// resizePlane makes two lines at a time: first the lines are summed up, then they
// are narrowed.
func resizePlane(from, to Plane, across, down axis) {
	window, narrow := newBand(from, down.filter()), across.filter()
	length := words(from.Width)
	sums := [2][]uint64{make([]uint64, length), make([]uint64, length)}
	pair := make([]uint64, 2*length)
	for i := 0; i < to.Height; i += 2 {
		y := [2]int{i, min(i+1, to.Height-1)}
		if down.descending {
			y[0], y[1] = to.Height-1-y[0], to.Height-1-y[1]
		}
		window.sum(sums[0], y[0])
		window.sum(sums[1], y[1])
		interleave(pair, sums[0], sums[1])
		narrow.narrow(to.row(y[0]), to.row(y[1]), pair)
	}
}

// exchange makes columns of the rows.
func (p Picture) exchange() Picture {
	out := New(p.Height, p.Width, len(p.Planes) > 1)
	for i, from := range p.Planes {
		to := out.Planes[i]
		for y := range from.Height {
			for x, v := range from.row(y) {
				to.Pix[x*to.Stride+y] = v
			}
		}
	}
	return out
}
