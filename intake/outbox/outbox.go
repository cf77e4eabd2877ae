// Package outbox delivers what we say: in order within each chat, at the pace
// that its channel allows, again and again until the channel took it or said
// that it never will. A slow chat holds no other, and a slow channel no other channel.
//
// # Once or twice
//
// A post is marked as being sent before the attempt and as sent after it. If
// the answer of the channel arrived, a post is delivered exactly once. If it is
// not known whether the channel took it, it is sent again: twice is better than
// never.
//
// # In peace
//
// In the quiet hours a group in which nobody speaks is left alone: what can wait
// is held until the morning, and many posts become one list then.
package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// Store is what the outbox needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	SaveChat(ctx context.Context, c intake.Chat) error
	MoveChat(ctx context.Context, from, to intake.ChatRef) error
	ClaimPost(ctx context.Context, chat int64, now, until time.Time) (intake.Post, bool, time.Time, error)
	SavePost(ctx context.Context, p intake.Post) error
	PutShortfalls(ctx context.Context, post int64, at time.Time, short ...intake.Shortfall) error
	FindPost(ctx context.Context, key string) (intake.Post, error)
	PutPost(ctx context.Context, p intake.Post) (added bool, err error)
	LastHeard(ctx context.Context, chat int64) (time.Time, error)
	HeldChats(ctx context.Context, now time.Time) ([]int64, error)
	HeldPosts(ctx context.Context, chat int64, now time.Time) ([]intake.Post, error)
	WaitingChats(ctx context.Context, before time.Time) ([]int64, error)
	LockTicket(ctx context.Context, n int64) (intake.Ticket, error)
	PutEvent(ctx context.Context, e intake.Event) (int64, error)
}

// Poster speaks in chats; bots.Host is one.
type Poster interface {
	Post(ctx context.Context, d intake.Delivery) (intake.Receipt, error)
	Pace(channel intake.Channel) intake.Pace
	// Speaks reports whether this node can speak in the channel, and Alone lists
	// the channels in which no other node can.
	Speaks(channel intake.Channel) bool
	Alone() []intake.Channel
	// Quotes reports whether the channel shows which message a post answers.
	Quotes(channel intake.Channel) bool
	// Foresee lists the words of each message that a delivery would become, and
	// what would fall short of it.
	Foresee(d intake.Delivery) (pieces []string, short []intake.Shortfall)
}

// Quoter words the line that stands above an answer where the channel does not
// show what is answered; "" if that is not known.
type Quoter interface {
	Quote(ctx context.Context, chat intake.Chat, messageID string) (string, error)
}

// Lister words what many posts about tickets say, as one list.
type Lister interface {
	List(ctx context.Context, chat intake.Chat, tickets []int64) (string, error)
}

// Shelf opens pictures by name.
type Shelf interface {
	Open(ctx context.Context, name string) (io.ReadCloser, error)
}

// Meter counts what became of posts.
type Meter interface {
	Posted(channel intake.Channel, outcome string)
	Acknowledged(after time.Duration)
}

// Needs is what the outbox is made of.
type Needs struct {
	Config Config         // valid
	Zone   *time.Location // of the quiet hours; nil means UTC
	Store  Store
	Poster Poster
	Quoter Quoter
	Lister Lister
	Shelf  Shelf
	Meter  Meter
	Now    func() time.Time
}

// Outbox delivers posts.
type Outbox struct {
	store  Store
	poster Poster
	quoter Quoter
	lister Lister
	shelf  Shelf
	meter  Meter
	quiet  hours
	zone   *time.Location
	digest int
	pace   *pacer
	woken  *woken
	lanes  *lanes
	now    func() time.Time
}

// New makes an outbox. It fails if the quiet hours can not be read.
func New(n Needs) (*Outbox, error) {
	quiet, err := parseHours(n.Config.QuietHours)
	if err != nil {
		return nil, fmt.Errorf("quiet_hours: %w", err)
	}
	if n.Zone == nil {
		n.Zone = time.UTC
	}
	return &Outbox{
		store: n.Store, poster: n.Poster, quoter: n.Quoter, lister: n.Lister, shelf: n.Shelf, meter: n.Meter, now: n.Now,
		quiet: quiet, zone: n.Zone, digest: n.Config.Digest, pace: newPacer(n.Poster.Pace), woken: newWoken(), lanes: newLanes(),
	}, nil
}

// claimTime is how long one attempt may take: after it another worker may take
// the post up.
const claimTime = time.Minute

// sitting is how long one job goes on to take up posts: the last one needs time as
// well, before the job's own ends.
const sitting = 20 * time.Second

// Deliver says what waits in one chat until nothing is left that may be said
// now, and then in those that stood in line for it in the same channel. What may be
// said later is taken up by [Outbox.Sweep], and what only another node can say by that
// node's [Outbox.SweepTied].
func (o *Outbox) Deliver(ctx context.Context, job intake.DeliverPosts) error {
	o.woken.begins(job.Chat)
	chat, err := o.store.Chat(ctx, job.Chat)
	if err != nil || !o.poster.Speaks(chat.Ref.Channel) {
		return err
	}
	if !o.lanes.enter(chat) {
		return nil
	}
	return o.occupy(ctx, chat)
}

// occupy works for a channel of which it has a place, beginning with a chat. It fails
// with what happened there: what happens in those that stood in line is no fault of the
// chat whose job it is, and a sweep finds what is left to say.
func (o *Outbox) occupy(ctx context.Context, chat intake.Chat) error {
	channel, end, placed := chat.Ref.Channel, o.now().Add(sitting), true
	defer func() {
		if placed {
			o.lanes.leave(channel)
		}
	}()
	if err := o.deliver(ctx, chat.ID, end); err != nil {
		return fmt.Errorf("deliver to chat %d: %w", chat.ID, err)
	}
	for ctx.Err() == nil && o.now().Before(end) {
		var next int64
		if next, placed = o.lanes.next(channel); !placed {
			return nil
		}
		if err := o.deliver(ctx, next, end); err != nil {
			zerolog.Ctx(ctx).Warn().Err(err).Int64("chat", next).Msg("a chat that stood in line was not delivered to")
		}
	}
	return ctx.Err()
}

// deliver says what waits in a chat, and takes up no more after a time.
func (o *Outbox) deliver(ctx context.Context, chat int64, end time.Time) error {
	for ctx.Err() == nil && o.now().Before(end) {
		now := o.now()
		p, ok, _, err := o.store.ClaimPost(ctx, chat, now, now.Add(claimTime))
		if err != nil || !ok {
			return err
		}
		goOn, err := o.say(ctx, p)
		if err != nil || !goOn {
			return err
		}
	}
	return ctx.Err()
}

// Sweep wakes up the chats whose posts have become due, each once until a job
// of this node looks at it: a queue that is behind does not grow with every sweep.
// Every node does it for itself, since it does not see what jobs others look at.
func (o *Outbox) Sweep(ctx context.Context) error {
	chats, err := o.store.WaitingChats(ctx, o.now())
	if err != nil {
		return err
	}
	chats = o.woken.asleep(o.lanes.outside(chats), o.now())
	if len(chats) == 0 {
		return nil
	}
	owed := make([]intake.Owed, len(chats))
	for i, chat := range chats {
		owed[i] = intake.Owed{Job: intake.DeliverPosts{Chat: chat}}
	}
	return o.store.InTx(ctx, func(ctx context.Context) error { return o.store.Enqueue(ctx, owed...) })
}

// SweepTied says what waits in the chats of channels in which only this node can
// speak, because it has the account. Any node may be given their jobs.
func (o *Outbox) SweepTied(ctx context.Context) error {
	alone := o.poster.Alone()
	if len(alone) == 0 {
		return nil
	}
	chats, err := o.store.WaitingChats(ctx, o.now())
	if err != nil {
		return err
	}
	var failed []error // of one chat, which holds no other
	for _, id := range chats {
		chat, err := o.store.Chat(ctx, id)
		if err == nil && slices.Contains(alone, chat.Ref.Channel) {
			err = o.deliver(ctx, id, o.now().Add(sitting))
		}
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// say makes one attempt at a claimed post. It answers whether the next post of
// the chat may be tried at once.
func (o *Outbox) say(ctx context.Context, p intake.Post) (goOn bool, err error) {
	chat, err := o.store.Chat(ctx, p.ChatID)
	if err != nil {
		return false, err
	}
	if chat.Gone {
		return true, o.undeliverable(ctx, p, chat, errGone)
	}
	until, err := o.rest(ctx, p, chat)
	if err != nil {
		return false, err
	}
	if !until.IsZero() {
		return true, o.hold(ctx, p, until)
	}
	if wait := o.turn(ctx, p, chat); wait > 0 {
		p.Attempts-- // it was not tried
		return false, o.later(ctx, p, wait, nil)
	}
	d, short, err := o.prepare(ctx, p, chat)
	if errors.Is(err, errNothingToEdit) {
		return true, o.sent(ctx, p, chat, intake.Receipt{})
	}
	if err != nil {
		return false, o.later(ctx, p, backoff(p.Attempts), err)
	}
	receipt, err := o.speak(ctx, p, d)
	if errors.Is(err, errTooLate) {
		return false, err
	}
	if err == nil {
		receipt.Short = append(receipt.Short, short...)
		return true, o.sent(ctx, p, chat, receipt)
	}
	return o.failed(ctx, p, chat, err)
}

// turn waits for the turn of a post, or answers how long it has to be put off.
func (o *Outbox) turn(ctx context.Context, p intake.Post, chat intake.Chat) (later time.Duration) {
	turn, later := o.pace.take(chat, p.Reaction != "", o.now())
	if turn <= 0 {
		return later
	}
	select {
	case <-ctx.Done():
		return turn
	case <-time.After(turn):
		return 0
	}
}

// errTooLate says that the claim ran out before the post could be said: another
// worker may be saying it.
var errTooLate = &intake.Error{Code: intake.CodeAgain, Message: "the claim on the post ran out"}

// speak hands a post to its channel while the claim lasts. A process that is frozen
// between this look at the clock and the service's door says it all the same: no
// chat service can tell.
func (o *Outbox) speak(ctx context.Context, p intake.Post, d intake.Delivery) (intake.Receipt, error) {
	left := p.ClaimedUntil.Sub(o.now())
	if left <= 0 {
		return intake.Receipt{}, errTooLate
	}
	ctx, done := context.WithTimeout(ctx, left)
	defer done()
	return o.poster.Post(ctx, d)
}

// sent notes that the channel took the post.
func (o *Outbox) sent(ctx context.Context, p intake.Post, chat intake.Chat, receipt intake.Receipt) error {
	p.State, p.SentAt, p.SentAs, p.Failure = intake.PostSent, o.now(), receipt.IDs, ""
	if err := o.note(ctx, p, receipt.Short); err != nil {
		return fmt.Errorf("note that post %d was sent: %w", p.ID, err)
	}
	o.meter.Posted(chat.Ref.Channel, "sent")
	if p.Kind == intake.PostAck && p.Edits == "" {
		o.meter.Acknowledged(p.SentAt.Sub(p.CreatedAt))
	}
	zerolog.Ctx(ctx).Debug().Int64("post", p.ID).Int64("chat", p.ChatID).Str("kind", string(p.Kind)).Msg("said")
	return nil
}

// note saves a post that was sent, and where it fell short. What was said can
// not be unsaid: it is noted even while the program stops, and a database that
// is away for a moment is waited for, since the post would be sent again
// otherwise. After the claim's time another worker may have it.
func (o *Outbox) note(ctx context.Context, p intake.Post, short []intake.Shortfall) error {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), claimTime)
	defer done()
	for {
		err := o.store.InTx(ctx, func(ctx context.Context) error {
			if err := o.store.SavePost(ctx, p); err != nil {
				return err
			}
			return o.store.PutShortfalls(ctx, p.ID, p.SentAt, short...)
		})
		if intake.CodeOf(err) != intake.CodeAgain {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(notePause):
		}
	}
}

// notePause is the time between two attempts to note that a post was sent.
const notePause = time.Second / 4

// later puts a post off. A cause is kept for staff to see.
func (o *Outbox) later(ctx context.Context, p intake.Post, wait time.Duration, cause error) error {
	p.State, p.NotBefore = intake.PostWaiting, o.now().Add(wait)
	if cause != nil {
		p.Failure = cause.Error()
	}
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer done()
	return o.store.SavePost(ctx, p)
}
