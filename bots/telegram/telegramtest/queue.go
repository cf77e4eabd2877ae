package telegramtest

import (
	"encoding/json"
	"slices"
	"time"
)

// update is one update, waiting for the bot.
type update struct {
	id     int64
	chat   int64
	raw    json.RawMessage
	tries  int // by webhook
	due    time.Time
	flying bool // a webhook call is under way
	again  bool // repeated, and not handed out since: no offset confirms it
	since  time.Time
}

// queue keeps updates until the bot confirms them.
type queue struct {
	waiting []*update
	all     []*update // every one that ever was, for Repeat
	next    int64
	allowed []string // sticky: applied when an update is made

	poller     chan *refusal // of the getUpdates that waits now; nil if none
	lastOffset int64
	lastStart  time.Time
	conflicted time.Time
	conflicts  int
	lags       []time.Duration
}

func newQueue() queue { return queue{next: 100_001, allowed: defaultAllowed()} }

func allKinds() []string {
	return []string{
		"message", "edited_message", "channel_post", "edited_channel_post", "callback_query",
		"message_reaction", "message_reaction_count", "my_chat_member", "chat_member",
	}
}

// defaultAllowed is what applies until the bot names a list, and after it named
// an empty one.
func defaultAllowed() []string {
	return slices.DeleteFunc(allKinds(), func(k string) bool {
		return k == "chat_member" || k == "message_reaction" || k == "message_reaction_count"
	})
}

// allow changes the sticky list, if the request names one.
func (s *Server) allow(q *request) {
	var list []string
	if !q.object("allowed_updates", &list) {
		return
	}
	if len(list) == 0 {
		list = defaultAllowed()
	}
	s.queue.allowed = list
}

// push queues an update of a kind, if the bot wants it. s.mu is held.
func (s *Server) push(kind string, chat int64, u wireUpdate) {
	if !slices.Contains(s.queue.allowed, kind) {
		return
	}
	u.ID = s.queue.next
	raw, err := json.Marshal(u)
	if err != nil {
		return
	}
	s.enqueue(chat, raw)
}

// enqueue queues an update that has the next number. s.mu is held.
func (s *Server) enqueue(chat int64, raw json.RawMessage) {
	u := &update{id: s.queue.next, chat: chat, raw: raw, since: time.Now()}
	s.queue.next++
	s.queue.waiting = append(s.queue.waiting, u)
	s.queue.all = append(s.queue.all, u)
	s.notify()
	s.wakeHook()
}

// PushRaw queues an update as it is, given the JSON of its fields without the
// number: `"message":{…}`.
func (s *Server) PushRaw(fields string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.queue.next
	number, _ := json.Marshal(id)
	s.enqueue(0, json.RawMessage(`{"update_id":`+string(number)+`,`+fields+`}`))
	return id
}

// Poison queues a message that no library of today can read: it was forwarded
// from a kind of place that does not exist yet.
func (u *User) Poison(c *Chat, text string) *Message {
	return u.put(c, wireMessage{Text: text, ForwardOrigin: json.RawMessage(`{"type":"dream","date":1}`)})
}

// RestartNumbers makes the next update have a number, such as a lower one: the
// real server does it after a quiet week.
func (s *Server) RestartNumbers(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.next = next
}

// Repeat queues the last n updates again under their old numbers, even if they
// were confirmed.
func (s *Server) Repeat(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.queue.all[max(0, len(s.queue.all)-n):]
	for _, u := range last {
		again := update{id: u.id, chat: u.chat, raw: u.raw, again: true, since: time.Now()}
		s.queue.waiting = append(s.queue.waiting, &again)
	}
	s.notify()
	s.wakeHook()
}

// Conflicts counts how often somebody began to poll while somebody else did.
func (s *Server) Conflicts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.conflicts
}

// Waiting counts the updates that the bot did not confirm.
func (s *Server) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.waiting)
}

// Lags lists how long each update that an offset confirmed had waited for that, in the
// order of confirmation. Then the bot has it for good; it asked for it earlier.
func (s *Server) Lags() []time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.queue.lags)
}

// confirm forgets what an offset confirms: ids below a positive one, all but
// the last N with -N. One beyond the end confirms nothing.
func (q *queue) confirm(offset int64) {
	switch {
	case offset > q.next:
	case offset > 0:
		now := time.Now()
		q.waiting = slices.DeleteFunc(q.waiting, func(u *update) bool {
			done := u.id < offset && !u.again
			if done {
				q.lags = append(q.lags, now.Sub(u.since))
			}
			return done
		})
	case offset < 0:
		q.waiting = q.waiting[max(0, len(q.waiting)+int(offset)):]
	}
}

// head is the beginning of the queue.
func (q *queue) head(limit int) []json.RawMessage {
	found := []json.RawMessage{}
	for _, u := range q.waiting[:min(limit, len(q.waiting))] {
		u.again = false
		found = append(found, u.raw)
	}
	return found
}
