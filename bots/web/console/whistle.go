package console

import (
	"context"

	"snapgrid/intake"
	"snapgrid/intake/whistle"
)

// whistleLine is a whistle of a ticket, and which of its units are late.
type whistleLine struct {
	intake.Whistle
	Units []unitLine
}

type unitLine struct {
	intake.WhistlePart
	Late bool
}

// whistles lists the whistles that were blown, or are to be, for a ticket.
func (c *Console) whistles(ctx context.Context, ticket int64) ([]whistleLine, error) {
	all, err := c.store.WhistlesOf(ctx, ticket)
	var lines []whistleLine
	for _, w := range all {
		line := whistleLine{Whistle: w}
		for _, p := range w.Parts {
			line.Units = append(line.Units, unitLine{p, whistle.Working(w.Status) && whistle.Overdue(p, c.pages.Now())})
		}
		lines = append(lines, line)
	}
	return lines, err
}
