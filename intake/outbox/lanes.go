package outbox

import (
	"slices"
	"sync"

	"snapgrid/intake"
)

// abreast is how many chats of one channel are spoken in at once. A service that answers
// slowly, or not at all, holds so many workers, and the other channels have the rest.
const abreast = 8

// lanes let each channel have its own workers. A chat that finds all places of its
// channel taken stands in line and holds nobody: whoever is done with a chat there goes
// on with it.
type lanes struct {
	mu    sync.Mutex
	lanes map[intake.Channel]*lane
}

type lane struct {
	busy int
	line []int64 // chats, each once
}

func newLanes() *lanes { return &lanes{lanes: map[intake.Channel]*lane{}} }

// enter takes a place, or puts the chat in line.
func (l *lanes) enter(chat intake.Chat) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	in := l.lanes[chat.Ref.Channel]
	if in == nil {
		in = &lane{}
		l.lanes[chat.Ref.Channel] = in
	}
	if in.busy < abreast {
		in.busy++
		return true
	}
	if !slices.Contains(in.line, chat.ID) {
		in.line = append(in.line, chat.ID)
	}
	return false
}

// next is the first chat in line, for who has a place; if there is none, the place is
// free.
func (l *lanes) next(channel intake.Channel) (chat int64, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	in := l.lanes[channel]
	if len(in.line) == 0 {
		in.busy--
		return 0, false
	}
	chat, in.line = in.line[0], in.line[1:]
	return chat, true
}

// leave frees a place before the line is empty, and sends the line away, or it would wait
// for those who stay: a sweep finds what is left to say.
func (l *lanes) leave(channel intake.Channel) {
	l.mu.Lock()
	defer l.mu.Unlock()
	in := l.lanes[channel]
	in.busy, in.line = in.busy-1, nil
}

// outside leaves out the chats that stand in line.
func (l *lanes) outside(chats []int64) []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	var standing []int64
	for _, in := range l.lanes {
		standing = append(standing, in.line...)
	}
	slices.Sort(standing)
	return slices.DeleteFunc(chats, func(chat int64) bool {
		_, found := slices.BinarySearch(standing, chat)
		return found
	})
}
