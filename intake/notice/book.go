package notice

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"unicode/utf8"

	"snapgrid/intake"
)

//go:embed templates
var shipped embed.FS

// Languages lists the languages that we speak.
func Languages() []string { return []string{"zh-CN", "en"} }

// sentence is one file: the words of a variant in a language.
type sentence struct {
	Variant
	file string // where it came from
	text string
	tree *template.Template
	own  bool // the operator's
}

// chapter is the sentences of one language, by variant.
type chapter map[Variant]sentence

// book is all sentences, by language. It never changes once made.
type book map[string]chapter

// find finds the words that fit a ticket best.
func (c chapter) find(s Sentence, t intake.Ticket) (sentence, bool) {
	for _, v := range candidates(s, t) {
		if found, ok := c[v]; ok {
			return found, true
		}
	}
	return sentence{}, false
}

// readShipped reads the sentences that the program brings with it.
func readShipped() (book, error) {
	own, err := fs.Sub(shipped, "templates")
	if err != nil {
		return nil, fmt.Errorf("read the sentences: %w", err)
	}
	b := book{}
	for _, lang := range Languages() {
		files, err := fs.ReadDir(own, lang)
		if err != nil {
			return nil, fmt.Errorf("read the sentences: %w", err)
		}
		b[lang] = chapter{}
		for _, f := range files {
			var faults Faults
			s := readSentence(own, path.Join(lang, f.Name()), path.Join("templates", lang, f.Name()), &faults)
			if err := faults.err(); err != nil {
				return nil, err
			}
			b[lang][s.Variant] = s
		}
	}
	return b, nil
}

// readSentence reads one file; name is what faults call it. A mark at the beginning
// and the line ends of Windows are no part of the words. The answer has no tree if
// the file is none.
func readSentence(files fs.FS, file, name string, faults *Faults) sentence {
	v, ok := variantOf(path.Base(file))
	if !ok {
		faults.add(name, 0, "want SENTENCE%s, SENTENCE.STATE%[1]s, SENTENCE.CLASS%[1]s or SENTENCE.CLASS.STATE%[1]s", extension)
		return sentence{}
	}
	raw, err := fs.ReadFile(files, file)
	if err != nil {
		faults.add(name, 0, "cannot be read")
		return sentence{}
	}
	if !utf8.Valid(raw) {
		faults.add(name, 0, "is not UTF-8: save it again with that encoding")
		return sentence{}
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(raw), "\ufeff"), "\r\n", "\n")
	tree, err := template.New(v.String()).Option("missingkey=error").Parse(text)
	if err != nil {
		line, what := lineOf(err)
		faults.add(name, line, "%s", what)
		return sentence{}
	}
	return sentence{Variant: v, file: name, text: text, tree: tree}
}

// complaint is how text/template reports: "template: ack:3: unexpected {{end}}".
var complaint = regexp.MustCompile(`(?s)^template: [^:]*:([0-9]+)(?::[0-9]+)?: (.*)$`)

// lineOf takes an error of text/template apart.
func lineOf(err error) (line int, what string) {
	m := complaint.FindStringSubmatch(err.Error())
	if m == nil {
		return 0, err.Error()
	}
	line, _ = strconv.Atoi(m[1]) // they are digits
	return line, m[2]
}
