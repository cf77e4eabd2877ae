package photo

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"testing"

	"snapgrid/intake"
)

// heic builds a picture of boxes, without pixels: item 1 is shown, item 2 holds
// the tags, either in the file or inside the boxes.
func heic(inside bool, exif []byte, uses []byte, properties ...[]byte) []byte {
	payload := append(be(4, 6), append([]byte("Exif\x00\x00"), exif...)...)
	ftyp := box("ftyp", []byte("heic"), be(4, 0), []byte("mif1heic"))
	build := func(offset int) []byte {
		method := 0
		if inside {
			method = 1
		}
		return box("meta", be(4, 0),
			box("pitm", be(4, 0), be(2, 1)),
			box("iloc", be(4, 1<<24), be(2, 0x4400), be(2, 1),
				be(2, 2), be(2, uint64(method)), be(2, 0), be(2, 1), be(4, uint64(offset)), be(4, uint64(len(payload)))),
			box("iinf", be(4, 0), be(2, 2),
				box("infe", be(4, 2<<24), be(2, 1), be(2, 0), []byte("hvc1\x00")),
				box("infe", be(4, 2<<24), be(2, 2), be(2, 0), []byte("Exif\x00"))),
			box("iprp", box("ipco", properties...),
				box("ipma", be(4, 0), be(4, 1), be(2, 1), be(1, uint64(len(uses))), uses)),
			map[bool][]byte{true: box("idat", payload)}[inside])
	}
	if inside {
		return append(ftyp, build(0)...)
	}
	head := len(ftyp) + len(build(0)) + 8
	return bytes.Join([][]byte{ftyp, build(head), box("mdat", payload)}, nil)
}

func ispe(w, h uint64) []byte { return box("ispe", be(4, 0), be(4, w), be(4, h)) }

func TestHEIFBoxes(t *testing.T) {
	t.Parallel()
	exif := tagged(binary.BigEndian, 6).bytes()
	turn := func(quarters uint64) []byte { return box("irot", be(1, quarters)) }
	crop := box("clap", be(4, 300), be(4, 1), be(4, 200), be(4, 1), be(4, 0), be(4, 1), be(4, 0), be(4, 1))
	for name, tt := range map[string]struct {
		data          []byte
		width, height int
	}{
		"as it is":            {heic(false, exif, []byte{1}, ispe(400, 300)), 400, 300},
		"on its side":         {heic(false, exif, []byte{1, 2}, ispe(400, 300), turn(3)), 300, 400},
		"upside down":         {heic(false, exif, []byte{1, 2}, ispe(400, 300), turn(2)), 400, 300},
		"of several sizes":    {heic(false, exif, []byte{2, 3}, ispe(512, 512), ispe(400, 300), turn(1)), 300, 400},
		"cropped, then round": {heic(false, exif, []byte{1, 2, 3}, ispe(400, 300), crop, turn(1)), 200, 300},
		"tags inside":         {heic(true, exif, []byte{0x81}, ispe(400, 300)), 400, 300},
	} {
		info, err := Inspect(tt.data)
		if err != nil || info.Width != tt.width || info.Height != tt.height {
			t.Errorf("%s: got %d×%d, %v, want %d×%d", name, info.Width, info.Height, err, tt.width, tt.height)
		}
		if info.At == nil || info.Orientation != 6 {
			t.Errorf("%s: got tags %+v", name, info)
		}
	}
}

// lens stands in for the decoder of HEIC: it sees what it was made with.
type lens struct {
	img image.Image
	err error
}

func (l lens) Decode(_ context.Context, _ []byte, width, height int) (image.Image, error) {
	if l.img == nil || l.img.Bounds() != image.Rect(0, 0, width, height) {
		return nil, l.err
	}
	return l.img, nil
}

// A HEIC is shown as its decoder hands it over, upright already, whatever the
// tag of the camera says.
func TestDevelopHEIC(t *testing.T) {
	t.Parallel()
	room := New(DefaultBudget)
	room.HEIC = lens{img: scene(96, 64, 1)}
	got, err := room.Develop(context.Background(), sample(t, "own.heic"), 96)
	if err != nil || got.Info.Orientation != 6 || got.Info.At == nil || got.Info.Look.Hash == 0 {
		t.Fatalf("got %+v, %v", got.Info, err)
	}
	if d := apart(t, decodeJPEG(t, got.Renditions[0].JPEG), scene(96, 64, 1)); d > 6 {
		t.Errorf("%.1f apart from what was decoded", d)
	}
}

func TestDevelopHEICRefuses(t *testing.T) {
	t.Parallel()
	whole := sample(t, "own.heic")
	invalid, passing := &intake.Error{Code: intake.CodeInvalid}, errors.New("no memory for a helper")
	for name, tt := range map[string]struct {
		lens Decoder
		data []byte
		want Reason
	}{
		"no decoder":   {nil, whole, Unsupported},
		"not by it":    {lens{err: invalid}, whole, Unsupported},
		"cut short":    {lens{err: invalid}, whole[:len(whole)-1], Damaged},
		"huge":         {lens{err: passing}, heic(true, nil, []byte{1}, ispe(5100, 5100)), TooManyPixels},
		"beyond all":   {lens{err: passing}, heic(true, nil, []byte{1}, ispe(1<<32-1, 1<<32-1)), TooManyPixels},
		"not its time": {lens{err: passing}, whole, ""},
	} {
		room := New(DefaultBudget)
		room.HEIC = tt.lens
		_, err := room.Develop(context.Background(), tt.data, 96)
		if err == nil || ReasonOf(err) != tt.want {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
	}
}
