package bots

import (
	"slices"
	"strings"
	"sync"
	"time"

	"snapgrid/intake"
)

// Health is what is known of a channel: what it last heard, said and erred.
type Health struct {
	Channel   intake.Channel
	State     string // "starting", "running", "standby" (another node has the lease), "failing"
	LastHeard time.Time
	LastSaid  time.Time
	LastError string
	ErrorAt   time.Time
}

// Healthy reports whether the channel works or another node works it.
func (h Health) Healthy() bool { return h.State == "running" || h.State == "standby" }

type health struct {
	mu       sync.Mutex
	channels map[intake.Channel]*Health
}

func newHealth(adapters []Adapter) *health {
	h := &health{channels: map[intake.Channel]*Health{}}
	for _, a := range adapters {
		h.channels[a.Channel()] = &Health{Channel: a.Channel(), State: "starting"}
	}
	return h
}

func (h *health) change(channel intake.Channel, f func(*Health)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if c, ok := h.channels[channel]; ok {
		f(c)
	}
}

func (h *health) running(channel intake.Channel) {
	h.change(channel, func(c *Health) { c.State = "running" })
}

func (h *health) standby(channel intake.Channel) {
	h.change(channel, func(c *Health) { c.State = "standby" })
}

func (h *health) heard(channel intake.Channel, at time.Time, n int) {
	if n > 0 {
		h.change(channel, func(c *Health) { c.State, c.LastHeard = "running", at })
	}
}

func (h *health) said(channel intake.Channel, at time.Time) {
	h.change(channel, func(c *Health) { c.LastSaid = at })
}

func (h *health) stopped(channel intake.Channel, at time.Time, err error) {
	h.change(channel, func(c *Health) { c.State, c.LastError, c.ErrorAt = "failing", err.Error(), at })
}

func (h *health) erred(channel intake.Channel, at time.Time, err error) {
	h.change(channel, func(c *Health) { c.LastError, c.ErrorAt = err.Error(), at })
}

// Health tells how each channel is, in the order of their names.
func (h *Host) Health() []Health {
	all := make([]Health, 0, len(h.adapters))
	for _, a := range h.adapters {
		all = append(all, h.HealthOf(a.Channel()))
	}
	slices.SortFunc(all, func(a, b Health) int { return strings.Compare(string(a.Channel), string(b.Channel)) })
	return all
}

// HealthOf tells how one channel is; the zero Health if it is not enabled.
func (h *Host) HealthOf(channel intake.Channel) Health {
	h.health.mu.Lock()
	c, ok := h.health.channels[channel]
	if !ok {
		h.health.mu.Unlock()
		return Health{}
	}
	now := *c
	h.health.mu.Unlock()
	if p, ok := h.find(channel).(Prober); ok && now.State == "running" {
		if works, note := p.Probe(); !works {
			now.State = note
		}
	}
	return now
}
