package address

import (
	"regexp"
	"unicode"
)

// scanner goes through one address.
type scanner struct {
	text  []rune // half-width
	as    []rune // as written
	at    int
	parts []Part
	seen  map[Kind]string
}

// Parse reads the parts of an address in their order. Words that belong to no
// part are left out.
func Parse(text string) []Part {
	s := &scanner{as: []rune(text), seen: map[Kind]string{}}
	s.text = make([]rune, len(s.as))
	for i, r := range s.as {
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0
		}
		s.text[i] = unicode.ToUpper(r)
	}
	for s.at < len(s.text) {
		s.step()
	}
	return s.parts
}

// step takes one part.
func (s *scanner) step() {
	for _, try := range []func() bool{s.separator, s.area, s.section, s.number, s.assist, s.road} {
		if try() {
			return
		}
	}
	s.name()
}

// take makes a part of the next n runes.
func (s *scanner) take(kind Kind, n int) bool {
	at := 0
	if len(s.parts) > 0 {
		last := s.parts[len(s.parts)-1]
		at = last.At + len(last.Text)
		at += len(string(s.as[s.runeAt(at):s.at]))
	} else {
		at = len(string(s.as[:s.at]))
	}
	s.parts = append(s.parts, Part{Kind: kind, Text: string(s.as[s.at : s.at+n]), At: at})
	if _, known := s.seen[kind]; !known {
		s.seen[kind] = string(s.as[s.at : s.at+n])
	}
	s.at += n
	return true
}

func (s *scanner) runeAt(byteAt int) int { return len([]rune(string(s.as)[:byteAt])) }

func (s *scanner) rest() string { return string(s.text[s.at:]) }

func (s *scanner) last() Kind { return s.lastBut(0) }

// lastBut returns the kind of the last part but n, separators left out.
func (s *scanner) lastBut(n int) Kind {
	for i := len(s.parts) - 1; i >= 0; i-- {
		if s.parts[i].Kind == Redundant {
			continue
		}
		if n == 0 {
			return s.parts[i].Kind
		}
		n--
	}
	return ""
}

var (
	separators = regexp.MustCompile(`^(?:[-_,、;:/()\[\]【】“”"' ·.。~*#]|电联)`)
	dropped    = regexp.MustCompile(`^(?:某某|某)`)
)

func (s *scanner) separator() bool {
	if m := dropped.FindString(s.rest()); m != "" {
		s.at += len([]rune(m))
		return true
	}
	m := separators.FindString(s.rest())
	if m == "" {
		return false
	}
	return s.take(Redundant, len([]rune(m)))
}
