package photo

import (
	"strings"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// Info is what a picture says about itself.
type Info struct {
	Format      Format
	Width       int // pixels, as displayed: after the orientation
	Height      int
	Orientation Orientation   // as the camera wrote it; 1 if it wrote none
	TakenAt     string        // RFC 3339, or "2006-01-02T15:04:05" local time if no zone was written; "" if unknown
	At          *geotag.Point // where the camera was; nil if it does not say
	Altitude    *float64      // metres above the sea; nil if unknown
	Direction   *float64      // where it looked, degrees clockwise from north, 0 to 360; nil if unknown
	FixedAt     time.Time     // when the satellites told where it was, UTC; zero if unknown
	Camera      string        // who made it, and which; "" if unknown
	Partial     bool          // part of it is missing, and grey; known when it is developed
	Look        intake.Look   // of the upright picture; none if flat or not developed
	Flaw        intake.Flaw   // what is wrong with the picture; "" if nothing or not developed
}

// localTime is the form of a time without a zone.
const localTime = "2006-01-02T15:04:05"

// TakenTime is when the picture was taken. Most cameras write no zone: their
// clock is taken to be in local. Without a clock it is the time of the position.
// Zero if unknown.
func (i Info) TakenTime(local *time.Location) time.Time {
	if i.TakenAt == "" {
		return i.FixedAt
	}
	if t, err := time.Parse(time.RFC3339, i.TakenAt); err == nil {
		return t
	}
	t, err := time.ParseInLocation(localTime, i.TakenAt, local)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Inspect reads the header of a picture and decodes nothing; it also reads
// formats that cannot be developed. What could be read is returned even with an
// error, which is an [intake.Error] with the reasons [TooLarge], [NotPhoto] or
// [Damaged] (no size to be found).
func Inspect(data []byte) (Info, error) {
	h, err := readHeader(data)
	return h.info(), err
}

// header is what the containers of all formats have in common.
type header struct {
	format        Format
	width, height int    // as stored; of HEIC and AVIF as displayed
	exif          []byte // the block that begins with the byte order; nil if none
	xmp           []byte // the packet; nil if none
	icc           []byte // the profile of its colours; nil if none
	p3            bool   // a number says that its colours are Display P3
	decoded       int64  // bytes that a decode needs, estimated
	frame         *film  // the first of a WebP film; nil if it is none
	torn          bool   // a HEIC that was cut short
}

// readHeader sniffs the format and reads its container.
func readHeader(data []byte) (header, error) {
	if len(data) > MaxBytes {
		return header{format: Sniff(data)}, refuse(TooLarge, Sniff(data), nil)
	}
	h := header{format: Sniff(data)}
	switch h.format {
	case JPEG:
		h.readJPEG(data)
	case PNG:
		h.readPNG(data)
	case WebP:
		h.readWebP(data)
	case GIF:
		h.readGIF(data)
	case HEIC, AVIF:
		h.readHEIF(data)
	case TIFF:
		h.readTIFF(data)
	case BMP:
		h.readBMP(data)
	case JXL, JP2, PSD, ICO:
		return h, nil // recognised, so that the answer can name them
	default:
		return h, refuse(NotPhoto, "", nil)
	}
	if h.width <= 0 || h.height <= 0 {
		return h, refuse(Damaged, h.format, nil)
	}
	return h, nil
}

// info joins the container and the tags.
func (h header) info() Info {
	t := h.tags()
	info := Info{
		Format:      h.format,
		Width:       h.width,
		Height:      h.height,
		Orientation: t.orientation,
		TakenAt:     t.takenAt,
		At:          t.at,
		Altitude:    t.altitude,
		Direction:   t.direction,
		FixedAt:     t.fixedAt,
		Camera:      t.camera,
	}
	if h.upright(t).sideways() {
		info.Width, info.Height = h.height, h.width
	}
	return info
}

// tags reads what the camera wrote. XMP is asked only for what EXIF does not say
// at all: programs write it, and copy it from one picture to another, so it
// mends no position that the camera itself was unsure of.
func (h header) tags() tags {
	t := readTags(h.exif)
	if t.at != nil && t.takenAt != "" || len(h.xmp) == 0 {
		return t
	}
	x := readXMP(h.xmp)
	if t.at == nil && !t.doubtful {
		t.at, t.altitude, t.direction = x.at, x.altitude, x.direction
	}
	if t.takenAt == "" {
		t.takenAt = x.takenAt
	}
	return t
}

// upright is the turn that is still to be done.
func (h header) upright(t tags) Orientation {
	if h.format == HEIC || h.format == AVIF {
		return 1
	}
	return t.orientation
}

// takenAt writes the camera's time and offset in the form of [Info]; "" if the
// camera never knew the time.
func takenAt(clock, offset string) string {
	clock = strings.TrimSpace(clock)
	t, err := time.Parse("2006:01:02 15:04:05", clock)
	if err != nil {
		t, err = time.Parse("2006-01-02 15:04:05", clock)
	}
	if err != nil || t.Year() < 1900 {
		return ""
	}
	local := t.Format(localTime)
	if zoned, err := time.Parse(time.RFC3339, local+strings.TrimSpace(offset)); err == nil {
		return zoned.Format(time.RFC3339)
	}
	return local
}
