package api

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

// promise is what is promised of a class.
type promise struct {
	Category string `json:"category"`
	Severity string `json:"severity"`
	Sign     string `json:"sign" doc:"until a unit signs; empty: nothing is promised"`
	Contact  string `json:"contact" doc:"until the reporter hears from who has it"`
	Solve    string `json:"solve" doc:"until it is solved"`
	AtMost   string `json:"at_most" doc:"solving takes no longer than this round the clock, whatever solve says; empty: no such bound"`
	Verify   string `json:"verify" doc:"until somebody looked at the repair"`
}

// special is a day that is not as its weekday is.
type special struct {
	Day     string `json:"day"`
	Workday bool   `json:"workday"`
}

func (a *API) promises() {
	handle(a, "list-promises", func(context.Context, caller, *struct{}) (*list[promise], error) {
		var all []promise
		if a.options.Book != nil {
			for _, class := range a.options.Categories {
				for _, s := range []intake.Severity{intake.Ordinary, intake.Urgent, intake.Emergency} {
					p := a.options.Book.Policy(intake.Ticket{Category: class.Code, Severity: s})
					all = append(all, promise{class.Code, string(s), spanWords(p.Sign), spanWords(p.Contact), spanWords(p.Solve), spanWords(sla.Span{Time: p.AtMost}), spanWords(p.Verify)})
				}
			}
		}
		return listed(all, 0, nil, func(p promise) promise { return p }), nil
	})
	handle(a, "list-special-days", func(_ context.Context, _ caller, in *struct {
		Year int `path:"year" minimum:"2000" maximum:"2200"`
	}) (*list[special], error) {
		var days []sla.Special
		if a.options.Book != nil && a.options.Book.Calendar() != nil {
			days = a.options.Book.Calendar().Specials(in.Year)
		}
		return listed(days, 0, nil, func(s sla.Special) special { return special{s.Day.Format(time.DateOnly), s.Workday} }), nil
	})
}

// spanWords is a length of time as the configuration writes it; "" is no promise.
func spanWords(s sla.Span) string {
	switch {
	case s.IsZero():
		return ""
	case s.Unit == sla.Workdays:
		return fmt.Sprintf("%d workdays", s.Days)
	case s.Unit == sla.WorkingTime:
		return fmt.Sprintf("%g working hours", s.Time.Hours())
	}
	return s.Time.String()
}
