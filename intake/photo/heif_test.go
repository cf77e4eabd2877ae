package photo

import (
	"bytes"
	"encoding/binary"
	"testing"
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
