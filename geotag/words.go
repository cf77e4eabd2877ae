package geotag

import (
	"unicode"
	"unicode/utf8"
)

// words is a text made ready for look-up: half-width, lower case, no spaces.
// Offsets lead back to what was written.
type words struct {
	original string
	plain    string
	starts   []int  // of each rune in plain, and the end
	from     []int  // of each rune in original, and the end
	first    []bool // a Latin word or a number may begin at the rune
}

// maxWords bounds the bytes of a text that are looked at.
const maxWords = 16 << 10

// makeWords reads a text; Chinese numbers that count something become digits:
// "科技二路" is "科技2路".
func makeWords(original string) *words { return assemble(original, countedDigits(letters(original))) }

// letter is a rune of a text, and where it was written.
type letter struct {
	r     rune
	from  int  // byte in the original
	first bool // a Latin word or a number may begin here
}

// letters leaves out what does not matter, and makes half-width and lower case
// what remains.
func letters(original string) []letter {
	if len(original) > maxWords {
		original = original[:maxWords]
	}
	read := make([]letter, 0, len(original)/2)
	var last rune
	for i, r := range original {
		r = unicode.ToLower(halfWidth(r))
		if unicode.IsSpace(r) || r == utf8.RuneError || unicode.Is(unicode.Cf, r) {
			last = ' '
			continue
		}
		read = append(read, letter{r: r, from: i, first: !sameWord(last, r)})
		last = r
	}
	return read
}

func assemble(original string, read []letter) *words {
	if len(original) > maxWords {
		original = original[:maxWords]
	}
	w := &words{
		original: original,
		starts:   make([]int, 0, len(read)+1), from: make([]int, 0, len(read)+1), first: make([]bool, 0, len(read)+1),
	}
	plain := make([]byte, 0, len(original))
	for _, l := range read {
		w.starts = append(w.starts, len(plain))
		w.from = append(w.from, l.from)
		w.first = append(w.first, l.first)
		plain = utf8.AppendRune(plain, l.r)
	}
	w.starts = append(w.starts, len(plain))
	w.from = append(w.from, len(original))
	w.first = append(w.first, true)
	w.plain = string(plain)
	return w
}

// fold returns a name as it is looked up.
func fold(name string) string { return makeWords(name).plain }

// window returns the runes from i up to j.
func (w *words) window(i, j int) string { return w.plain[w.starts[i]:w.starts[j]] }

// rest returns what follows from rune i on.
func (w *words) rest(i int) string { return w.plain[w.starts[i]:] }

// written returns what was written for the runes from i up to j.
func (w *words) written(i, j int) string {
	_, size := utf8.DecodeRuneInString(w.original[w.from[j-1]:])
	return w.original[w.from[i] : w.from[j-1]+size]
}

// sameWord reports whether b goes on with the Latin word or the number that a
// is part of: no name begins or ends between them.
func sameWord(a, b rune) bool {
	return isLatin(a) && isLatin(b) || isDigit(a) && isDigit(b)
}

func isLatin(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// halfWidth turns the full-width forms of ASCII into ASCII, and the many dashes
// into one.
func halfWidth(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		return r - 0xFEE0
	case r == '—' || r == '–' || r == '－' || r == '―' || r == '‐' || r == '~' || r == '～':
		return '-'
	}
	return r
}
