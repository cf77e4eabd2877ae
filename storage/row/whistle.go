package row

import (
	"database/sql"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// WhistleColumns are the columns of [Whistle].
const WhistleColumns = `n, ticket, kind, status, reason, urgent, officer, approver, chat_id, topic, message_id,
	drafted_at, approved_at, blown_at, done_at, confirmed_at, rated_at, rating, look_at`

// Whistle scans [WhistleColumns]; its parts are rows of their own.
func Whistle(r Scanner) (intake.Whistle, error) {
	var w intake.Whistle
	err := r.Scan(&w.N, &w.Ticket, &w.Kind, &w.Status, &w.Reason, &w.Urgent, &w.By, &w.Approver, &w.ChatID, &w.Topic, &w.MessageID,
		Time(&w.DraftedAt), Time(&w.ApprovedAt), Time(&w.BlownAt), Time(&w.DoneAt), Time(&w.ConfirmedAt), Time(&w.RatedAt),
		&w.Rating, Time(&w.LookAt))
	return w, err
}

// WhistlePartColumns are the columns of [WhistlePart].
const WhistlePartColumns = `position, unit, status, officer, reason, outcome, sign_by, contact_by, arrive_by, done_by,
	called_at, signed_at, contacted_at, arrived_at, done_at`

// WhistlePart scans [WhistlePartColumns].
func WhistlePart(r Scanner) (intake.WhistlePart, error) { return scanPart(r) }

// OwnedPart is a part and the number of its whistle.
type OwnedPart struct {
	Whistle int64
	intake.WhistlePart
}

// PartOf scans whistle and [WhistlePartColumns].
func PartOf(r Scanner) (OwnedPart, error) {
	var p OwnedPart
	var err error
	p.WhistlePart, err = scanPart(r, &p.Whistle)
	return p, err
}

func scanPart(r Scanner, before ...any) (intake.WhistlePart, error) {
	var p intake.WhistlePart
	err := r.Scan(append(before, &p.Position, &p.Unit, &p.Status, &p.Officer, &p.Reason, &p.Outcome,
		Time(&p.SignBy), Time(&p.ContactBy), Time(&p.ArriveBy), Time(&p.DoneBy),
		Time(&p.CalledAt), Time(&p.SignedAt), Time(&p.ContactedAt), Time(&p.ArrivedAt), Time(&p.DoneAt))...)
	return p, err
}

// PartProof is a proof and the position of its part.
type PartProof struct {
	Position int
	Proof    intake.WhistleProof
}

// WhistleProofColumns are the columns of [WhistleProof].
const WhistleProofColumns = `position, message, at, lat, lon`

// WhistleProof scans [WhistleProofColumns].
func WhistleProof(r Scanner) (PartProof, error) {
	var p PartProof
	var lat, lon sql.NullFloat64
	err := r.Scan(&p.Position, &p.Proof.Message, Time(&p.Proof.At), &lat, &lon)
	if lat.Valid && lon.Valid {
		p.Proof.Point = &geotag.Point{Lat: lat.Float64, Lon: lon.Float64}
	}
	return p, err
}

// Position is a point as two columns; nil is null.
func Position(p *geotag.Point) (lat, lon *float64) {
	if p == nil {
		return nil, nil
	}
	return &p.Lat, &p.Lon
}

// PutTogether gives a whistle its parts, and them their proofs.
func PutTogether(w intake.Whistle, parts []intake.WhistlePart, proofs []PartProof) intake.Whistle {
	w.Parts = parts
	for _, proof := range proofs {
		for i := range w.Parts {
			if w.Parts[i].Position == proof.Position {
				w.Parts[i].Proofs = append(w.Parts[i].Proofs, proof.Proof)
			}
		}
	}
	return w
}

// WhistleEventColumns are the columns of [WhistleEvent].
const WhistleEventColumns = `id, whistle, position, at, step, status, actor_kind, actor_officer, actor_unit, actor_sender, text`

// WhistleEvent scans [WhistleEventColumns].
func WhistleEvent(r Scanner) (intake.WhistleEvent, error) {
	var e intake.WhistleEvent
	err := r.Scan(&e.ID, &e.Whistle, &e.Part, Time(&e.At), &e.Step, &e.Status,
		&e.Actor.Kind, &e.Actor.Officer, &e.Actor.Unit, &e.Actor.Sender, &e.Text)
	return e, err
}

// WhistleRateQuery counts whistles and tickets of a time by cell. A ticket that
// went on under another number, or was rejected, is no matter of its own.
const WhistleRateQuery = `select cell, sum(whistle), sum(ticket) from (
	select t.cell, 1 as whistle, 0 as ticket from whistles w join tickets t on t.n = w.ticket where w.blown_at >= $1 and w.blown_at < $2
	union all
	select cell, 0, 1 from tickets where opened_at >= $1 and opened_at < $2 and status not in ('merged', 'rejected')) counted
	group by cell`

// WhistleRate scans what [WhistleRateQuery] counts.
func WhistleRate(r Scanner) (intake.WhistleRate, error) {
	var rate intake.WhistleRate
	err := r.Scan(&rate.Cell, &rate.Whistles, &rate.Tickets)
	return rate, err
}
