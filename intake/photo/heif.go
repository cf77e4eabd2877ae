package photo

import "bytes"

// heif is what the boxes say about the picture that is to be shown, and where
// its tags are. Boxes come in any order, so they are joined at the end.
type heif struct {
	primary    uint32
	exifItem   uint32
	xmpItem    uint32
	properties []property
	uses       map[uint32][]int    // numbers of properties, from 1, by item
	places     map[uint32][]extent // by item
	inside     []byte              // of the box "idat"
	entries    int                 // in uses and places, of which there may be too many
}

// room counts one more entry, unless there are as many as a picture may have.
func (f *heif) room() bool {
	f.entries++
	return f.entries <= maxUses
}

// property is something that says how a picture is to be shown.
type property struct {
	kind          string
	width, height int    // "ispe": of the pixels; "clap": what is shown of them
	sideways      bool   // "irot": by a quarter of a turn
	icc           []byte // "colr"
	p3            bool   // "colr", by number
}

// extent is a piece of an item.
type extent struct {
	inside       bool // counts from the start of "idat", else of the file
	offset, size uint64
}

// readHEIF reads HEIC and AVIF. The size is the one displayed: here the boxes
// say which way is up, decoders obey them, and the camera's tag only repeats it.
func (h *header) readHEIF(data []byte) {
	f := heif{uses: map[uint32][]int{}, places: map[uint32][]extent{}}
	for kind, body := range boxes(data) {
		if kind == "meta" && len(body) > 4 {
			f.readMeta(body[4:])
			break
		}
	}
	for _, number := range f.uses[f.primary] {
		if number >= 1 && number <= len(f.properties) {
			h.use(f.properties[number-1])
		}
	}
	h.decoded = 4 * satMul(int64(h.width), int64(h.height))
	h.torn = f.torn(len(data))
	if payload := f.payload(data, f.exifItem); len(payload) > 4 {
		skip := uint64(be32(payload)) + 4
		h.exif = exifAnywhere(payload[min(skip, uint64(len(payload))):])
		if h.exif == nil {
			h.exif = exifAnywhere(payload)
		}
	}
	h.xmp = f.payload(data, f.xmpItem)
}

// use applies one property; they come in the order in which they act, each on
// the picture as the ones before it left it.
func (h *header) use(p property) {
	switch p.kind {
	case "ispe":
		h.width, h.height = p.width, p.height
	case "clap":
		if p.width <= h.width && p.height <= h.height {
			h.width, h.height = p.width, p.height
		}
	case "irot":
		if p.sideways {
			h.width, h.height = h.height, h.width
		}
	case "colr":
		h.icc, h.p3 = first(h.icc, p.icc), h.p3 || p.p3
	}
}

func (f *heif) readMeta(meta []byte) {
	for kind, body := range boxes(meta) {
		switch kind {
		case "pitm":
			f.readPrimary(body)
		case "iinf":
			f.readItems(body)
		case "iloc":
			f.readPlaces(body)
		case "idat":
			f.inside = body
		case "iprp":
			f.readProperties(body)
		}
	}
}

func (f *heif) readPrimary(body []byte) {
	r := reader{rest: body}
	f.primary = uint32(r.number(2 + 2*min(r.version(), 1)))
}

// readItems looks for the items with the tags and with the packet of XMP.
func (f *heif) readItems(body []byte) {
	r := reader{rest: body}
	r.number(2 + 2*min(r.version(), 1)) // how many; the boxes say it too
	for kind, info := range boxes(r.rest) {
		i := reader{rest: info}
		version := i.version()
		if kind != "infe" || version < 2 {
			continue
		}
		item := uint32(i.number(2 + 2*min(version-2, 1)))
		i.number(2) // protection
		switch kind := string(i.bytes(4)); {
		case kind == "Exif" && f.exifItem == 0:
			f.exifItem = item
		case kind == "mime" && f.xmpItem == 0 && bytes.Contains(i.rest, []byte("\x00application/rdf+xml\x00")):
			f.xmpItem = item
		}
	}
}

// readPlaces reads where the bytes of each item are.
func (f *heif) readPlaces(body []byte) {
	r := reader{rest: body}
	version := r.version()
	sizes := r.number(2)
	offsetSize, lengthSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		indexSize = 0
	}
	wide := 2 + 2*(max(version, 1)-1) // bytes of a number of items, from version 2 on four
	if version > 2 {
		return
	}
	for items := min(r.number(wide), maxItems); items > 0 && !r.failed; items-- {
		item, method := uint32(r.number(wide)), uint64(0)
		if version > 0 {
			method = r.number(2) & 15
		}
		r.number(2) // the file it is in
		base := r.number(baseSize)
		for pieces := min(r.number(2), 64); pieces > 0 && !r.failed; pieces-- {
			r.number(indexSize)
			e := extent{inside: method == 1, offset: base + r.number(offsetSize)}
			e.size = r.number(lengthSize)
			if r.failed || !f.room() {
				return
			}
			if method <= 1 {
				f.places[item] = append(f.places[item], e)
			}
		}
	}
}

func (f *heif) readProperties(body []byte) {
	for kind, part := range boxes(body) {
		switch kind {
		case "ipco":
			for kind, p := range boxes(part) {
				f.properties = append(f.properties, readProperty(kind, p))
			}
		case "ipma":
			f.readUses(part)
		}
	}
}

func readProperty(kind string, body []byte) property {
	r := reader{rest: body}
	p := property{kind: kind}
	switch kind {
	case "ispe":
		r.number(4) // version
		p.width, p.height = int(r.number(4)), int(r.number(4))
	case "clap":
		p.width, p.height = r.fraction(), r.fraction()
	case "irot": // quarters of a turn
		p.sideways = r.number(1)&1 == 1
	case "colr":
		switch string(r.bytes(4)) {
		case "prof", "rICC":
			p.icc = r.rest
		case "nclx":
			p.p3 = isP3(r.number(2), r.number(2))
		}
	}
	return p
}

func (f *heif) readUses(body []byte) {
	r := reader{rest: body}
	head := r.number(4)
	version, wide := int(head>>24), head&1 == 1
	for items := min(r.number(4), maxItems); items > 0 && !r.failed; items-- {
		item := uint32(r.number(2 + 2*min(version, 1)))
		for uses := r.number(1); uses > 0 && !r.failed; uses-- {
			number := r.number(1) & 0x7f
			if wide {
				number = number<<8 | r.number(1)
			}
			if r.failed || !f.room() {
				return
			}
			f.uses[item] = append(f.uses[item], int(number))
		}
	}
}

// torn reports whether a piece of any item lies behind the end of the file.
func (f *heif) torn(size int) bool {
	for _, pieces := range f.places {
		for _, e := range pieces {
			if end := e.offset + e.size; !e.inside && (end < e.offset || end > uint64(size)) {
				return true
			}
		}
	}
	return false
}

// payload joins the pieces of an item that hold as much as metadata may take.
func (f *heif) payload(data []byte, item uint32) []byte {
	var joined []byte
	for _, e := range f.places[item] {
		from := data
		if e.inside {
			from = f.inside
		}
		if e.offset > uint64(len(from)) || e.size > uint64(len(from))-e.offset {
			return joined
		}
		joined = append(joined, from[e.offset:e.offset+min(e.size, maxMetadata)]...)
		if len(joined) >= maxMetadata {
			break
		}
	}
	return joined
}
