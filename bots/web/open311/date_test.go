package open311

import (
	"encoding/xml"
	"testing"
	"time"
)

// A date is refused or read; it never panics and never lasts for ever.
func FuzzDate(f *testing.F) {
	for _, seed := range []string{"2026-03-03", "2026-03-03T12:00:00Z", "2026-03-03T12:00:00 08:00", "2026-03-03T12:00:00+08:00", "now", "", "9999-99-99"} {
		f.Add(seed)
	}
	a := &Adapter{options: Options{Zone: time.FixedZone("CST", 8*3600)}}
	f.Fuzz(func(t *testing.T, s string) {
		at, grain, err := a.date(s)
		if err == nil && (grain != time.Second && grain != 24*time.Hour || at.IsZero() && s == "") {
			t.Errorf("%q is %s for %s", s, at, grain)
		}
	})
}

// Whatever people write, XML can carry it, and gives the legal part back.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"坑 <b>&\"'", "\x00\x08\uFFFE", "😀\u202e", "]]>", "\xff", "a\r\nb\tc"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		type doc struct {
			XMLName xml.Name `xml:"d"`
			Text    text     `xml:"t"`
		}
		b, err := xml.Marshal(doc{Text: text(s)})
		if err != nil {
			t.Fatal(err)
		}
		var back doc
		if err := xml.Unmarshal(b, &back); err != nil {
			t.Fatalf("%q is not XML: %v", b, err)
		}
		if string(back.Text) != text(s).legal() {
			t.Errorf("%q came back as %q", s, back.Text)
		}
	})
}
