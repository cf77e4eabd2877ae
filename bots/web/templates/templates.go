// Package templates holds the pages' HTML. A page is one file that defines
// "main", and "head" if it needs more there; layout.html surrounds it and
// parts.html holds what several pages repeat, parts_public.html what the public
// ones do, lists.html what lists of tickets have. Sentences are written in Chinese
// as {{t "…"}} and translated in page/english.go.
package templates

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strings"
	"text/template/parse"
)

// Files are the templates.
//
//go:embed *.html
var Files embed.FS

// shared are the templates that every page may use.
var shared = []string{"layout.html", "parts.html", "parts_public.html", "lists.html"}

// constant is a sentence without numbers in it, which is the same on every page of a
// language.
var constant = regexp.MustCompile(`{{t "([^"\\]*)"}}`)

// Read parses every page with the functions of one language, and says the constant
// sentences once, so that no page has to.
func Read(say func(sentence string, args ...any) string, funcs template.FuncMap) (map[string]*template.Template, error) {
	names, err := fs.Glob(Files, "*.html")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, name := range names {
		text, err := Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts[name] = constant.ReplaceAllStringFunc(string(text), func(call string) string {
			return template.HTMLEscapeString(say(constant.FindStringSubmatch(call)[1]))
		})
	}
	return assemble(texts, funcs)
}

// assemble parses the texts of all pages, each of which gets what it needs of the others.
func assemble(texts map[string]string, funcs template.FuncMap) (map[string]*template.Template, error) {
	common := template.New("").Funcs(funcs)
	for _, name := range shared {
		if _, err := common.New(name).Parse(texts[name]); err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
	}
	set := map[string]*template.Template{}
	for name, text := range texts {
		page := template.New("").Funcs(funcs).Option("missingkey=error")
		if _, err := page.New(name).Parse(text); err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		if err := complete(page, common); err != nil {
			return nil, fmt.Errorf("complete %s: %w", name, err)
		}
		set[strings.TrimSuffix(name, ".html")] = page
	}
	return set, nil
}

// complete adds to a page the layout and those of the common parts that it uses: a page
// has copies of its own, and there are many pages.
func complete(page, common *template.Template) error {
	wanted := []string{"layout"}
	for _, t := range page.Templates() {
		if t.Tree != nil { // the one that all are associated with has none
			wanted = append(wanted, uses(t.Tree.Root)...)
		}
	}
	for len(wanted) > 0 {
		name := wanted[0]
		wanted = wanted[1:]
		part := common.Lookup(name)
		if page.Lookup(name) != nil || part == nil || part.Tree == nil {
			continue
		}
		if _, err := page.AddParseTree(name, part.Tree.Copy()); err != nil {
			return err
		}
		wanted = append(wanted, uses(part.Tree.Root)...)
	}
	return nil
}

// uses lists the templates that a part of one calls by name.
func uses(n parse.Node) []string {
	var within []parse.Node
	switch n := n.(type) {
	case *parse.TemplateNode:
		return []string{n.Name}
	case *parse.ListNode:
		if n != nil {
			within = n.Nodes
		}
	case *parse.IfNode:
		within = []parse.Node{n.List, n.ElseList}
	case *parse.RangeNode:
		within = []parse.Node{n.List, n.ElseList}
	case *parse.WithNode:
		within = []parse.Node{n.List, n.ElseList}
	}
	var names []string
	for _, node := range within {
		names = append(names, uses(node)...)
	}
	return names
}
