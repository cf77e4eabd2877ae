package intake

// Attribute is something that a form asks for beside the words, about one class of
// trouble. The kinds are those of Open311.
type Attribute struct {
	Code     string // letters, digits, - and _
	Question string
	Help     string // how to answer; may be empty
	Kind     AttributeKind
	Required bool
	Choices  []Choice // of the list kinds
}

// AttributeKind says how an attribute is answered.
type AttributeKind string

// The kinds of attributes.
const (
	AttributeString   AttributeKind = "string" // one line
	AttributeText     AttributeKind = "text"   // several lines
	AttributeNumber   AttributeKind = "number"
	AttributeDatetime AttributeKind = "datetime"
	AttributeOne      AttributeKind = "singlevaluelist" // one of the choices
	AttributeMany     AttributeKind = "multivaluelist"  // some of the choices
)

// AttributeKinds lists all kinds.
func AttributeKinds() []AttributeKind {
	return []AttributeKind{AttributeString, AttributeText, AttributeNumber, AttributeDatetime, AttributeOne, AttributeMany}
}

// Listed reports whether the kind has choices.
func (k AttributeKind) Listed() bool { return k == AttributeOne || k == AttributeMany }

// Choice is an answer that can be chosen.
type Choice struct {
	Key  string
	Name string
}

// Choice finds a choice by its key.
func (a Attribute) Choice(key string) (Choice, bool) {
	for _, c := range a.Choices {
		if c.Key == key {
			return c, true
		}
	}
	return Choice{}, false
}
