package scaledjpeg

// Plane is one component: Height rows of Width samples, each row Stride bytes
// after the one before. Pix is longer than that and holds samples beyond the
// edges, of no meaning.
type Plane struct {
	Pix                   []byte
	Stride, Width, Height int
}

// Picture is a decoded JPEG, Scale/8 of its full size, rounded up.
type Picture struct {
	Width, Height         int
	FullWidth, FullHeight int

	// Planes are one (gray), or three: Y, Cb and Cr of full range, as JFIF has
	// them. Each keeps its own sampling, so has its own size. Files of other
	// colours (RGB, CMYK, YCCK) are converted, and their planes equal in size.
	Planes []Plane

	// Rows counts the rows of Height that were decoded whole. Where data were
	// missing, the picture is gray, and Partial set; it is set as well if a
	// progressive file ended before its last scan, so that all of the picture is
	// there, but coarse.
	Rows    int
	Partial bool
}

// cover notes how many lines a scan has filled with what can be seen.
func (d *Decoder) cover(s *scan, w *walker) {
	lines := min((w.down-w.bad)*w.lines, d.frame.height)
	for _, c := range s.components {
		if !c.seen {
			c.seen, c.lines = true, lines
		}
		c.lines = min(c.lines, lines)
	}
}

// finish notes what was lost in a scan, and goes on behind it.
func (d *Decoder) finish(w *walker) {
	d.partial = d.partial || w.bad > 0
	d.at = w.next
}

// picture hands out what was decoded, if it is enough.
func (d *Decoder) picture(complete bool) (*Picture, error) {
	f := d.frame
	lines := f.height
	for i := range f.components {
		lines = min(lines, f.components[i].lines)
	}
	if lines*2 < f.height {
		return nil, ErrTruncated
	}
	p := &Picture{
		Width: ceilDiv(f.width*d.scale, 8), Height: ceilDiv(f.height*d.scale, 8),
		FullWidth: f.width, FullHeight: f.height,
		Rows: ceilDiv(lines*d.scale, 8), Partial: d.partial || !complete,
	}
	if lines < f.height {
		p.Rows = lines * d.scale / 8
		p.Partial = true
	}
	for i := range f.components {
		p.Planes = append(p.Planes, f.components[i].plane)
	}
	d.convert(p)
	return p, nil
}
