package scaledjpeg

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
	block   block // of a progressive frame
	mcu     []unit
	needed  []bool // of the scans of a progressive frame
	scans   int    // so far
	partial bool

	pix    [4][]byte
	values [4][]int16
	known  [4][]uint64
}

// Decode decodes a JPEG. The errors wrap those of this package, or are of o.Check. The
// picture is good until the next call, which uses its memory again.
func (d *Decoder) Decode(data []byte, o Options) (*Picture, error) {
	if err := d.begin(data, o); err != nil {
		return nil, err
	}
	defer d.end()
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

// end lets go of the file.
func (d *Decoder) end() { d.data, d.window.data, d.frame = nil, nil, nil }

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
