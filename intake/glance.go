package intake

import "time"

// What a visitor sees of many tickets at a glance.

// Tally counts tickets that were opened since some time, of one cell and one state.
type Tally struct {
	Cell   string // code; "" outside all cells
	Status Status
	Ending Ending
	Late   bool // what was promised of them is over, whatever came of it
	Count  int
}

// Cover is what stands for a ticket in pictures: the keys of the first photo of how
// it was, and of the last one of the repair; "" where there is none.
type Cover struct{ Before, After string }

// Shots are the keys of the photos of a ticket, and of those merged into it, that can be
// shown: how it was, and how it was repaired, oldest first.
type Shots struct{ Before, After []string }

// TallySpan is how far back the public figures reach.
const TallySpan = 30 * 24 * time.Hour
