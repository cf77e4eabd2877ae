package picture

import (
	"bytes"
	_ "embed"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

//go:embed font/characters.txt
var characters string

func week() Week {
	return Week{
		Title: "一周情况", Days: "11-16 – 11-22", Key: [2]string{"受理", "其中解决"},
		Lines: []Line{{"受理", "128", ""}, {"解决", "117", "117/128"}, {"按期率", "93.7%", "118/126"}, {"满意率", "90.0%", "27/30"}},
		Bars: []Bar{
			{"周一", 21, 20}, {"周二", 18, 18}, {"周三", 0, 0}, {"周四", 25, 22}, {"周五", 30, 29}, {"周六", 19, 17}, {"周日", 15, 11},
		},
	}
}

func TestDraw(t *testing.T) {
	data, err := Draw(week())
	if err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("SNAPGRID_TEST_LOOKS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, "weekly.jpg"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	picture, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil || picture.Bounds().Dx() != width || picture.Bounds().Dy() != height || len(data) > 200<<10 {
		t.Fatalf("%v, %d bytes, %v", picture.Bounds(), len(data), err)
	}
	other := week()
	other.Bars[2].Received = 3
	if again, err := Draw(other); err != nil || bytes.Equal(again, data) {
		t.Errorf("another week has the same picture, %v", err)
	}
	if _, err := Draw(Week{}); err != nil {
		t.Errorf("an empty week: %v", err)
	}
}

// The font has a glyph for every character that it says, and those of the picture are
// among them: a missing one would be an empty box.
func TestLetters(t *testing.T) {
	f, err := opentype.Parse(letters)
	if err != nil {
		t.Fatal(err)
	}
	var b sfnt.Buffer
	for _, c := range strings.TrimSpace(characters) + "0123456789-–·/%." {
		if glyph, err := f.GlyphIndex(&b, c); err != nil || glyph == 0 {
			t.Errorf("no glyph for %q: %v", c, err)
		}
	}
	if len(letters) > 400<<10 {
		t.Errorf("the font has %d bytes", len(letters))
	}
}
