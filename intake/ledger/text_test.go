package ledger

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestText(t *testing.T) {
	t.Parallel()
	const table = "name,lat,lon\n老菜场,34.2,108.9\n联通,34.3,108.9\n孔雀湖,34.4,108.9\n" // 联通 in GBK could be UTF-8
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(table, "联通", "\xc1\xaa", 1)
	for name, c := range map[string]struct{ written, want string }{
		"UTF-8": {table, table}, "UTF-8 with its mark": {"\ufeff" + table, table}, "GB18030": {gb, table}, "UTF-16": {wide, table},
		"UTF-8 but for a line": {broken, broken}, "ASCII": {"name,lat,lon\n", "name,lat,lon\n"}, "nothing": {"", ""},
		"one long line of UTF-8":   {"x" + strings.Repeat("老菜场,", 20_000), "x" + strings.Repeat("老菜场,", 20_000)},
		"one long line of GB18030": {strings.Repeat(gb[13:20], 20_000), strings.Repeat("老菜场,", 20_000)},
	} {
		text, err := Text(bytes.NewReader([]byte(c.written)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := io.ReadAll(text); err != nil || string(got) != c.want {
			t.Errorf("%s: %.60q, %v", name, got, err)
		}
	}
}
