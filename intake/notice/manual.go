package notice

import (
	_ "embed" // the manual
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"text/template"
)

// Files are the sentences that ship with the program, in the form that
// [Writer.Load] reads.
func Files() (fs.FS, error) { return fs.Sub(shipped, "templates") }

// Sentences lists the names of all sentences.
func (w *Writer) Sentences() []string { return (*w.book.Load()).names() }

// Own counts the files that are the operator's.
func (w *Writer) Own() int {
	n := 0
	for _, c := range *w.book.Load() {
		for _, s := range c {
			if s.own {
				n++
			}
		}
	}
	return n
}

// Rehearse words a sentence in a language for samples of every kind: each text
// once, with the file that it came from.
func (w *Writer) Rehearse(language string, s Sentence) []string {
	var all []string
	lang, c := w.choose(language)
	for _, f := range w.rehearsals(s, c) {
		found, ok := c.find(s, f.Ticket)
		if !ok {
			continue
		}
		words, err := found.fill(w.view(lang, f))
		if text := found.file + "\n" + words; err == nil && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	return all
}

// rehearsals are samples for all variants of a sentence.
func (w *Writer) rehearsals(s Sentence, c chapter) []Facts {
	all := w.samples(Variant{Sentence: s})
	for _, v := range c.variants() {
		if v.Sentence == s && v != (Variant{Sentence: s}) {
			all = append(all, w.samples(v)...)
		}
	}
	return all
}

// variants lists those of a chapter by name.
func (c chapter) variants() []Variant {
	var all []Variant
	for v := range c {
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b Variant) int { return strings.Compare(a.String(), b.String()) })
	return all
}

// Remarks is what an operator may want to know of an own sentence that is no fault.
func (w *Writer) Remarks() []string {
	base, err := readShipped()
	if err != nil {
		return nil
	}
	var all []string
	now := *w.book.Load()
	for _, lang := range Languages() {
		for _, v := range now[lang].variants() {
			own, ours := now[lang][v], base[lang][v]
			switch {
			case !own.own:
			case own.text == ours.text:
				all = append(all, own.file+": the same as ours; without the file you get our later words")
			case !now.everywhere(v):
				all = append(all, own.file+": the other language has no such file and says what it says in general")
			}
		}
	}
	return all
}

// everywhere reports whether every language has a variant.
func (b book) everywhere(v Variant) bool {
	for _, c := range b {
		if _, ok := c[v]; !ok {
			return false
		}
	}
	return true
}

//go:embed manual.md.tmpl
var manual string

// manualView is what the manual tells.
type manualView struct {
	Variables []struct{ Name, Meaning, Where string }
	Sentences []struct{ Name, Occasion, Variables string }
}

// Manual writes what an operator has to know to change sentences: every sentence
// with the occasion on which it is said and the variables that it may use.
func Manual(out io.Writer) error {
	b, err := readShipped()
	if err != nil {
		return err
	}
	var v manualView
	for _, known := range variables {
		where := "where it is listed"
		if known.public {
			where = "*ticket*"
		}
		v.Variables = append(v.Variables, struct{ Name, Meaning, Where string }{known.name, known.meaning, where})
	}
	scopes := scopes(b)
	for _, name := range b.names() {
		s := Sentence(name)
		v.Sentences = append(v.Sentences, struct{ Name, Occasion, Variables string }{name, occasions[s], told(scopes[s])})
	}
	t, err := template.New("manual").Delims("[[", "]]").Parse(manual)
	if err != nil {
		return fmt.Errorf("read the manual: %w", err)
	}
	return t.Execute(out, v)
}

// told says in few words which variables a sentence may use.
func told(scope []string) string {
	var words []string
	if slices.Contains(scope, "N") {
		words = append(words, "*ticket*")
	}
	for _, name := range scope {
		if !isPublic(name) || !slices.Contains(scope, "N") {
			words = append(words, "`."+name+"`")
		}
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}
