package telegram

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSplit(t *testing.T) {
	cases := []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"short", "井盖坏了", 10, []string{"井盖坏了"}},
		{"nothing", " \n", 10, nil},
		{"exactly", "12345", 5, []string{"12345"}},
		{"paragraph", "一二三四\n\n五六\n七八九十", 10, []string{"一二三四", "五六\n七八九十"}},
		{"sentence", "一二三四五。六七八九十", 8, []string{"一二三四五。", "六七八九十"}},
		{"word", "one two three four", 10, []string{"one two", "three four"}},
		{"no border", "一二三四五六", 4, []string{"一二三四", "五六"}},
		{"surrogates", "😀😀😀", 3, []string{"😀", "😀", "😀"}},
		{"accent", "abcde\u0301f", 5, []string{"abcd", "e\u0301f"}},
		{"joined emoji", "ab👨‍💻cd", 5, []string{"ab", "👨‍💻", "cd"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := split(c.text, c.limit); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("一二三四\n\n五六 七八。九十", uint16(7))
	f.Add(strings.Repeat("👨‍💻\u0301", 9), uint16(3))
	f.Fuzz(func(t *testing.T, text string, limit uint16) {
		if !utf8.ValidString(text) {
			return
		}
		most := int(limit%500) + 2
		pieces := split(text, most)
		for _, p := range pieces {
			if units(p) > most || p == "" || !utf8.ValidString(p) {
				t.Fatalf("piece %q of %d units, at most %d", p, units(p), most)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(strings.Join(pieces, "")) != squeeze(text) {
			t.Fatalf("words were lost: %q of %q", pieces, text)
		}
		if short := shorten(text, most); units(short) > most {
			t.Fatalf("shortened to %d units, at most %d", units(short), most)
		}
	})
}
