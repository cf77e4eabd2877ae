package console

import (
	"context"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// dispute is a clue to where it was that contradicts what the ticket says.
type dispute struct {
	geotag.Opinion
	Apart float64 // metres from the position of the ticket
}

// disputes lists the clues in what was said that contradict each other.
func (c *Console) disputes(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]dispute, error) {
	opinions, err := c.desk.Opinions(ctx, t, said)
	if err != nil {
		return nil, err
	}
	var all []dispute
	for _, o := range geotag.Disputes(opinions) {
		all = append(all, dispute{Opinion: o, Apart: o.DistanceTo(t.Fix.Point)})
	}
	return all, nil
}
