package notice

import (
	"reflect"
	"slices"
	"text/template/parse"
)

// walker goes over the words of a sentence and tells of each variable that they
// read, also where no ticket of today would lead. It knows what the dot is by the
// types of the view, so that nothing can be read by a detour.
type walker struct {
	// field is told of a variable and of what it belongs to.
	field func(at parse.Pos, of thing, name string)
	// refuse is told of what sentences may not do.
	refuse func(at parse.Pos, text string)
	named  []named // the variables with a dollar, innermost last
}

// thing is what a part of a sentence speaks of.
type thing struct {
	kind   reflect.Type // nil: not known
	listed bool         // one of a list, and not what the whole sentence speaks of
}

// named is a variable that a sentence made: {{range $i, $t := .Tickets}}.
type named struct {
	name string
	thing
}

// whole is what a sentence as a whole speaks of.
var whole = thing{kind: reflect.TypeFor[view]()}

// holds reports whether a thing has a field.
func (t thing) holds(name string) bool {
	return t.kind != nil && t.kind.Kind() == reflect.Struct && slices.Contains(fieldsOf(t.kind), name)
}

// walk goes over a whole sentence.
func (w *walker) walk(tree *parse.Tree) {
	w.named = []named{{"$", whole}}
	w.list(tree.Root, whole)
}

func (w *walker) list(l *parse.ListNode, dot thing) {
	if l == nil {
		return
	}
	depth := len(w.named)
	for _, n := range l.Nodes {
		w.node(n, dot)
	}
	w.named = w.named[:depth]
}

func (w *walker) node(n parse.Node, dot thing) {
	switch n := n.(type) {
	case *parse.ActionNode:
		w.pipe(n.Pipe, dot)
	case *parse.IfNode:
		w.branch(&n.BranchNode, dot, func(thing) thing { return dot })
	case *parse.WithNode:
		w.branch(&n.BranchNode, dot, func(of thing) thing { return of })
	case *parse.RangeNode:
		w.branch(&n.BranchNode, dot, func(of thing) thing { return w.element(n.Pos, of) })
	case *parse.TemplateNode:
		w.refuse(n.Pos, "one sentence can not call another: write the words here")
	}
}

// element is what a list is of; only lists can be gone through.
func (w *walker) element(at parse.Pos, of thing) thing {
	if of.kind == nil || of.kind.Kind() != reflect.Slice {
		w.refuse(at, "range wants a list, such as .Tickets")
		return thing{}
	}
	return thing{of.kind.Elem(), true}
}

// branch goes over if, with and range; inner is what the dot is inside of it.
func (w *walker) branch(b *parse.BranchNode, dot thing, inner func(thing) thing) {
	depth := len(w.named)
	of := w.pipe(b.Pipe, dot)
	inside := inner(of)
	if b.NodeType == parse.NodeRange && len(b.Pipe.Decl) > 0 {
		w.named[len(w.named)-1].thing = inside // the last one is the element
	}
	w.list(b.List, inside)
	w.named = w.named[:depth]
	w.list(b.ElseList, dot)
}

// pipe goes over {{…}} and tells what comes out of it; nil if that is not known.
func (w *walker) pipe(p *parse.PipeNode, dot thing) (out thing) {
	for _, c := range p.Cmds {
		for _, arg := range c.Args {
			out = w.operand(arg, dot)
		}
		if len(c.Args) > 1 || len(p.Cmds) > 1 {
			out = thing{}
		}
	}
	for _, v := range p.Decl {
		w.named = append(w.named, named{v.Ident[0], out})
	}
	return out
}

func (w *walker) operand(n parse.Node, dot thing) thing {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return w.chain(n.Pos, dot, n.Ident)
	case *parse.VariableNode:
		return w.chain(n.Pos, w.valueOf(n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		return w.chain(n.Pos, w.operand(n.Node, dot), n.Field)
	case *parse.PipeNode:
		return w.pipe(n, dot)
	}
	return thing{}
}

func (w *walker) valueOf(name string) thing {
	for i := len(w.named) - 1; i >= 0; i-- {
		if w.named[i].name == name {
			return w.named[i].thing
		}
	}
	return thing{}
}

// chain follows .Tickets or $.N from what it belongs to.
func (w *walker) chain(at parse.Pos, of thing, names []string) thing {
	for _, name := range names {
		w.field(at, of, name)
		if !of.holds(name) {
			return thing{}
		}
		f, _ := of.kind.FieldByName(name)
		of.kind = f.Type
	}
	return of
}
