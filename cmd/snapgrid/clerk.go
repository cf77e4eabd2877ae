package main

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/ledger"
	"snapgrid/storage"
)

// clerk finds out whom the ledger names beside a ticket.
type clerk struct {
	db    storage.Database
	units func(code string) string
}

// Entry is a ticket as the ledger has it.
func (c clerk) Entry(ctx context.Context, t intake.Ticket) (ledger.Entry, error) {
	e := ledger.Entry{Ticket: t}
	var err error
	if e.Reporter, err = c.reporter(ctx, t); err != nil {
		return e, err
	}
	e.Handler, err = c.handler(ctx, t)
	return e, err
}

// reporter says what kind of person reported it, never who.
func (c clerk) reporter(ctx context.Context, t intake.Ticket) (string, error) {
	origins, err := c.db.Origins(ctx, t.N)
	if err != nil || len(origins) == 0 {
		return "居民", err
	}
	first := origins[0]
	chat, err := c.db.Chat(ctx, first.ChatID)
	if err != nil {
		return "", err
	}
	name := "居民"
	switch chat.Kind {
	case intake.ChatRiders:
		name = "流动网格员"
		aliases, err := c.db.Aliases(ctx, chat.Ref.Channel, first.Sender.ID)
		if err != nil {
			return "", err
		}
		if len(aliases) > 0 {
			name = fmt.Sprintf("流动网格员 %02d", aliases[0].Number)
		}
	case intake.ChatStaff:
		name = "工作人员代报"
	case intake.ChatResidents, intake.ChatPrivate:
	}
	if t.Voices > 1 {
		name += fmt.Sprintf(" 等%d人", t.Voices)
	}
	return name, nil
}

// endings are the events that end a ticket.
var endings = map[intake.EventKind]bool{
	intake.EventResolved: true, intake.EventExplained: true, intake.EventMoved: true, intake.EventRejected: true,
}

// handler is who ended it, or signed for it; else the unit that has it.
func (c clerk) handler(ctx context.Context, t intake.Ticket) (string, error) {
	events, err := c.db.Events(ctx, t.N)
	if err != nil {
		return "", err
	}
	var by int64
	for _, e := range events {
		if e.Actor.Officer != 0 && (endings[e.Kind] || e.Kind == intake.EventAccepted) {
			by = e.Actor.Officer
		}
	}
	if by != 0 {
		o, err := c.db.Officer(ctx, by)
		switch {
		case err == nil && o.Name != "":
			return o.Name, nil
		case err != nil && intake.CodeOf(err) != intake.CodeNotFound:
			return "", err
		}
	}
	return c.units(t.Unit), nil
}
