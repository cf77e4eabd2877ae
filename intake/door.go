package intake

import "time"

// Door is a way to report from a group without writing in it: a link, or the QR code
// of it. What comes in by a door counts as said in its group, which is told of it as of
// its own reports; of who came, it learns nothing.
type Door struct {
	Code    string // the random part of the link; kept as it is, to be printed again
	ChatID  int64
	Officer int64 // who made it
	At      time.Time
	EndedAt time.Time // when it was withdrawn; zero while it is open
}

// Path is where it leads in, without the address of our pages.
func (d Door) Path() string { return "/report?c=" + d.Code }

// Open reports whether one can come in.
func (d Door) Open() bool { return d.EndedAt.IsZero() }
