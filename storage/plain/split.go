package plain

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutSplit keeps a proposal, or what became of it.
func (s Store) PutSplit(ctx context.Context, p intake.Split) error {
	_, err := s.exec(ctx, `insert into splits (ticket, first, second, became) values ($1, $2, $3, $4)
		on conflict (ticket) do update set first = excluded.first, second = excluded.second, became = excluded.became`,
		p.Ticket, row.Half(p.First), row.Half(p.Second), p.Became)
	return err
}

// SplitOf finds the proposal for a ticket.
func (s Store) SplitOf(ctx context.Context, ticket int64) (intake.Split, error) {
	return one(ctx, s, fmt.Sprintf("split of #%d", ticket), row.Split,
		`select `+row.SplitColumns+` from splits where ticket = $1`, ticket)
}
