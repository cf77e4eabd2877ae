package photo

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	"io/fs"
	"strings"
	"testing"
)

// The fields and their order are a contract with everybody who reads the output.
func TestInspectLine(t *testing.T) {
	t.Parallel()
	room := New(DefaultBudget)
	blank := encodePNG(t, image.NewGray(image.Rect(0, 0, 30, 20)))
	half := withSegments(encodeJPEG(t, scene(60, 40, 1), 80), exifSegment(tagged(binary.BigEndian, 6).bytes()))
	unread := &fs.PathError{Op: "open", Path: "/home/somebody/x.jpg", Err: fs.ErrNotExist}
	for _, tt := range []struct {
		data []byte
		err  error
		want string
	}{
		{sample(t, "own.heic"), nil, `{"file":"x","format":"heic","width":96,"height":64,"orientation":6,"taken_at":"2026-11-20T08:15:30+08:00","lat":34.265312,"lon":108.912345,"altitude":405.5,"phash":null,"error":null}`},
		{blank, nil, `{"file":"x","format":"png","width":30,"height":20,"orientation":1,"taken_at":null,"lat":null,"lon":null,"altitude":null,"phash":null,"error":null}`},
		{half[:len(half)-300], nil, `{"file":"x","format":"jpeg","width":40,"height":60,"orientation":6,"taken_at":"2026-11-20T08:15:30+08:00","lat":34.26531111111111,"lon":108.91234444444444,"altitude":405.5,"phash":null,"error":"damaged"}`},
		{pngHeader(30000, 30000, 1, 0), nil, `{"file":"x","format":"png","width":30000,"height":30000,"orientation":1,"taken_at":null,"lat":null,"lon":null,"altitude":null,"phash":null,"error":"too many pixels"}`},
		{[]byte("8BPS"), nil, `{"file":"x","format":"psd","width":null,"height":null,"orientation":null,"taken_at":null,"lat":null,"lon":null,"altitude":null,"phash":null,"error":"a format that cannot be shown"}`},
		{nil, nil, `{"file":"x","format":null,"width":null,"height":null,"orientation":null,"taken_at":null,"lat":null,"lon":null,"altitude":null,"phash":null,"error":"not a photo"}`},
		{nil, unread, `{"file":"x","format":null,"width":null,"height":null,"orientation":null,"taken_at":null,"lat":null,"lon":null,"altitude":null,"phash":null,"error":"file does not exist"}`},
		{nil, errors.New("the disk is on fire"), `{"file":"x","format":null,"width":null,"height":null,"orientation":null,"taken_at":null,"lat":null,"lon":null,"altitude":null,"phash":null,"error":"the disk is on fire"}`},
	} {
		got, err := json.Marshal(room.InspectLine(context.Background(), "x", tt.data, tt.err))
		if err != nil || string(got) != tt.want {
			t.Errorf("got  %s (%v)\nwant %s", got, err, tt.want)
		}
	}
	line := room.InspectLine(context.Background(), "x", encodeJPEG(t, scene(60, 40, 1), 80), nil)
	if line.PHash == nil || len(*line.PHash) != 16 || strings.Trim(*line.PHash, "0123456789abcdef") != "" {
		t.Errorf("got hash %v", line.PHash)
	}
}

func TestThumbnails(t *testing.T) {
	t.Parallel()
	got, err := New(DefaultBudget).Thumbnails(context.Background(), "/a/b.c/IMG 1.x.JPG", sample(t, "own.jpg"), 320, 48)
	if err != nil || len(got) != 2 || got[0].Name != "IMG 1.x_320.jpg" || got[1].Name != "IMG 1.x_48.jpg" {
		t.Fatalf("got %v, %v", got, err)
	}
	if size := decodeJPEG(t, got[1].JPEG).Bounds().Size(); size != image.Pt(32, 48) {
		t.Errorf("got %v", size)
	}
	if _, err := New(1).Thumbnails(context.Background(), "x", nil, 320); ReasonOf(err) != NotPhoto {
		t.Errorf("nothing: got %v", err)
	}
}
