package notice

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// scopes lists, for each sentence, the variables that it may use.
func scopes(b book) map[Sentence][]string {
	all := map[Sentence][]string{}
	for _, c := range b {
		for _, s := range c {
			all[s.Sentence] = append(all[s.Sentence], s.uses()...)
		}
	}
	for s, names := range all {
		all[s] = scopeOf(names)
	}
	return all
}

// scopeOf is what a sentence may use whose words read some variables, in the order
// of [variables].
func scopeOf(used []string) []string {
	ofTicket := slices.Contains(used, "N")
	var scope []string
	for _, v := range variables {
		if v.public && ofTicket || slices.Contains(used, v.name) {
			scope = append(scope, v.name)
		}
	}
	return scope
}

// uses lists the variables of the view that the words read.
func (s sentence) uses() []string {
	var names []string
	w := walker{
		field: func(_ parse.Pos, of thing, name string) {
			if of == whole {
				names = append(names, name)
			}
		},
		refuse: func(parse.Pos, string) {},
	}
	w.walk(s.tree.Tree)
	return names
}

// checkScope finds what the words read and must not, or what is not there.
func (s sentence) checkScope(scope []string, suggest Suggest, faults *Faults) {
	w := walker{
		field: func(at parse.Pos, of thing, name string) {
			if fault := s.misread(of, name, scope, suggest); fault != "" {
				faults.add(s.file, s.line(at), "%s", fault)
			}
		},
		refuse: func(at parse.Pos, text string) { faults.add(s.file, s.line(at), "%s", text) },
	}
	w.walk(s.tree.Tree)
	if len(s.tree.Templates()) > 1 {
		faults.add(s.file, 0, "a file is one sentence: take {{define}} and {{block}} out")
	}
}

// misread says why the words can not read a variable; "" if they can.
func (s sentence) misread(of thing, name string, scope []string, suggest Suggest) string {
	switch {
	case of.kind == nil || of.kind.Kind() != reflect.Struct:
		return fmt.Sprintf(".%s: nothing is known of what stands before it", name)
	case !of.holds(name) && of == whole:
		return fmt.Sprintf("there is no .%s%s", name, suggest(name, scope))
	case !of.holds(name):
		return fmt.Sprintf("there is no .%s in it%s", name, suggest(name, fieldsOf(of.kind)))
	case of == whole && !slices.Contains(scope, name):
		return fmt.Sprintf("%s can not use .%s: it is not known there, or not for those who hear it; it can use %s", s.Sentence, name, dotted(scope))
	case of.kind == whole.kind && of != whole && !isPublic(name):
		return fmt.Sprintf("of a ticket in a list, .%s is not told", name)
	}
	return ""
}

// line is the line of a place in the words, from 1.
func (s sentence) line(at parse.Pos) int {
	return 1 + strings.Count(s.text[:min(int(at), len(s.text))], "\n")
}

func fieldsOf(of reflect.Type) []string {
	var names []string
	for f := range of.Fields() {
		names = append(names, f.Name)
	}
	return names
}

func dotted(names []string) string {
	if len(names) == 0 {
		return "no variable"
	}
	return "." + strings.Join(names, " .")
}
