package plain

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// OpenWhistle numbers a whistle and keeps it with its parts, without proofs.
func (s Store) OpenWhistle(ctx context.Context, w intake.Whistle) (n int64, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		if n, err = s.engine.Next(ctx, "whistle"); err != nil {
			return err
		}
		w.N = n
		if _, err := s.exec(ctx, `insert into whistles (`+row.WhistleColumns+`)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`, whistleValues(w)...); err != nil {
			return err
		}
		for _, p := range w.Parts {
			if _, err := s.exec(ctx, `insert into whistle_parts (whistle, `+row.WhistlePartColumns+`)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`, partValues(n, p)...); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

func whistleValues(w intake.Whistle) []any {
	return []any{
		w.N, w.Ticket, w.Kind, string(w.Status), w.Reason, w.Urgent, w.By, w.Approver, w.ChatID, w.Topic, w.MessageID,
		w.DraftedAt, w.ApprovedAt, w.BlownAt, w.DoneAt, w.ConfirmedAt, w.RatedAt,
		string(w.Rating), w.LookAt,
	}
}

func partValues(whistle int64, p intake.WhistlePart) []any {
	return []any{
		whistle, p.Position, p.Unit, string(p.Status), p.Officer, p.Reason, p.Outcome,
		p.SignBy, p.ContactBy, p.ArriveBy, p.DoneBy,
		p.CalledAt, p.SignedAt, p.ContactedAt, p.ArrivedAt, p.DoneAt,
	}
}

// Whistle returns a whistle with its parts.
func (s Store) Whistle(ctx context.Context, n int64) (intake.Whistle, error) {
	return s.whistle(ctx, n, "")
}

// LockWhistle reads a whistle and keeps others from changing it until the
// transaction ends.
func (s Store) LockWhistle(ctx context.Context, n int64) (intake.Whistle, error) {
	lock, err := s.engine.Lock(ctx, "whistles")
	if err != nil {
		return intake.Whistle{}, fmt.Errorf("lock whistle %d: %w", n, err)
	}
	return s.whistle(ctx, n, lock)
}

func (s Store) whistle(ctx context.Context, n int64, lock string) (intake.Whistle, error) {
	w, err := one(ctx, s, fmt.Sprintf("whistle %d", n), row.Whistle, `select `+row.WhistleColumns+` from whistles where n = $1`+lock, n)
	if err != nil {
		return w, err
	}
	parts, err := all(ctx, s, row.WhistlePart,
		`select `+row.WhistlePartColumns+` from whistle_parts where whistle = $1 order by position`, n)
	if err != nil {
		return w, err
	}
	proofs, err := all(ctx, s, row.WhistleProof,
		`select `+row.WhistleProofColumns+` from whistle_proofs where whistle = $1 order by message`, n)
	return row.PutTogether(w, parts, proofs), err
}

// SaveWhistle writes a whistle and its parts, without proofs.
func (s Store) SaveWhistle(ctx context.Context, w intake.Whistle) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		err := s.change(ctx, fmt.Sprintf("whistle %d", w.N),
			`update whistles set ticket = $2, kind = $3, status = $4, reason = $5, urgent = $6, officer = $7, approver = $8, chat_id = $9,
			 topic = $10, message_id = $11, drafted_at = $12, approved_at = $13, blown_at = $14, done_at = $15, confirmed_at = $16,
			 rated_at = $17, rating = $18, look_at = $19 where n = $1`, whistleValues(w)...)
		if err != nil {
			return err
		}
		for _, p := range w.Parts {
			err := s.change(ctx, fmt.Sprintf("part %d of whistle %d", p.Position, w.N),
				`update whistle_parts set unit = $3, status = $4, officer = $5, reason = $6, outcome = $7, sign_by = $8, contact_by = $9,
				 arrive_by = $10, done_by = $11, called_at = $12, signed_at = $13, contacted_at = $14, arrived_at = $15, done_at = $16
				 where whistle = $1 and position = $2`, partValues(w.N, p)...)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// WhistlesOf lists the whistles of a ticket, oldest first.
func (s Store) WhistlesOf(ctx context.Context, ticket int64) ([]intake.Whistle, error) {
	numbers, err := all(ctx, s, row.Number, `select n from whistles where ticket = $1 order by n`, ticket)
	if err != nil {
		return nil, err
	}
	var whistles []intake.Whistle
	for _, n := range numbers {
		w, err := s.Whistle(ctx, n)
		if err != nil {
			return nil, err
		}
		whistles = append(whistles, w)
	}
	return whistles, nil
}

// ListWhistles lists whistles with their parts, without proofs, the newest first.
func (s Store) ListWhistles(ctx context.Context, f intake.WhistleFilter) ([]intake.Whistle, error) {
	query, args := `select `+row.WhistleColumns+` from whistles where ($1 = 0 or n < $1)`, []any{f.Before, row.Limit(f.Limit)}
	if len(f.Statuses) > 0 {
		query += ` and status in (`
		for i, status := range f.Statuses {
			if i > 0 {
				query += ", "
			}
			args = append(args, string(status))
			query += fmt.Sprintf("$%d", len(args))
		}
		query += ")"
	}
	whistles, err := all(ctx, s, row.Whistle, query+` order by n desc limit $2`, args...)
	if err != nil || len(whistles) == 0 {
		return nil, err
	}
	return whistles, s.addParts(ctx, whistles)
}

// addParts gives whistles their parts, all at once.
func (s Store) addParts(ctx context.Context, whistles []intake.Whistle) error {
	at, numbers := map[int64]int{}, make([]int64, len(whistles))
	for i, w := range whistles {
		at[w.N], numbers[i] = i, w.N
	}
	parts, err := all(ctx, s, row.PartOf, `select whistle, `+row.WhistlePartColumns+` from whistle_parts
		where whistle in `+among(numbers)+` order by whistle, position`, values(numbers)...)
	for _, p := range parts {
		w := &whistles[at[p.Whistle]]
		w.Parts = append(w.Parts, p.WhistlePart)
	}
	return err
}

// PutWhistleProof keeps what shows that a unit was there, once for each message.
func (s Store) PutWhistleProof(ctx context.Context, n int64, part int, p intake.WhistleProof) error {
	lat, lon := row.Position(p.Point)
	_, err := s.exec(ctx, `insert into whistle_proofs (whistle, position, message, at, lat, lon) values ($1, $2, $3, $4, $5, $6)
		on conflict do nothing`, n, part, p.Message, p.At, lat, lon)
	return err
}

// PutWhistleEvent numbers an event and keeps it.
func (s Store) PutWhistleEvent(ctx context.Context, e intake.WhistleEvent) (id int64, err error) {
	return changedOne(ctx, s, "event", row.Number,
		`insert into whistle_events (whistle, position, at, step, status, actor_kind, actor_officer, actor_unit, actor_sender, text)
		 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
		e.Whistle, e.Part, e.At, string(e.Step), string(e.Status),
		string(e.Actor.Kind), e.Actor.Officer, e.Actor.Unit, e.Actor.Sender, e.Text)
}

// WhistleEvents lists the events of a whistle, oldest first.
func (s Store) WhistleEvents(ctx context.Context, n int64) ([]intake.WhistleEvent, error) {
	return all(ctx, s, row.WhistleEvent,
		`select `+row.WhistleEventColumns+` from whistle_events where whistle = $1 order by id`, n)
}

// DueWhistles lists whistles with a promise that has to be looked at, the longest
// due first.
func (s Store) DueWhistles(ctx context.Context, now time.Time, limit int) ([]int64, error) {
	return all(ctx, s, row.Number, row.DueWhistles, now, limit)
}

// WhistleRates counts whistles and tickets of a time by cell.
func (s Store) WhistleRates(ctx context.Context, from, to time.Time) ([]intake.WhistleRate, error) {
	rates, err := all(ctx, s, row.WhistleRate, row.WhistleRateQuery, from, to)
	slices.SortFunc(rates, func(a, b intake.WhistleRate) int { return cmp.Compare(a.Cell, b.Cell) })
	return rates, err
}
