package plain

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// audits are the tables of the audit as rows of [row.AuditColumns]. Each has an index
// by time.
var audits = []struct {
	kind            intake.AuditKind
	columns, from   string
	officer, ticket string // the columns that are filtered by; "" if it has none
}{
	{intake.AuditAppointment, `id, at, giver, officer, name, '', '', 0, 0, 0, 0, what, '', office`, `appointments where 1 = 1`, "giver", ""},
	{intake.AuditDisclosure, `id, at, officer, 0, '', '', '', 0, ticket, photo, alias, '', '', ''`, `disclosures where 1 = 1`, "officer", "ticket"},
	{intake.AuditDispute, `id, at, actor_officer, 0, '', '', '', 0, ticket, 0, 0, kind, text, ''`,
		`events where kind in ('objected', 'returned')`, "actor_officer", "ticket"},
	{intake.AuditRefusal, `id, at, officer, 0, name, channel, sender, chat_id, ticket, 0, 0, what, '', ''`, `refusals where 1 = 1`, "officer", "ticket"},
}

// Audit lists entries of the audit, the newest first.
func (s Store) Audit(ctx context.Context, f intake.AuditFilter) ([]intake.AuditEntry, error) {
	var parts []string
	var args []any
	arg := func(value any) string { args = append(args, value); return fmt.Sprintf("$%d", len(args)) }
	limit := row.Limit(f.Limit)
	for i, table := range audits {
		if f.Kind != "" && f.Kind != table.kind || f.Ticket != 0 && table.ticket == "" {
			continue
		}
		query := fmt.Sprintf(`select '%s' as kind, %s from %s`, table.kind, table.columns, table.from)
		if f.Officer != 0 {
			query += " and " + table.officer + " = " + arg(f.Officer)
		}
		if f.Ticket != 0 {
			query += " and " + table.ticket + " = " + arg(f.Ticket)
		}
		switch last := f.Before; {
		case last.ID == 0:
		case table.kind < last.Kind:
			query += " and at < " + arg(last.At)
		case table.kind > last.Kind:
			query += " and at <= " + arg(last.At)
		default:
			query += " and (at, id) < (" + arg(last.At) + ", " + arg(last.ID) + ")"
		}
		parts = append(parts, fmt.Sprintf(`select * from (%s order by at desc, id desc limit %d) t%d`, query, limit, i))
	}
	if len(parts) == 0 {
		return nil, nil
	}
	return all(ctx, s, row.AuditEntry, strings.Join(parts, " union all ")+fmt.Sprintf(" order by 3 desc, 1, 2 desc limit %d", limit), args...)
}

// PutRefusal writes the audit.
func (s Store) PutRefusal(ctx context.Context, r intake.Refusal) error {
	_, err := s.exec(ctx, `insert into refusals (`+row.RefusalColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		r.At, r.ChatID, string(r.Channel), r.Sender, r.Officer, r.Name, r.Ticket, r.What, string(r.Why))
	return err
}

// Refusals lists the audit, newest first.
func (s Store) Refusals(ctx context.Context, limit int) ([]intake.Refusal, error) {
	return all(ctx, s, row.Refusal,
		`select `+row.RefusalColumns+` from refusals order by id desc limit $1`, limit)
}
