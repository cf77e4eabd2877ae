package row_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"snapgrid/storage/row"
)

// Whatever a chat sends becomes text that both databases keep, once and for all.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "井盖", "a\x00b", "\xff\xfe", "\xed\xa0\x80", strings.Repeat("😀", 100), "\x00\xff\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := row.Text(s)
		if !utf8.ValidString(got) || strings.Contains(got, "\x00") || row.Text(got) != got {
			t.Fatalf("%q became %q", s, got)
		}
		if utf8.ValidString(s) && !strings.Contains(s, "\x00") && got != s {
			t.Fatalf("%q was changed to %q", s, got)
		}
	})
}
