package configs

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// reader fills a Config from a YAML tree. The YAML library stops at the first
// unknown key or wrong value; the reader goes on, so that all are named.
type reader struct {
	origin origin
	faults Faults
	bad    map[string]bool // keys with a fault
}

func newReader(path string) *reader {
	return &reader{
		origin: origin{file: path, lines: map[string]int{}, vars: map[string]string{}},
		bad:    map[string]bool{},
	}
}

// fill writes what node says into a field.
func (r *reader) fill(key string, node ast.Node, into reflect.Value, secret bool) {
	switch node.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		r.fault(lineOf(node), key, "anchors, aliases and tags are not read here; write the value out")
		return
	}
	switch into.Kind() {
	case reflect.Struct:
		r.fillStruct(key, node, into)
	case reflect.Slice:
		r.fillList(key, node, into, secret)
	default:
		r.fillScalar(key, node, into, secret)
	}
}

func (r *reader) fillStruct(key string, node ast.Node, into reflect.Value) {
	if isNull(node) {
		return // a section with nothing in it
	}
	m, ok := node.(ast.MapNode)
	if !ok {
		r.fault(lineOf(node), key, "want KEY: VALUE lines here: %s", strings.Join(keysIn(into.Type()), ", "))
		return
	}
	seen := map[string]int{}
	for it := m.MapRange(); it.Next(); {
		name, line := keyText(it.Key()), lineOf(it.Key())
		if first, twice := seen[name]; twice {
			r.fault(line, join(key, name), "given twice; the first is on line %d", first)
			continue
		}
		seen[name] = line
		field, ok := fieldOf(into.Type(), name)
		if !ok {
			r.unknown(line, key, name, into.Type())
			continue
		}
		r.origin.lines[join(key, name)] = line
		r.fill(join(key, name), it.Value(), into.FieldByIndex(field.Index), isSecret(field))
	}
}

func (r *reader) fillList(key string, node ast.Node, into reflect.Value, secret bool) {
	into.SetZero()
	if isNull(node) {
		return
	}
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		r.fault(lineOf(node), key, "want a list, such as [a, b] or lines that begin with a dash")
		return
	}
	if len(list.Values) == 0 {
		return
	}
	into.Set(reflect.MakeSlice(into.Type(), len(list.Values), len(list.Values)))
	for i, value := range list.Values {
		r.origin.lines[item(key, i)] = lineOf(value)
		if isNull(value) {
			r.fault(lineOf(value), item(key, i), "this entry is empty")
			continue
		}
		r.fill(item(key, i), value, into.Index(i), secret)
	}
}

// fillScalar takes numbers for words (an id, a code), since people write them
// without quotes, but nothing else for anything else.
func (r *reader) fillScalar(key string, node ast.Node, into reflect.Value, secret bool) {
	text, ok := "", false
	switch n := node.(type) {
	case *ast.StringNode:
		text, ok = n.Value, into.Kind() != reflect.Bool
	case *ast.LiteralNode:
		text, ok = n.Value.Value, into.Kind() == reflect.String
	case *ast.IntegerNode:
		text, ok = n.Token.Value, true
	case *ast.BoolNode:
		text, ok = n.Token.Value, into.Kind() == reflect.Bool
	}
	if !ok {
		r.fault(lineOf(node), key, "want %s%s%s", wanted(into.Type()), got(node, secret), quoteHint(node, into))
		return
	}
	if err := setScalar(into, text); err != nil {
		r.fault(lineOf(node), key, "want %s%s", err, got(node, secret))
	}
}

// unknown refuses a key and says which one was probably meant.
func (r *reader) unknown(line int, section, name string, in reflect.Type) {
	where := ""
	if section != "" {
		where = " in " + section
	}
	text := fmt.Sprintf("unknown key %q%s", name, where)
	if near, ok := nearest(name, keysIn(in)); ok {
		r.bad[join(section, near)] = true
		r.refuse(line, text+fmt.Sprintf("; did you mean %q?", near))
		return
	}
	if full, ok := elsewhere(name); ok {
		r.bad[full] = true
		r.refuse(line, text+fmt.Sprintf("; did you mean %q?", full))
		return
	}
	r.refuse(line, text+"; the keys are "+strings.Join(keysIn(in), ", "))
}

// keyText is a mapping's key as text.
func keyText(key ast.MapKeyNode) string {
	if s, ok := key.(*ast.StringNode); ok {
		return s.Value
	}
	if token := key.GetToken(); token != nil {
		return token.Value
	}
	return key.String()
}

func isNull(node ast.Node) bool {
	if node == nil {
		return true
	}
	switch node.(type) {
	case *ast.NullNode, *ast.CommentGroupNode:
		return true
	}
	return false
}

func lineOf(node ast.Node) int {
	if node == nil {
		return 0
	}
	token := node.GetToken()
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		token = m.Values[0].Key.GetToken()
	}
	if token == nil || token.Position == nil {
		return 0
	}
	return token.Position.Line
}

// quoteHint: what looks like a number or a truth value may be meant as text.
func quoteHint(node ast.Node, into reflect.Value) string {
	switch node.(type) {
	case *ast.BoolNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		if into.Kind() == reflect.String {
			return "; put it in quotes if it is meant as text"
		}
	}
	return ""
}

// got shows the value that was refused.
func got(node ast.Node, secret bool) string {
	switch n := node.(type) {
	case *ast.NullNode:
		return ", got nothing"
	case *ast.SequenceNode:
		return ", got a list"
	case *ast.MappingNode, *ast.MappingValueNode:
		return ", got keys and values"
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode:
		if !secret {
			return ", got " + n.GetToken().Value
		}
	case *ast.StringNode:
		if !secret {
			return fmt.Sprintf(", got %q", n.Value)
		}
	}
	return ""
}
