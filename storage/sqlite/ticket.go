package sqlite

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// OpenTicket numbers a ticket and keeps it. The number comes from a row that is
// changed in the same transaction, so a rollback leaves no gap.
func (s *Store) OpenTicket(ctx context.Context, t intake.Ticket) (n int64, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		if n, err = s.next(ctx, "ticket", 1); err != nil {
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
		return s.putTerms(ctx, t)
	})
	return n, err
}

func ticketValues(t intake.Ticket) []any {
	return []any{
		t.N, string(t.Status), string(t.Severity), t.Category, t.Words, t.Masked, t.Reason,
		t.Fix.Lat, t.Fix.Lon, t.Fix.Radius, string(t.Fix.Source), t.Fix.Address, t.Fix.Cell, t.Unit, string(t.Channel),
		moment(t.OpenedAt), moment(t.ChangeAt), moment(t.DueAt), moment(t.DoneAt),
		t.Outcome, t.DoneBy, t.MergedInto, string(t.Rating),
		t.Officer, t.Returns, t.Frozen, int64(t.Tier), moment(t.RiseAt),
		moment(t.Clocks.SignBy), moment(t.Clocks.ContactBy), moment(t.Clocks.VerifyBy), moment(t.Clocks.SignedAt), moment(t.Clocks.ContactedAt),
		moment(t.Clocks.PausedAt), t.Clocks.Rung, moment(t.Clocks.LookAt), string(t.Wait.For), moment(t.Wait.Until), moment(t.FollowAt),
		string(t.Ending), t.Voices, moment(t.Clocks.Since), moment(t.Clocks.YellowAt), moment(t.Clocks.RedAt),
	}
}

// Ticket returns a ticket.
func (s *Store) Ticket(ctx context.Context, n int64) (intake.Ticket, error) {
	return one(ctx, s.read(ctx), fmt.Sprintf("ticket #%d", n), row.Ticket,
		`select `+row.TicketColumns+` from tickets t where t.n = $1`, n)
}

// LockTicket reads a ticket inside a transaction, which is the only writer.
func (s *Store) LockTicket(ctx context.Context, n int64) (intake.Ticket, error) {
	if s.tx(ctx) == nil {
		return intake.Ticket{}, needsTx("lock a ticket")
	}
	return s.Ticket(ctx, n)
}

// SaveTicket writes a ticket.
func (s *Store) SaveTicket(ctx context.Context, t intake.Ticket) error {
	return s.InTx(ctx, func(ctx context.Context) error {
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
		return s.putTerms(ctx, t)
	})
}

// PutOrigin keeps whom to answer.
func (s *Store) PutOrigin(ctx context.Context, o intake.Origin) error {
	_, err := s.exec(ctx, `insert into origins (ticket, chat_id, epoch, topic, message_id, sender_id, sender_name, sender_bot, at)
		select $1, c.id, c.epoch, $3, $4, $5, $6, $7, $8 from chats c where c.id = $2 on conflict do nothing`,
		o.Ticket, o.ChatID, o.Topic, o.MessageID, o.Sender.ID, o.Sender.Name, o.Sender.Bot, moment(o.At))
	return err
}

// PutEvent numbers an event and keeps it.
func (s *Store) PutEvent(ctx context.Context, e intake.Event) (id int64, err error) {
	defer s.bell.Ring(ctx)
	return one(ctx, s.write(ctx), "event", number,
		`insert into events (ticket, at, kind, status, actor_kind, actor_officer, actor_unit, actor_sender, text)
		 values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
		e.Ticket, moment(e.At), string(e.Kind), string(e.Status),
		string(e.Actor.Kind), e.Actor.Officer, e.Actor.Unit, e.Actor.Sender, e.Text)
}

// Events lists a ticket's events, oldest first.
func (s *Store) Events(ctx context.Context, ticket int64) ([]intake.Event, error) {
	return collect(ctx, s.read(ctx), row.Event, `select `+row.EventColumns+` from events where ticket = $1 order by id`, ticket)
}

// PutRefusal writes the audit.
func (s *Store) PutRefusal(ctx context.Context, r intake.Refusal) error {
	_, err := s.exec(ctx, `insert into refusals (`+row.RefusalColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		moment(r.At), r.ChatID, string(r.Channel), r.Sender, r.Officer, r.Name, r.Ticket, r.What, string(r.Why))
	return err
}

// Refusals lists the audit, newest first.
func (s *Store) Refusals(ctx context.Context, limit int) ([]intake.Refusal, error) {
	return collect(ctx, s.read(ctx), row.Refusal,
		`select `+row.RefusalColumns+` from refusals order by id desc limit $1`, limit)
}
