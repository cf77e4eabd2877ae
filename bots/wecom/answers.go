package wecom

import (
	"slices"
	"sync"
	"time"

	"snapgrid/intake"
)

// once is an address at which one message can be answered, once.
type once struct {
	chat    intake.ChatRef
	message string
	url     string
}

// answerTime is how long such an address is good, with some room.
const answerTime = 55 * time.Minute

// mostAnswers is how many addresses are remembered.
const mostAnswers = 5000

// answers remembers where messages can be answered. It is lost at a restart:
// answers then go through the group's robot.
type answers struct {
	mu   sync.Mutex
	list []kept // oldest first
}

type kept struct {
	once
	until time.Time
}

func (a *answers) keep(o once, now time.Time) {
	if o.url == "" {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.list = slices.DeleteFunc(a.list, func(k kept) bool {
		return now.After(k.until) || k.chat == o.chat && k.message == o.message
	})
	if len(a.list) >= mostAnswers {
		a.list = a.list[1:]
	}
	a.list = append(a.list, kept{o, now.Add(answerTime)})
}

// take returns the address for a message and forgets it; in a private chat,
// which has no robot, the newest of the chat will do.
func (a *answers) take(chat intake.ChatRef, message string, alone bool, now time.Time) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	for i, k := range slices.Backward(a.list) {
		if k.chat != chat || now.After(k.until) || k.message != message && !alone {
			continue
		}
		a.list = slices.Delete(a.list, i, i+1)
		return k.url
	}
	return ""
}
