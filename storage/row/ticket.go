package row

import "snapgrid/intake"

// TicketColumns are the columns of [Ticket], of tickets t.
const TicketColumns = `t.n, t.status, t.severity, t.category, t.words, t.masked, t.reason,
	t.lat, t.lon, t.radius, t.source, t.address, t.cell, t.unit, t.channel,
	t.opened_at, t.changed_at, t.due_at, t.done_at, t.outcome, t.done_by, t.merged_into, t.rating,
	t.officer, t.returns, t.frozen, t.tier, t.rise_at, t.sign_by, t.contact_by, t.verify_by, t.signed_at, t.contacted_at,
	t.paused_at, t.rung, t.look_at, t.wait_for, t.wait_until, t.follow_at, t.ending, t.voices, t.due_from, t.yellow_at, t.red_at`

// Ticket scans [TicketColumns].
func Ticket(r Scanner) (intake.Ticket, error) {
	var t intake.Ticket
	err := r.Scan(&t.N, &t.Status, &t.Severity, &t.Category, &t.Words, &t.Masked, &t.Reason,
		&t.Fix.Lat, &t.Fix.Lon, &t.Fix.Radius, &t.Fix.Source, &t.Fix.Address, &t.Fix.Cell, &t.Unit, &t.Channel,
		Time(&t.OpenedAt), Time(&t.ChangeAt), Time(&t.DueAt), Time(&t.DoneAt),
		&t.Outcome, &t.DoneBy, &t.MergedInto, &t.Rating,
		&t.Officer, &t.Returns, &t.Frozen, &t.Tier, Time(&t.RiseAt),
		Time(&t.Clocks.SignBy), Time(&t.Clocks.ContactBy), Time(&t.Clocks.VerifyBy), Time(&t.Clocks.SignedAt), Time(&t.Clocks.ContactedAt),
		Time(&t.Clocks.PausedAt), &t.Clocks.Rung, Time(&t.Clocks.LookAt), &t.Wait.For, Time(&t.Wait.Until), Time(&t.FollowAt),
		&t.Ending, &t.Voices, Time(&t.Clocks.Since), Time(&t.Clocks.YellowAt), Time(&t.Clocks.RedAt))
	return t, err
}

// OriginColumns are the columns of [Origin], of origins o joined with chats c. A
// message of an address that the chat has left can not be quoted any more.
const OriginColumns = `o.ticket, o.chat_id, o.topic, case when o.epoch = c.epoch then o.message_id else '' end,
	o.sender_id, o.sender_name, o.sender_bot, o.at`

// Origin scans [OriginColumns].
func Origin(r Scanner) (intake.Origin, error) {
	var o intake.Origin
	err := r.Scan(&o.Ticket, &o.ChatID, &o.Topic, &o.MessageID, &o.Sender.ID, &o.Sender.Name, &o.Sender.Bot, Time(&o.At))
	return o, err
}

// EventColumns are the columns of [Event].
const EventColumns = `id, ticket, at, kind, status, actor_kind, actor_officer, actor_unit, actor_sender, text`

// Event scans [EventColumns].
func Event(r Scanner) (intake.Event, error) {
	var e intake.Event
	err := r.Scan(&e.ID, &e.Ticket, Time(&e.At), &e.Kind, &e.Status,
		&e.Actor.Kind, &e.Actor.Officer, &e.Actor.Unit, &e.Actor.Sender, &e.Text)
	return e, err
}

// RefusalColumns are the columns of [Refusal].
const RefusalColumns = `at, chat_id, channel, sender, officer, name, ticket, what, why`

// Refusal scans [RefusalColumns].
func Refusal(r Scanner) (intake.Refusal, error) {
	var f intake.Refusal
	err := r.Scan(Time(&f.At), &f.ChatID, &f.Channel, &f.Sender, &f.Officer, &f.Name, &f.Ticket, &f.What, &f.Why)
	return f, err
}

// Link is the ticket behind a message or a post, and what the message is to it.
type Link struct {
	Ticket int64
	Part   intake.Part
	Epoch  int64
}

// ScanLink scans ticket, part and epoch.
func ScanLink(r Scanner) (Link, error) {
	var l Link
	err := r.Scan(&l.Ticket, &l.Part, &l.Epoch)
	return l, err
}
