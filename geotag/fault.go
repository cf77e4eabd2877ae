package geotag

import (
	"fmt"
	"strings"
)

// Fault is something wrong in an import. The rest of the import goes on.
type Fault struct {
	Where  string // "feature 3 (990101-07)", "line 12 (老菜场)"
	Reason string
	Kept   bool // the cell or place was taken all the same, repaired if need be
}

// String prints the fault on one line.
func (f Fault) String() string { return f.Where + ": " + f.Reason }

// where names a feature or line by its number and, if it has one, its name.
func where(kind string, n int, name string) string {
	if name == "" {
		return fmt.Sprintf("%s %d", kind, n)
	}
	return fmt.Sprintf("%s %d (%s)", kind, n, cut(name, 40))
}

// cut shortens a foreign string for a message.
func cut(s string, runes int) string {
	s = strings.ToValidUTF8(s, "�")
	for i := range s {
		if runes--; runes < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
