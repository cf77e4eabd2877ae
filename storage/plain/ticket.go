package plain

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// OpenTicket numbers a ticket and keeps it. The number comes from a row that is
// changed in the same transaction, so a rollback leaves no gap.
func (s Store) OpenTicket(ctx context.Context, t intake.Ticket) (n int64, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		if n, err = s.engine.Next(ctx, "ticket"); err != nil {
			return err
		}
		t.N = n
		_, err := s.exec(ctx, `insert into tickets (n, status, severity, category, words, masked, reason, lat, lon, radius, source,
			address, cell, unit, channel, opened_at, changed_at, due_at, done_at, outcome, done_by, merged_into, rating,
			officer, returns, frozen, tier, rise_at, sign_by, contact_by, verify_by, signed_at, contacted_at,
			paused_at, rung, look_at, wait_for, wait_until, follow_at, ending, voices, due_from, yellow_at, red_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
			$24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44)`,
			ticketValues(t)...)
		if err != nil {
			return err
		}
		return s.engine.PutTerms(ctx, t)
	})
	return n, err
}

func ticketValues(t intake.Ticket) []any {
	return []any{
		t.N, string(t.Status), string(t.Severity), t.Category, t.Words, t.Masked, t.Reason,
		t.Fix.Lat, t.Fix.Lon, t.Fix.Radius, string(t.Fix.Source), t.Fix.Address, t.Fix.Cell, t.Unit, string(t.Channel),
		t.OpenedAt, t.ChangeAt, t.DueAt, t.DoneAt,
		t.Outcome, t.DoneBy, t.MergedInto, string(t.Rating),
		t.Officer, t.Returns, t.Frozen, int64(t.Tier), t.RiseAt,
		t.Clocks.SignBy, t.Clocks.ContactBy, t.Clocks.VerifyBy, t.Clocks.SignedAt, t.Clocks.ContactedAt,
		t.Clocks.PausedAt, t.Clocks.Rung, t.Clocks.LookAt, string(t.Wait.For), t.Wait.Until, t.FollowAt,
		string(t.Ending), t.Voices, t.Clocks.Since, t.Clocks.YellowAt, t.Clocks.RedAt,
	}
}

// Ticket returns a ticket.
func (s Store) Ticket(ctx context.Context, n int64) (intake.Ticket, error) {
	return s.ticket(ctx, n, "")
}

// LockTicket reads a ticket and keeps others from changing it until the
// transaction ends.
func (s Store) LockTicket(ctx context.Context, n int64) (intake.Ticket, error) {
	lock, err := s.engine.Lock(ctx, "t")
	if err != nil {
		return intake.Ticket{}, fmt.Errorf("lock ticket #%d: %w", n, err)
	}
	return s.ticket(ctx, n, lock)
}

func (s Store) ticket(ctx context.Context, n int64, lock string) (intake.Ticket, error) {
	return one(ctx, s, fmt.Sprintf("ticket #%d", n), row.Ticket,
		`select `+row.TicketColumns+` from tickets t where t.n = $1`+lock, n)
}

// SaveTicket writes a ticket.
func (s Store) SaveTicket(ctx context.Context, t intake.Ticket) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		err := s.change(ctx, fmt.Sprintf("ticket #%d", t.N),
			`update tickets set status = $2, severity = $3, category = $4, words = $5, masked = $6, reason = $7, lat = $8, lon = $9,
		 radius = $10, source = $11, address = $12, cell = $13, unit = $14, channel = $15, opened_at = $16, changed_at = $17,
		 due_at = $18, done_at = $19, outcome = $20, done_by = $21, merged_into = $22, rating = $23,
		 officer = $24, returns = $25, frozen = $26, tier = $27, rise_at = $28, sign_by = $29, contact_by = $30, verify_by = $31,
		 signed_at = $32, contacted_at = $33, paused_at = $34, rung = $35, look_at = $36, wait_for = $37, wait_until = $38, follow_at = $39, ending = $40, voices = $41,
		 due_from = $42, yellow_at = $43, red_at = $44 where n = $1`,
			ticketValues(t)...)
		if err != nil {
			return err
		}
		return s.engine.PutTerms(ctx, t)
	})
}
