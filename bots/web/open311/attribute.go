package open311

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// maxAnswer is how many characters the answer to one attribute may have.
const maxAnswer = 1000

// answersOf reads attribute[CODE]=v, and for several values attribute[CODE][]=v or
// the same field again. What was not asked for is ignored. The lines say each question
// and its answer; the faults say what is wrong.
func answersOf(form url.Values, asked []intake.Attribute) (lines, faults []string) {
	for _, attribute := range asked {
		name := "attribute[" + attribute.Code + "]"
		given := slices.Concat(form[name], form[name+"[]"])
		for i := range given {
			given[i] = page.Clean(given[i])
		}
		given = slices.DeleteFunc(given, func(v string) bool { return v == "" })
		if len(given) == 0 {
			if attribute.Required {
				faults = append(faults, fmt.Sprintf("attribute %s required: %s", attribute.Code, attribute.Question))
			}
			continue
		}
		said, fault := answer(attribute, given)
		if fault != "" {
			faults = append(faults, fmt.Sprintf("attribute %s %s", attribute.Code, fault))
			continue
		}
		lines = append(lines, attribute.Question+"："+said)
	}
	return lines, faults
}

// answer is what was given for an attribute, in words.
func answer(attribute intake.Attribute, given []string) (said, fault string) {
	if len(given) > 1 && attribute.Kind != intake.AttributeMany {
		return "", "takes one value"
	}
	for i, v := range given {
		if len([]rune(v)) > maxAnswer {
			return "", "is too long"
		}
		switch attribute.Kind {
		case intake.AttributeOne, intake.AttributeMany:
			choice, ok := attribute.Choice(v)
			if !ok {
				return "", "has no value " + strconv.Quote(v)
			}
			given[i] = choice.Name
		case intake.AttributeNumber:
			if _, err := strconv.ParseFloat(v, 64); err != nil {
				return "", "has to be a number"
			}
		case intake.AttributeDatetime:
			if _, err := time.Parse(time.RFC3339, strings.Replace(v, " ", "+", 1)); err != nil {
				return "", "has to be a date-time such as 2024-01-21T10:00:00+08:00"
			}
		case intake.AttributeString, intake.AttributeText:
		}
	}
	return strings.Join(given, "、"), ""
}
