package links

import (
	"regexp"
	"strings"

	"snapgrid/geotag"
)

// maxText bounds the bytes of a text that are looked at.
const maxText = 16 << 10

// Reference answers with a point within some 50 km of a short plus code, which
// completes it. Locality is the name of the town that was written with the code,
// "" if none was.
type Reference func(locality string) (geotag.Point, bool)

// Find lists the positions in a text, WGS-84: first those of links and shared
// locations, then plus codes, then coordinates, each in the order of the text.
// Without a reference short plus codes are not read.
func Find(text string, reference Reference) []geotag.Written {
	if !strings.ContainsAny(text, "0123456789０１２３４５６７８９+＋") && !strings.Contains(text, "://") {
		return nil // nearly all of what people say
	}
	t := makeText(text)
	found := t.shared()
	found = append(found, t.linked(reference)...)
	found = append(found, t.coded(reference)...)
	return append(found, t.typed()...)
}

// Opaque lists the links in a text that stand for a position which only their
// service could tell: short links and numbers of places.
func Opaque(text string) []string {
	var opaque []string
	for _, l := range makeText(text).links() {
		if read, known := l.read(nil); known && len(read) == 0 && l.opaque() {
			opaque = append(opaque, l.written)
		}
	}
	return opaque
}

// Without returns the words of a text: what is left of it without links.
func Without(text string) string {
	return strings.TrimSpace(linkForm.ReplaceAllString(text, " "))
}

// WithoutMaps returns what is left of a text without the links of map services,
// read or not: they say where something is, and nothing of what it is.
func WithoutMaps(text string) string {
	left := linkForm.ReplaceAllStringFunc(text, func(written string) string {
		l, ok := parseLink(unescape.Replace(written))
		if !ok {
			return written
		}
		if _, known := l.read(nil); known {
			return " "
		}
		return written
	})
	return strings.TrimSpace(left)
}

// source is a text to be read. What was read is blanked out, so that nothing is
// read twice.
type source struct{ rest string }

// makeText undoes the escapes of the messages that positions come in: HTML, and
// JSON inside JSON.
func makeText(s string) *source {
	if len(s) > maxText {
		s = s[:maxText]
	}
	return &source{rest: unescape.Replace(strings.ToValidUTF8(s, " "))}
}

var unescape = strings.NewReplacer("&amp;", "&", "&quot;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">",
	`\/`, "/", `\u0026`, "&", `\"`, `"`, "%EF%BC%8C", "%2C")

// blank takes a part out of what is left to read.
func (t *source) blank(from, to int) {
	t.rest = t.rest[:from] + strings.Repeat(" ", to-from) + t.rest[to:]
}

// linkForm is a link in words: with a scheme, or beginning with the host of a
// map service.
var linkForm = regexp.MustCompile(`(?i)(?:[a-z][a-z0-9+.-]{1,24}://|\bgeo:|\bgoogle\.navigation:|\b(?:[a-z0-9-]+\.)+(?:com|org|net|cn|gl|gle|ru|hk|tw|apple|app|codes|cz|me)(?::\d+)?/)[^\s<>"'，。、；！？）】》「」｜]*`)

// links lists the links and blanks them out, those of unknown hosts too: no
// coordinates are to be read from them.
func (t *source) links() []link {
	var all []link
	for _, at := range linkForm.FindAllStringIndex(t.rest, -1) {
		written := strings.TrimRight(t.rest[at[0]:at[1]], ".,;:!?")
		t.blank(at[0], at[1])
		if l, ok := parseLink(written); ok {
			all = append(all, l)
		}
	}
	return all
}

func (t *source) linked(reference Reference) []geotag.Written {
	var found []geotag.Written
	for _, l := range t.links() {
		read, _ := l.read(reference)
		found = append(found, read...)
	}
	return found
}

// position makes a finding of a pair in a datum; nothing if it is none.
func position(p geotag.Point, d geotag.Datum, name string) []geotag.Written {
	if !p.Valid() {
		return nil
	}
	return []geotag.Written{{Point: d.ToWGS84(p), Radius: radiusLink, Source: geotag.SourceLink, Name: strings.TrimSpace(name)}}
}

// How far a position may be off, in metres.
const (
	radiusLink   = 20.0  // what somebody put a mark on
	radiusCenter = 100.0 // the middle of the map that somebody looked at
)
