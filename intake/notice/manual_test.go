package notice

import (
	"slices"
	"strings"
	"testing"
)

// TestManual holds docs/sentences.md to what the program knows.
func TestManual(t *testing.T) {
	var b strings.Builder
	if err := Manual(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "../../docs/sentences.md", b.String())
	for _, s := range sentences(t) {
		if occasions[s] == "" {
			t.Errorf("occasions.go does not say when %q is said", s)
		}
	}
	if len(occasions) != len(sentences(t)) {
		t.Errorf("occasions.go has %d sentences, the templates %d", len(occasions), len(sentences(t)))
	}
}

// Every field of the view is in the table of variables, which says who may hear it.
func TestVariablesAreTheView(t *testing.T) {
	fields := fieldsOf(whole.kind)
	for _, v := range variables {
		if !slices.Contains(fields, v.name) {
			t.Errorf("variables.go has %q, the view has not", v.name)
		}
		fields = slices.DeleteFunc(fields, func(f string) bool { return f == v.name })
	}
	if len(fields) > 0 {
		t.Errorf("variables.go does not say what these are, and who may hear them: %v", fields)
	}
}

func TestRehearseAndRemarks(t *testing.T) {
	w := newWriter(t)
	ours, err := readShipped()
	if err != nil {
		t.Fatal(err)
	}
	own := files("zh-CN/ack.tmpl", ours["zh-CN"][Variant{Sentence: Ack}].text, "zh-CN/status.E04.waiting.tmpl", "#{{.N}} 等等：{{.Back}}")
	if err := w.Load(own, "own", strict); err != nil {
		t.Fatal(err)
	}
	if got := w.Rehearse("zh-CN", Status); !slices.Contains(got, "own/zh-CN/status.E04.waiting.tmpl\n#1234567 等等：1月27日") {
		t.Errorf("rehearsed %q", got)
	}
	if got := strings.Join(w.Remarks(), "\n"); !strings.Contains(got, "ack.tmpl: the same as ours") || !strings.Contains(got, "waiting.tmpl: the other language") {
		t.Errorf("remarked %s", got)
	}
}
