// Package tidy throws away photos that nobody needs: originals that were kept long
// enough, and whatever no row names, such as a photo of a form that was never sent.
//
// # Why it never takes a photo that just came
//
// A photo is stored before the row that names it, and the same photo may come again
// at any moment, under the same name. So nothing is deleted where it lies. What is
// not needed and was not written for a day is moved aside; what lay aside for a day
// and is still not needed is deleted, and what is needed again is moved back. A row
// that is written within a day of its photo is seen in time, whichever of the two
// steps it fell between.
//
// # Who does it
//
// Going over a whole bucket is work, so of several nodes one does it: who takes the
// lease first, which then lasts until nearly the next turn. It is not given back. It
// spares work and guards nothing: two nodes that do it at a time do no harm.
package tidy

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
)

// Store is what tidying needs of the database.
type Store interface {
	// NeededPhotos lists those of the keys that a photo received since the time
	// has.
	NeededPhotos(ctx context.Context, keys []string, since time.Time) ([]string, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	TakeLease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (intake.Fence, bool, error)
}

// Shelf is the photo store.
type Shelf interface {
	Walk(ctx context.Context, prefix string, visit func(name string, modified time.Time) error) error
	Move(ctx context.Context, from, to string) error
	Delete(ctx context.Context, name string) error
}

const (
	rest  = 24 * time.Hour // untouched before it is moved aside, and aside before it is deleted
	aside = "trash/"
	batch = 500 // names that the database is asked for at once
)

// Pause is how often to tidy.
const Pause = 12 * time.Hour

// The lease ends a little before its holder's next turn, or somebody who comes at
// that very moment would be late by a whole one.
const (
	lease     = "tidy"
	leaseTime = Pause - time.Hour
)

// Tidier tidies up.
type Tidier struct {
	store Store
	shelf Shelf
	node  string        // unique among the nodes
	keep  time.Duration // originals, from when their photo was received
	now   func() time.Time
}

// New makes a tidier of a node that keeps originals for a time.
func New(store Store, shelf Shelf, node string, keep time.Duration, now func() time.Time) *Tidier {
	return &Tidier{store, shelf, node, keep, now}
}

// Tidy goes over the whole shelf once, unless another node did in the last hours.
func (t *Tidier) Tidy(ctx context.Context) error {
	_, ours, err := t.store.TakeLease(ctx, lease, t.node, t.now(), leaseTime)
	if err != nil || !ours {
		return err
	}
	return t.tidy(ctx)
}

func (t *Tidier) tidy(ctx context.Context) error {
	settle := func(name string, old, needed bool) error {
		switch {
		case needed:
			return t.shelf.Move(ctx, name, strings.TrimPrefix(name, aside))
		case old:
			return t.shelf.Delete(ctx, name)
		}
		return nil
	}
	remove := func(name string, old, needed bool) error {
		if needed || !old {
			return nil
		}
		return t.shelf.Move(ctx, name, aside+name)
	}
	if err := t.each(ctx, aside, settle); err != nil {
		return fmt.Errorf("tidy what lies aside: %w", err)
	}
	for _, folder := range []string{"originals/", "renditions/"} {
		if err := t.each(ctx, folder, remove); err != nil {
			return fmt.Errorf("tidy %s: %w", folder, err)
		}
	}
	return nil
}

// each calls do for each photo of a folder: was it left alone for the time of rest,
// and is it needed? Another node may have been faster.
func (t *Tidier) each(ctx context.Context, folder string, do func(name string, old, needed bool) error) error {
	found := map[string]bool{}
	flush := func() error {
		needed, err := t.needed(ctx, found)
		for name, old := range found {
			if err != nil {
				break
			}
			if err = do(name, old, needed[name]); intake.CodeOf(err) == intake.CodeNotFound {
				err = nil
			}
		}
		clear(found)
		return err
	}
	err := t.shelf.Walk(ctx, folder, func(name string, modified time.Time) error {
		found[name] = t.now().Sub(modified) >= rest
		if len(found) < batch {
			return nil
		}
		return flush()
	})
	return errors.Join(err, flush())
}

// needed says which of the names are needed where they belong.
func (t *Tidier) needed(ctx context.Context, names map[string]bool) (map[string]bool, error) {
	if len(names) == 0 {
		return nil, nil
	}
	originals, renditions, needed := map[string][]string{}, map[string][]string{}, map[string]bool{}
	for name := range names {
		folder, file := path.Split(strings.TrimPrefix(name, aside))
		key, _, _ := strings.Cut(file, "_")
		switch {
		case folder == "originals/":
			originals[key] = append(originals[key], name)
		case strings.HasPrefix(key, "pair-"):
			told, err := t.told(ctx, key)
			if err != nil {
				return nil, err
			}
			needed[name] = told
		default:
			renditions[key] = append(renditions[key], name)
		}
	}
	return needed, errors.Join(
		t.ask(ctx, originals, t.now().Add(-t.keep), needed), t.ask(ctx, renditions, time.Time{}, needed))
}

// ask marks the names whose keys photos have that were received since a time.
func (t *Tidier) ask(ctx context.Context, names map[string][]string, since time.Time, needed map[string]bool) error {
	keys := make([]string, 0, len(names))
	for key := range names {
		keys = append(keys, key)
	}
	found, err := t.store.NeededPhotos(ctx, keys, since)
	for _, key := range found {
		for _, name := range names[key] {
			needed[name] = true
		}
	}
	return err
}

// told reports whether there is the event that a picture of before and after,
// pair-TICKET-EVENT, belongs to.
func (t *Tidier) told(ctx context.Context, pair string) (bool, error) {
	parts := strings.Split(pair, "-")
	if len(parts) != 3 {
		return true, nil // not of our making: left alone
	}
	ticket, ticketErr := strconv.ParseInt(parts[1], 10, 64)
	event, eventErr := strconv.ParseInt(parts[2], 10, 64)
	if ticketErr != nil || eventErr != nil {
		return true, nil
	}
	events, err := t.store.Events(ctx, ticket)
	for _, e := range events {
		if e.ID == event {
			return true, nil
		}
	}
	return false, err
}
