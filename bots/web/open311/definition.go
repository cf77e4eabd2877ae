package open311

import (
	"encoding/xml"

	"snapgrid/intake"
)

// definitionView is the definition of a service: what a form asks for beside the words.
// The list is empty for a service that asks for nothing.
type definitionView struct {
	XMLName    xml.Name        `xml:"service_definition" json:"-"`
	Code       text            `xml:"service_code" json:"service_code"`
	Attributes attributesView  `xml:"attributes" json:"-"`
	List       []attributeView `xml:"-" json:"attributes"`
}

type attributesView struct {
	Attributes []attributeView `xml:"attribute"`
}

type attributeView struct {
	Variable    bool        `xml:"variable" json:"variable"` // false: it is only shown
	Code        text        `xml:"code" json:"code"`
	Datatype    text        `xml:"datatype" json:"datatype"`
	Required    bool        `xml:"required" json:"required"`
	Help        text        `xml:"datatype_description" json:"datatype_description"`
	Order       int         `xml:"order" json:"order"`
	Description text        `xml:"description" json:"description"`
	Values      *valuesView `xml:"values" json:"-"`
	List        []valueView `xml:"-" json:"values,omitempty"`
}

type valuesView struct {
	Values []valueView `xml:"value"`
}

type valueView struct {
	Key  text `xml:"key" json:"key"`
	Name text `xml:"name" json:"name"`
}

func (a *Adapter) definition(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	class, found := a.options.Categories.Lookup(c.id)
	if !found {
		return reply{}, notFound("there is no service with the code " + c.id)
	}
	view := definitionView{Code: text(class.Code), List: []attributeView{}}
	for i, attribute := range class.Attributes {
		view.List = append(view.List, viewAttribute(attribute, i+1))
	}
	view.Attributes.Attributes = view.List
	return ok(view, view), nil
}

func viewAttribute(attribute intake.Attribute, order int) attributeView {
	view := attributeView{
		Variable: true, Code: text(attribute.Code), Datatype: text(attribute.Kind), Required: attribute.Required,
		Help: text(attribute.Help), Order: order, Description: text(attribute.Question),
	}
	for _, choice := range attribute.Choices {
		view.List = append(view.List, valueView{text(choice.Key), text(choice.Name)})
	}
	if len(view.List) > 0 {
		view.Values = &valuesView{view.List}
	}
	return view
}
