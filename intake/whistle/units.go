package whistle

import (
	"regexp"
	"strings"

	"snapgrid/intake"
)

// order is what the words of a whistle say.
type order struct {
	units  []intake.Unit // each once, in the order of the words
	kind   string        // code of a kind; "" if none was named
	reason string
	doubt  string        // the word that may mean several units, or none
	among  []intake.Unit // which it may mean; all units if it means none
}

// word is the next word of an order, behind what separates it.
var word = regexp.MustCompile(`^[\s,，、;；:：+＋]*([^\s,，、;；:：+＋]+)`)

// readOrder reads units and a kind from the beginning of the words; what follows
// is the reason.
func readOrder(words string, units []intake.Unit, kinds []Kind) order {
	var o order
	for {
		m := word.FindStringSubmatchIndex(words)
		if m == nil {
			break
		}
		said := words[m[2]:m[3]]
		if kind, ok := kindCalled(said, kinds); ok {
			o.kind, words = kind.Code, words[m[1]:]
			continue
		}
		found := unitsCalled(said, units)
		if len(found) > 1 {
			o.doubt, o.among = said, found
			return o
		}
		if len(found) == 0 {
			if len(o.units) == 0 {
				o.doubt, o.among = said, units
			}
			break
		}
		if !called(o.units, found[0].Code) {
			o.units = append(o.units, found[0])
		}
		words = words[m[1]:]
	}
	o.reason = strings.Trim(words, " \t\n,，、;；:：")
	return o
}

func called(units []intake.Unit, code string) bool {
	for _, u := range units {
		if u.Code == code {
			return true
		}
	}
	return false
}

func kindCalled(said string, kinds []Kind) (Kind, bool) {
	for _, k := range kinds {
		if strings.EqualFold(said, k.Code) || said == k.Name || said+"哨" == k.Name {
			return k, true
		}
	}
	return Kind{}, false
}

// unitsCalled lists the units that a word means: by code or name, else by the
// beginning of the name.
func unitsCalled(said string, units []intake.Unit) []intake.Unit {
	var exact, begun []intake.Unit
	for _, u := range units {
		short := level.ReplaceAllString(u.Name, "")
		switch {
		case strings.EqualFold(said, u.Code), strings.EqualFold(said, u.Name), said == short:
			exact = append(exact, u)
		case begins(u.Name, said), begins(short, said):
			begun = append(begun, u)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return begun
}

// level is what people leave out at the beginning of a unit's name: 区城管局 is
// 城管 to all.
var level = regexp.MustCompile(`^(?:区|市|县|省|街道|镇|乡)`)

// begins reports whether a name begins with a word of more than one character: a
// single one means too much.
func begins(name, said string) bool {
	return len([]rune(said)) > 1 && strings.HasPrefix(strings.ToLower(name), strings.ToLower(said))
}
