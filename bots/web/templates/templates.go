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
	"strings"
)

// Files are the templates.
//
//go:embed *.html
var Files embed.FS

// Read parses every page with the functions of one language.
func Read(funcs template.FuncMap) (map[string]*template.Template, error) {
	common, err := template.New("").Funcs(funcs).Option("missingkey=error").ParseFS(Files, "layout.html", "parts.html", "parts_public.html", "lists.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(Files, "*.html")
	if err != nil {
		return nil, err
	}
	set := map[string]*template.Template{}
	for _, name := range names {
		page, err := common.Clone()
		if err != nil {
			return nil, err
		}
		if page, err = page.ParseFS(Files, name); err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		set[strings.TrimSuffix(name, ".html")] = page
	}
	return set, nil
}
