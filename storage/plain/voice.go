package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// family says that a column is a ticket, $1, or one that was merged into it.
func (s Store) family(column string) string {
	return s.dialect.Of(column, `select cast($1 as bigint) union all select n from tickets where merged_into = $1 and merged_into <> 0`)
}

// PutVoice keeps that somebody met with the trouble of a ticket.
func (s Store) PutVoice(ctx context.Context, v intake.Voice) error {
	_, err := s.exec(ctx, `insert into voices (ticket, channel, sender, at) values ($1, $2, $3, $4) on conflict do nothing`,
		v.Ticket, string(v.Channel), v.Sender, v.At)
	return err
}

// CountVoices counts the different people of a ticket and those merged into it.
func (s Store) CountVoices(ctx context.Context, ticket int64) (int, error) {
	n, err := one(ctx, s, "", row.Number,
		`select count(*) from (select distinct channel, sender from voices where `+s.family("ticket")+`) v`, ticket)
	return int(n), err
}

// Merged lists the tickets that were merged into one, by number.
func (s Store) Merged(ctx context.Context, into int64) ([]int64, error) {
	return all(ctx, s, row.Number, `select n from tickets where merged_into = $1 and merged_into <> 0 order by n`, into)
}
