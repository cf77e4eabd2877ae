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
	return parse(texts, template.New("").Funcs(funcs).Option("missingkey=error"))
}

func parse(texts map[string]string, common *template.Template) (map[string]*template.Template, error) {
	for _, name := range shared {
		if _, err := common.New(name).Parse(texts[name]); err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
	}
	set := map[string]*template.Template{}
	for name, text := range texts {
		page, err := common.Clone()
		if err != nil {
			return nil, err
		}
		if _, err = page.New(name).Parse(text); err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		set[strings.TrimSuffix(name, ".html")] = page
	}
	return set, nil
}
