package intake

import "time"

// Category is a class of trouble (Open311: a service). The codes follow
// GB/T 30428.2: E for events, P for parts, two digits for the large class and
// two for the small one.
type Category struct {
	Code     string
	Name     string // "路面塌陷"
	NameEn   string // "road collapse"
	Group    string // name of the large class: "突发事件"
	Keywords []string
	Advice   string // what to do at once in an emergency; "" for what is always right
	AdviceEn string
	Limit    time.Duration // from the report to the repair, when ordinary
	Spread   float64       // how far apart two reports of one such trouble may be, metres
	// Attributes are asked for by forms of other programs, see Open311.
	Attributes []Attribute
}

// Categories is a table of classes.
type Categories []Category

// Lookup finds a class by its code.
func (cs Categories) Lookup(code string) (Category, bool) {
	for _, c := range cs {
		if c.Code == code {
			return c, true
		}
	}
	return Category{}, false
}
