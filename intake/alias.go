package intake

import "time"

// Alias is the name by which staff know a rider: 流动网格员 07. It is of one person
// in one district and stays theirs; the numbers follow the order of first reports.
type Alias struct {
	District string // code of the area; "" where the rider's chat is bound to none
	Channel  Channel
	Sender   string // the channel's ID of the person
	Number   int64  // from 1
	At       time.Time
}
