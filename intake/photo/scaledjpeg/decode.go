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

// Options say what is wanted of [Decode], and what is too much.
type Options struct {
	Scale     int // 1–8 eighths of the full size; 0 is 8
	MaxPixels int // of the full picture; 0 is DefaultMaxPixels

	// Check is asked after each row of blocks, if it is set. An error ends the
	// decode with that error: context.Context.Err will do.
	Check func() error
}

const (
	// DefaultMaxPixels limits the full picture if Options do not.
	DefaultMaxPixels = 120_000_000
	// MaxScans limits the passes over a picture. Ten are common.
	MaxScans = 100
)

// Decoder decodes one picture after the other with the same memory. The zero value
// is ready for use. It is not safe for use by several goroutines at a time.
type Decoder struct {
	scale     int
	check     func() error
	transform transform

	data    []byte
	at      int
	tables  tables
	frame   *frame
	window  window
	codes   [2][4]codeTable
	block   block
	needed  []bool // of the scans of a progressive frame
	scans   int    // so far
	partial bool

	pix    [4][]byte
	values [4][]int16
	known  [4][]uint64
}

// Decode decodes a JPEG. The errors wrap those of this package, or are of
// o.Check.
func Decode(data []byte, o Options) (*Picture, error) {
	return new(Decoder).Decode(data, o)
}

// Decode is like the function of that name. The picture is good until the next
// call, which uses its memory again.
func (d *Decoder) Decode(data []byte, o Options) (*Picture, error) {
	if err := d.begin(data, o); err != nil {
		return nil, err
	}
	complete, err := d.readScans()
	if err != nil {
		return nil, err
	}
	if d.frame.progressive {
		if err := d.render(); err != nil {
			return nil, err
		}
	}
	return d.picture(complete)
}

// begin reads up to the frame header and makes room.
func (d *Decoder) begin(data []byte, o Options) error {
	d.scale, d.check = o.Scale, o.Check
	if d.scale == 0 {
		d.scale = 8
	}
	if d.scale < 1 || d.scale > 8 {
		return unsupported("scale %d/8", d.scale)
	}
	if d.check == nil {
		d.check = func() error { return nil }
	}
	if o.MaxPixels == 0 {
		o.MaxPixels = DefaultMaxPixels
	}
	d.transform = transforms[d.scale]
	d.data, d.scans, d.partial = data, 0, false
	d.tables.reset()
	var err error
	if d.frame, d.at, err = findFrame(data, &d.tables); err != nil {
		return err
	}
	if err := d.frame.admit(o.MaxPixels, len(data)-d.at); err != nil {
		return err
	}
	d.allocate()
	d.needed = nil
	if d.frame.progressive {
		d.needed = d.plan()
	}
	return nil
}

// admit refuses a picture that is too large, or larger than its data can be: a
// block takes two bits, and one in the first scan of a progressive file.
func (f *frame) admit(maxPixels, size int) error {
	if f.width*f.height > maxPixels {
		return errTooLarge(f.width, f.height)
	}
	least := f.blocks() * 2
	if f.progressive {
		least = f.blocks()
	}
	if size*8 < least/2 {
		return ErrTruncated
	}
	return nil
}

// allocate makes the planes, and the coefficients of a progressive frame.
func (d *Decoder) allocate() {
	n := d.scale
	for i := range d.frame.components {
		c := &d.frame.components[i]
		blocks := c.stride * c.rows
		d.pix[i] = grow(d.pix[i], blocks*n*n)
		c.plane = Plane{
			Pix: d.pix[i], Stride: c.stride * n,
			Width:  ceilDiv(d.frame.width*c.h*n, 8*d.frame.hMax),
			Height: ceilDiv(d.frame.height*c.v*n, 8*d.frame.vMax),
		}
		if d.frame.progressive {
			d.values[i] = grow(d.values[i], blocks*n*n)
			d.known[i] = grow(d.known[i], blocks)
			clear(d.values[i])
			clear(d.known[i])
			c.store = coefficients{values: d.values[i], known: d.known[i]}
		}
	}
}

// grow returns a slice of a length, with the memory of s if it is enough.
func grow[T element](s []T, length int) []T {
	if cap(s) < length {
		return make([]T, length)
	}
	return s[:length]
}

type element interface{ byte | int16 | uint64 }

// readScans decodes scan by scan. It reports whether it came to the end of the
// picture.
func (d *Decoder) readScans() (complete bool, err error) {
	for {
		s := nextSegment(d.data, d.at)
		d.at = s.next
		switch {
		case s.marker == 0:
			return false, nil
		case s.marker == markEOI:
			return true, nil
		case isFrame(s.marker):
			return false, corrupt("second frame")
		case s.marker == markSOS:
			if err := d.scan(s); err != nil {
				return false, err
			}
			if !d.frame.progressive && d.frame.covered() {
				return true, nil
			}
		default:
			if err := d.tables.read(s); err != nil {
				return false, err
			}
		}
	}
}

// covered reports whether every component had its scan.
func (f *frame) covered() bool {
	for i := range f.components {
		if !f.components[i].seen {
			return false
		}
	}
	return true
}

// scan decodes one scan.
func (d *Decoder) scan(segment segment) error {
	if d.scans++; d.scans > MaxScans {
		return corrupt("more than %d scans", MaxScans)
	}
	if d.scans <= len(d.needed) && !d.needed[d.scans-1] {
		return nil
	}
	s, err := d.frame.readScan(segment.body)
	if err != nil {
		return err
	}
	if err := d.prepare(s); err != nil {
		return err
	}
	d.window.start(d.data, segment.next)
	if d.frame.progressive {
		return d.progressive(s)
	}
	return d.sequential(s)
}

// prepare gives each component of a scan its tables.
func (d *Decoder) prepare(s *scan) error {
	for i, c := range s.components {
		if !c.quant.set {
			if !d.tables.quantSet[c.quantAt] {
				return corrupt("no quantisation table %d", c.quantAt)
			}
			c.quant.init(&d.tables.quant[c.quantAt], d.scale)
		}
		var err error
		if s.from == 0 && s.high == 0 {
			if c.dc, err = d.code(0, s.dcAt[i]); err != nil {
				return err
			}
		}
		if s.to > 0 {
			if c.ac, err = d.code(1, s.acAt[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// code returns the table of a class (0 DC, 1 AC), made ready.
func (d *Decoder) code(class int, at byte) (*codeTable, error) {
	spec := &d.tables.codes[class][at]
	if !spec.set {
		return nil, corrupt("no code table %d of class %d", at, class)
	}
	if class == 0 && spec.beyondDC() {
		return nil, corrupt("DC code table %d has symbols above 15", at)
	}
	t := &d.codes[class][at]
	t.make(spec, class == 1 && !d.frame.progressive)
	return t, nil
}

// walker returns what takes a scan through the picture.
func (d *Decoder) walker(s *scan) *walker {
	return &walker{
		grid: d.frame.grid(s), data: d.data, window: &d.window,
		interval: d.tables.interval, check: d.check,
		restart: func() {
			for _, c := range s.components {
				c.last = 0
			}
		},
	}
}

// finish notes how many lines a scan has filled.
func (d *Decoder) finish(s *scan, w *walker) {
	lines := min((w.down-w.bad)*w.lines, d.frame.height)
	if w.bad > 0 {
		d.partial = true
	}
	for _, c := range s.components {
		if !c.seen {
			c.seen, c.lines = true, lines
		}
		c.lines = min(c.lines, lines)
	}
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

func (t *tables) reset() {
	t.interval, t.colour, t.quantSet = 0, colourMarks{}, [4]bool{}
	for class := range t.codes {
		for i := range t.codes[class] {
			t.codes[class][i].set = false
		}
	}
}
