package page

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"snapgrid/bots/web/templates"
)

var (
	inTemplate = regexp.MustCompile(`\bt "((?:[^"\\]|\\.)*)"`)
	inCode     = regexp.MustCompile(`"((?:[^"\\]|\\.)*\p{Han}(?:[^"\\]|\\.)*)"`)
)

// Every sentence that a page can say has an English one with the same verbs.
func TestEnglishIsComplete(t *testing.T) {
	said := map[string]bool{}
	collect := func(pattern *regexp.Regexp, text string) {
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			said[m[1]] = true
		}
	}
	names, err := fs.Glob(templates.Files, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(templates.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		collect(inTemplate, string(text))
	}
	for _, pattern := range []string{"../*.go", "../channel/*.go", "../console/*.go", "../guest/*.go", "../figures/*.go", "../../../intake/stats/definition.go", "../photos/*.go", "../programs/*.go", "../../../intake/token/*.go", "../../../intake/webhook/*.go", "../public/*.go", "*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || name == "english.go" {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			collect(inCode, string(text))
		}
	}
	if len(said) < 100 {
		t.Fatalf("only %d sentences were found", len(said))
	}
	for sentence := range said {
		if strings.Contains(sentence, " / ") || strings.Contains(sentence, "月2日") {
			continue // says both languages, or is the form of a date
		}
		other, ok := english[sentence]
		if !ok {
			t.Errorf("no English for %q", sentence)
		}
		for _, verb := range []string{"%d", "%s"} {
			if strings.Count(sentence, verb) != strings.Count(other, verb) {
				t.Errorf("%q and %q have other verbs", sentence, other)
			}
		}
	}
	for sentence := range english {
		if !said[sentence] {
			t.Errorf("nobody says %q", sentence)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ typed, want string }{
		{"  路灯坏了\r\n三天了 ", "路灯坏了\n三天了"},
		{"a\x00b\x07c\x7f", "abc"},
		{"bad \xff utf8", "bad \uFFFD utf8"},
		{"tab\there 😀", "tab\there 😀"},
	}
	for _, tt := range tests {
		if got := Clean(tt.typed); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.typed, got, tt.want)
		}
	}
}

func TestCleanName(t *testing.T) {
	tests := []struct{ typed, want string }{
		{" 刘\n洋 ", "刘 洋"},
		{"\u202eSnapGrid\u200b", "SnapGrid"},
		{strings.Repeat("长", 30), strings.Repeat("长", 24)},
		{"\u200d\u2066 ", ""},
	}
	for _, tt := range tests {
		if got := CleanName(tt.typed, 24); got != tt.want {
			t.Errorf("CleanName(%q) = %q, want %q", tt.typed, got, tt.want)
		}
	}
}
