package stats

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/figures.md anew")

const begin, end = "<!-- definitions -->\n", "<!-- end of the definitions -->\n"

// docs/figures.md says of every figure what the table of definitions says.
func TestFiguresAreDocumented(t *testing.T) {
	const file = "../../docs/figures.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	_, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		t.Fatal("the marks around the definitions are missing")
	}
	want := before + begin + documented() + end + after
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want != string(text) && !*update {
		t.Error("docs/figures.md does not say what the definitions say; -update writes it")
	}
}

func documented() string {
	var b strings.Builder
	b.WriteString("\n| figure | counted | out of | left out | condition |\n| --- | --- | --- | --- | --- |\n")
	for _, d := range Definitions() {
		var out []string
		for _, r := range d.Out {
			out = append(out, r.Name+" (`"+r.Rule.Says+"`)")
		}
		of := d.Of
		if of == "" {
			of = "–"
		}
		fmt.Fprintf(&b, "| %s `%s` | %s | %s | %s | `%s` |\n", d.Name, d.Key, d.Counts, of, strings.Join(out, "; "), d.Rule.Says)
	}
	b.WriteString("\n")
	return b.String()
}
