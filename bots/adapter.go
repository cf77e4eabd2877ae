package bots

import (
	"context"
	"io"
	"net/http"

	"snapgrid/intake"
)

// Sink takes what an adapter heard. Nil means: it is in the database, you may
// confirm it to the service. After an error nothing of the batch was kept; hand
// it in again later. Handing in a thing twice is harmless.
type Sink func(ctx context.Context, batch []intake.Inbound) error

// Adapter connects one channel.
type Adapter interface {
	// Channel names the channel; it is part of every ChatRef the adapter makes.
	Channel() intake.Channel

	// Lease names what only one node at a time may do, such as polling one
	// bot account. Empty means that all nodes may run the adapter at once.
	Lease() string

	// Run hears until ctx ends, and then returns nil after everything handed
	// to sink is either confirmed or left for redelivery. An error means that
	// it cannot go on; the host starts it again after a pause.
	Run(ctx context.Context, sink Sink) error
}

// Poster is an adapter that can speak.
type Poster interface {
	Adapter
	// Post says one thing, once. It may be called from several goroutines, but
	// for one chat only from one at a time. Errors are [intake.Error]: again,
	// never, chat_gone, chat_moved, unavailable, or unknown if the service may
	// have done it. Anything the channel cannot do (buttons, edits, albums)
	// degrades to plain words, and the receipt tells what fell short.
	Post(ctx context.Context, d intake.Delivery) (intake.Receipt, error)
	// Pace is how fast the channel may be spoken to.
	Pace() intake.Pace
}

// Tied is a poster that can speak only on the node that hears: its session lives
// there, under its lease.
type Tied interface {
	Poster
	Tied()
}

// Plain is a poster whose channel may be unable to show which message is
// answered. The words then repeat it; without this interface a channel can.
type Plain interface {
	Poster
	Quotes() bool
}

// Foreseer is a poster that can tell beforehand how it would say something.
type Foreseer interface {
	Poster
	// Foresee lists the words of each message that a delivery would become, in
	// order, and what would fall short. Of pictures the names are enough; what
	// the service itself may refuse is not foreseen.
	Foresee(d intake.Delivery) (pieces []string, short []intake.Shortfall)
}

// Toaster is an adapter that can answer a button's press to the presser alone.
// Every press has to be answered once, and soon: until then the button waits.
type Toaster interface {
	Adapter
	// Toast shows a few words; none at all only ends the waiting. After an error
	// the words may be said in the chat instead.
	Toast(ctx context.Context, p intake.Press, text string) error
}

// Fetcher is an adapter whose photos are fetched after the message was heard.
type Fetcher interface {
	Adapter
	// Fetch opens the bytes behind a claim check. Errors are [intake.Error]:
	// again, never, or unavailable.
	Fetch(ctx context.Context, m intake.Media) (io.ReadCloser, error)
}

// Checker is an adapter that can try its credentials without changing anything.
type Checker interface {
	Adapter
	// Check returns one line for people that says what works, or an error that
	// says what to do.
	Check(ctx context.Context) (string, error)
}

// Prober is an adapter that can run without working, such as one that waits for
// somebody to log in.
type Prober interface {
	Adapter
	// Probe says whether the channel works now, and a few words for people.
	Probe() (works bool, note string)
}

// Inviter is an adapter on which a link brings somebody to us with a code.
type Inviter interface {
	Adapter
	// Invitation is the link. It may ask the service by which name we go.
	Invitation(ctx context.Context, code string) (link string, err error)
}

// Hook is an adapter whose service calls us by HTTP. The handler is mounted on
// every node at path and answers 2xx only after sink returned nil.
type Hook interface {
	Adapter
	Hook(sink Sink) (path string, h http.Handler)
}
