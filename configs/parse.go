package configs

import (
	"bytes"
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxFile is the largest configuration that is read, in bytes.
const maxFile = 1 << 20

// maxDepth is how deep brackets may stand in each other.
const maxDepth = 32

// parse reads YAML into its tree; nil without a fault means an empty file.
func (r *reader) parse(text []byte) (root ast.Node, ok bool) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	switch {
	case len(text) > maxFile:
		return nil, r.refuse(0, "too large for a configuration: at most 1 MiB is read")
	case !utf8.Valid(text):
		return nil, r.refuse(badLine(text), "not UTF-8; save the file as UTF-8")
	}
	tokens := lexer.Tokenize(string(text))
	if line := tooDeep(tokens); line > 0 {
		return nil, r.refuse(line, "nested too deeply for a configuration")
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, r.refuse(syntaxFault(err))
	}
	docs := slices.DeleteFunc(file.Docs, func(d *ast.DocumentNode) bool { return isNull(d.Body) })
	if len(docs) == 0 {
		return nil, true
	}
	if len(docs) > 1 {
		return nil, r.refuse(lineOf(docs[1].Body), "a second document begins here; only one is read")
	}
	return docs[0].Body, true
}

// tooDeep finds the line where brackets or dashes are nested deeper than any
// configuration: the parser's memory grows with the square of the depth.
func tooDeep(tokens token.Tokens) (line int) {
	brackets, dashes, last := 0, 0, 0
	for _, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType:
			if t.Position.Line != last {
				dashes, last = 0, t.Position.Line
			}
			dashes++
		default:
		}
		if brackets > maxDepth || dashes > maxDepth {
			return t.Position.Line
		}
	}
	return 0
}

// syntaxFault takes line and message from the parser's error, not the lines of
// the file around it: they may hold a secret.
func syntaxFault(err error) (line int, text string) {
	e := yaml.Error(nil)
	if !errors.As(err, &e) {
		return 0, "not YAML"
	}
	if token := e.GetToken(); token != nil && token.Position != nil {
		line = token.Position.Line
	}
	return line, "not YAML: " + e.GetMessage()
}

func badLine(text []byte) int {
	line := 1
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			return line
		}
		if r == '\n' {
			line++
		}
		text = text[size:]
	}
	return line
}
