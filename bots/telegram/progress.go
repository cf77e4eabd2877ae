package telegram

import (
	"sync"

	"snapgrid/intake"
)

// progress remembers, for posts that become several messages, how far each has
// come. It need not survive a restart: then such a post begins again.
type progress struct {
	mu   sync.Mutex
	sent map[string]sofar
}

type sofar struct {
	parts int
	ids   []string
	short []intake.Shortfall
}

// progressKey names a post in one chat: elsewhere it begins anew. A post without
// a key is not remembered.
func progressKey(d intake.Delivery) string {
	if d.Key == "" {
		return ""
	}
	return d.To.ID + " " + d.Key
}

// maxProgress bounds the memory for posts that were given up half-way.
const maxProgress = 1000

func (p *progress) of(key string) sofar {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent[key]
}

func (p *progress) keep(key string, s sofar) {
	if key == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent == nil || len(p.sent) >= maxProgress {
		p.sent = map[string]sofar{}
	}
	p.sent[key] = s
}

func (p *progress) forget(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.sent, key)
}
