package page

import (
	"html/template"
	"strings"
)

// classList is the classes as entries of a list to choose from, of which one may be
// chosen. There are more than a hundred, and lists of tickets offer them several times:
// they are written once, not by each page anew.
func (p *Pages) classList(language string) func(chosen string) template.HTML {
	value := func(code string) string { return `<option value="` + template.HTMLEscapeString(code) + `"` }
	var all strings.Builder
	for _, c := range p.options.Categories {
		all.WriteString(value(c.Code) + ">" + template.HTMLEscapeString(p.className(language, c.Code)) + "</option>")
	}
	list := all.String()
	return func(chosen string) template.HTML {
		entries := strings.Replace(list, value(chosen)+">", value(chosen)+" selected>", 1)
		return template.HTML(entries) //nolint:gosec // all parts are escaped above
	}
}
