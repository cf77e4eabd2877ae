package intake

import (
	"time"

	"snapgrid/geotag"
)

// ChannelPaper is the channel of what was written by hand: nobody hears or speaks
// there.
const ChannelPaper Channel = "paper"

// Paper is an entry of the ledger that a neighbourhood kept before it had us. Who
// complained is told by kind or by a masked name only, words hold no name that the
// entry itself gives.
type Paper struct {
	Key      string // the same for the same entry, however often it is read
	N        int64  // our number, if we wrote the ledger ourselves; else 0
	Reporter string // "张**", "居民"
	Words    string // as written, but for the reporter's name
	OpenedAt time.Time
	DoneAt   time.Time // zero while open
	Ending   Ending    // "" while open
	Outcome  string    // as written, but for the reporter's name
	Handler  string    // of the staff; "" if nobody is named

	// What only a ledger of ours tells.
	Category   string // code; "" leaves it to triage
	Severity   Severity
	Unit       string      // code; "" leaves it to the routes
	Place      *geotag.Pin // nil leaves it to the words
	Address    string
	Rating     Rating
	Voices     int
	MergedInto int64 // under that ledger's numbers
}
