package plain

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutEvent numbers an event and keeps it.
func (s Store) PutEvent(ctx context.Context, e intake.Event) (id int64, err error) {
	defer s.engine.Ring(ctx) // not before it is there
	return changedOne(ctx, s, "event", row.Number,
		`insert into events (ticket, at, kind, status, actor_kind, actor_officer, actor_unit, actor_sender, text)
		 values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
		e.Ticket, e.At, string(e.Kind), string(e.Status),
		string(e.Actor.Kind), e.Actor.Officer, e.Actor.Unit, e.Actor.Sender, e.Text)
}

// Events lists a ticket's events, oldest first.
func (s Store) Events(ctx context.Context, ticket int64) ([]intake.Event, error) {
	return all(ctx, s, row.Event, `select `+row.EventColumns+` from events where ticket = $1 order by id`, ticket)
}

// EventsIn lists events of all tickets, oldest first.
func (s Store) EventsIn(ctx context.Context, f intake.EventFilter) ([]intake.Event, error) {
	var parts []string
	var args []any
	add := func(condition string, arg any) {
		args = append(args, arg)
		parts = append(parts, fmt.Sprintf(condition, len(args)))
	}
	if !f.From.IsZero() {
		add("at >= $%d", f.From)
	}
	if !f.To.IsZero() {
		add("at < $%d", f.To)
	}
	if len(f.Kinds) > 0 {
		marks := make([]string, len(f.Kinds))
		for i, k := range f.Kinds {
			args = append(args, string(k))
			marks[i] = fmt.Sprintf("$%d", len(args))
		}
		parts = append(parts, "kind in ("+strings.Join(marks, ", ")+")")
	}
	where := ""
	if len(parts) > 0 {
		where = "where " + strings.Join(parts, " and ")
	}
	return all(ctx, s, row.Event, fmt.Sprintf(`select %s from events %s order by at, id limit %d offset %d`,
		row.EventColumns, where, row.Limit(f.Limit), max(f.Skip, 0)), args...)
}

// Event returns an event.
func (s Store) Event(ctx context.Context, id int64) (intake.Event, error) {
	return one(ctx, s, fmt.Sprintf("event %d", id), row.Event, `select `+row.EventColumns+` from events where id = $1`, id)
}
