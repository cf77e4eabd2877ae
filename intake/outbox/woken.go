package outbox

import (
	"slices"
	"sync"
	"time"
)

// woken remembers for which chats a job was owed by a sweep and did not begin yet.
type woken struct {
	mu    sync.Mutex
	since map[int64]time.Time
}

func newWoken() *woken { return &woken{since: map[int64]time.Time{}} }

// wakeTime is how long a job is waited for; another node may have done it.
const wakeTime = 10 * time.Second

// asleep leaves out the chats that were woken up already, and notes the others.
func (w *woken) asleep(chats []int64, now time.Time) []int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	for chat, since := range w.since {
		if now.Sub(since) >= wakeTime {
			delete(w.since, chat)
		}
	}
	chats = slices.DeleteFunc(chats, func(chat int64) bool { _, known := w.since[chat]; return known })
	for _, chat := range chats {
		w.since[chat] = now
	}
	return chats
}

// begins notes that a job looks at the chat now.
func (w *woken) begins(chat int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.since, chat)
}
