package photos

import (
	"strings"
	"testing"

	"snapgrid/intake"
)

func TestURL(t *testing.T) {
	tests := []struct {
		stored string
		pixels int
		want   string
	}{
		{intake.RenditionName("ab12", 1280), 320, "/photos/ab12_320.jpg"},
		{intake.RenditionName("ab12", 320), 1280, "/photos/ab12_1280.jpg"},
		{intake.PairName(7, 9), 320, "/photos/pair-7-9_1280.jpg"},
		{"originals/ab/ab12", 320, ""},
		{"ab12", 320, ""},
		{"renditions/../originals/ab_320.jpg", 320, ""},
	}
	for _, tt := range tests {
		if got := URL(tt.stored, tt.pixels); got != tt.want {
			t.Errorf("URL(%q, %d) = %q, want %q", tt.stored, tt.pixels, got, tt.want)
		}
	}
}

// Whatever is asked for, what is accepted stays in its folder.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"ab_320.jpg", "../a.jpg", "renditions/renditions/a.jpg", "a/b.jpg", "pair-1-2_1280.jpg", "a\x00.jpg", "_320.jpg", "%2e%2e.jpg", "a.jpg\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := Parse(s)
		if !ok {
			return
		}
		if strings.ContainsAny(string(n), "/\\%\x00\n ") || strings.Contains(string(n), "..") || !strings.HasSuffix(string(n), ".jpg") {
			t.Errorf("%q was accepted as %q", s, n)
		}
		if n.Key() == "" || strings.ContainsAny(n.Key(), "./_") {
			t.Errorf("%q has the key %q", s, n.Key())
		}
		if again, ok := Parse(string(n.Sized(320))); !ok || again.Key() != n.Key() {
			t.Errorf("%q is %q in another size", n, n.Sized(320))
		}
	})
}
