package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/bots/web/console"
	"snapgrid/intake"
	"snapgrid/intake/desk"
)

// watch tells administrators when a channel stops working and when it is back.
type watch struct {
	channels console.Channels
	shelf    keeper
	desk     warner
	grace    time.Duration // how long a channel may be away before anybody is told
	now      func() time.Time
	down     map[intake.Channel]*outage
}

// keeper keeps pictures by name.
type keeper interface {
	Put(ctx context.Context, name string, data []byte) error
}

// warner reaches the administrators.
type warner interface {
	Warn(ctx context.Context, w desk.Warning) error
}

// outage is a channel that does not work.
type outage struct {
	since time.Time
	told  []string // of which troubles
}

// news reports whether a trouble has still to be told: the first one, and later
// each one that calls for somebody's hand.
func (o *outage) news(trouble string) bool {
	if len(o.told) == 0 {
		return true
	}
	calls := trouble == string(bots.NeedsScan) || trouble == string(bots.NeedsTap)
	return calls && !slices.Contains(o.told, trouble)
}

func newWatch(channels console.Channels, shelf keeper, desk warner, grace time.Duration) *watch {
	return &watch{channels: channels, shelf: shelf, desk: desk, grace: grace, now: time.Now, down: map[intake.Channel]*outage{}}
}

// pause is how often to look, so that nobody is told much too late.
func (w *watch) pause() time.Duration { return min(max(w.grace/6, time.Second/2), 10*time.Second) }

// look compares the channels with how they were.
func (w *watch) look(ctx context.Context) error {
	pairings := map[intake.Channel]bots.Pairing{}
	for _, p := range w.channels.Pairings() {
		pairings[p.Channel] = p
	}
	for _, h := range w.channels.Health() {
		if err := w.compare(ctx, h, pairings[h.Channel]); err != nil {
			return err
		}
	}
	return nil
}

func (w *watch) compare(ctx context.Context, h bots.Health, p bots.Pairing) error {
	was := w.down[h.Channel]
	switch {
	case h.Healthy() && was != nil:
		if len(was.told) > 0 {
			if err := w.desk.Warn(ctx, desk.Warning{Channel: h.Channel, Key: key(h.Channel, was, "back")}); err != nil {
				return err
			}
		}
		delete(w.down, h.Channel)
		return nil
	case h.Healthy() || h.State == "starting":
		return nil
	case was == nil:
		w.down[h.Channel] = &outage{since: w.now()}
		return nil
	case w.now().Sub(was.since) < w.grace:
		return nil
	}
	trouble := "failing"
	if p.Channel == h.Channel && p.Trouble() != bots.NoTrouble {
		trouble = string(p.Trouble())
	}
	if !was.news(trouble) {
		return nil
	}
	if err := w.tell(ctx, p, was, desk.Warning{Channel: h.Channel, Key: key(h.Channel, was, trouble), Trouble: trouble}); err != nil {
		return err
	}
	was.told = append(was.told, trouble)
	return nil
}

func (w *watch) tell(ctx context.Context, p bots.Pairing, o *outage, news desk.Warning) error {
	if p.Code != "" {
		name, err := w.draw(ctx, p, o)
		if err != nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("the code to scan can not be sent as a picture")
		}
		news.Picture = name
	}
	return w.desk.Warn(ctx, news)
}

// draw keeps the code to scan as a picture. Its name is none of a photo, so it
// is never published.
func (w *watch) draw(ctx context.Context, p bots.Pairing, o *outage) (string, error) {
	picture, err := p.JPEG()
	if err != nil {
		return "", err
	}
	name := intake.RenditionName(fmt.Sprintf("code-%s-%d", p.Channel, o.since.Unix()), intake.SizeLarge)
	return name, w.shelf.Put(ctx, name, picture)
}

func key(c intake.Channel, o *outage, what string) string {
	return fmt.Sprintf("%s/%d/%s", c, o.since.Unix(), what)
}

// channelStates are the channels as the pages see them: the host is made after
// the server.
type channelStates struct{ p *program }

func (c channelStates) Health() []bots.Health    { return c.p.host.Health() }
func (c channelStates) Pairings() []bots.Pairing { return c.p.host.Pairings() }

// jobs are those of the queue, which is made after the pages.
type jobs struct{ p *program }

// Tally counts the jobs that are not done.
func (j jobs) Tally(ctx context.Context) ([]intake.JobTally, error) { return j.p.queue.Tally(ctx) }

// Failed lists jobs that failed.
func (j jobs) Failed(ctx context.Context, limit int) ([]intake.FailedJob, error) {
	return j.p.queue.Failed(ctx, limit)
}

// Retry lets one be tried again.
func (j jobs) Retry(ctx context.Context, id int64) error { return j.p.queue.Retry(ctx, id) }
