package tidy_test

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/tidy"
	"snapgrid/storage"
	"snapgrid/storage/blob"
	"snapgrid/storage/sqlite"
)

// cupboard is a tidier over a real database and a real folder.
type cupboard struct {
	*testing.T
	db     *sqlite.Store
	blobs  *blob.Folder
	tidier *tidy.Tidier
	now    time.Time
	said   int
	before func() // done before something is moved or deleted
}

const keep = 30 * 24 * time.Hour

func newCupboard(t *testing.T) *cupboard {
	t.Helper()
	t.Parallel()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	c := &cupboard{T: t, db: db, now: time.Now(), before: func() {}}
	c.ok(db.Migrate(t.Context()))
	c.blobs, err = blob.OpenFolder(t.TempDir())
	c.ok(err)
	c.tidier = c.node("a")
	return c
}

// node makes a tidier of another node.
func (c *cupboard) node(name string) *tidy.Tidier {
	return tidy.New(c.db, shelf{c.blobs, c}, name, keep, func() time.Time { return c.now })
}

func (c *cupboard) ok(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// shelf is the folder; a test may do something between a look and a deed.
type shelf struct {
	*blob.Folder
	c *cupboard
}

func (s shelf) Walk(ctx context.Context, prefix string, visit func(string, time.Time) error) error {
	return s.Folder.Walk(ctx, prefix, func(i blob.Info) error { return visit(i.Name, i.Modified) })
}

func (s shelf) Move(ctx context.Context, from, to string) error {
	s.c.before()
	return s.Folder.Move(ctx, from, to)
}

func (s shelf) Delete(ctx context.Context, name string) error {
	s.c.before()
	return s.Folder.Delete(ctx, name)
}

// store keeps a photo as it comes, with a rendition.
func (c *cupboard) store(words string) (key string) {
	c.Helper()
	key, _, err := c.blobs.Create(c.Context(), bytes.NewReader([]byte(words)), 100)
	c.ok(err)
	c.ok(c.blobs.Put(c.Context(), intake.RenditionName(key, intake.SizeSmall), []byte("small")))
	return key
}

// name writes the row that names a photo.
func (c *cupboard) name(key string) {
	c.Helper()
	c.said++
	_, err := c.db.PutMessages(c.Context(), []intake.Message{{
		Chat: intake.ChatRef{Channel: "web", ID: "1"}, ID: string(rune('a' + c.said)), SentAt: c.now, Media: []intake.Media{{Key: key}},
	}}, c.now)
	c.ok(err)
}

func (c *cupboard) tidy(after time.Duration) {
	c.Helper()
	c.now = c.now.Add(after)
	c.ok(c.tidier.Tidy(c.Context()))
}

func (c *cupboard) holds(want ...string) {
	c.Helper()
	var names []string
	c.ok(c.blobs.Walk(c.Context(), "", func(i blob.Info) error {
		names = append(names, i.Name)
		return nil
	}))
	slices.Sort(names)
	slices.Sort(want)
	if !slices.Equal(names, want) {
		c.Fatalf("there is %q\nwant %q", names, want)
	}
}

func small(key string) string { return intake.RenditionName(key, intake.SizeSmall) }

const day = 24 * time.Hour

func TestWhatNoRowNames(t *testing.T) {
	c := newCupboard(t)
	named, lost := c.store("named"), c.store("lost")
	c.name(named)
	ours := []string{blob.Original(named), small(named)}
	c.tidy(time.Hour)
	c.holds(append(ours, blob.Original(lost), small(lost))...)
	c.tidy(day)
	c.holds(append(ours, "trash/"+blob.Original(lost), "trash/"+small(lost))...)
	c.tidy(time.Minute) // it was moved now, by the clock of the disk
	c.tidy(day + time.Hour)
	c.holds(ours...)
}

// The row comes while the photo is moved aside, or the photo comes again.
func TestRowComesLate(t *testing.T) {
	c := newCupboard(t)
	key := c.store("late")
	c.before = func() { c.before = func() {}; c.store("late"); c.name(key) }
	c.tidy(day + time.Hour)
	c.tidy(time.Minute)
	c.holds(blob.Original(key), small(key))
	c.tidy(3 * day)
	c.holds(blob.Original(key), small(key))
}

func TestOriginalsHaveATerm(t *testing.T) {
	c := newCupboard(t)
	key, again := c.store("once"), c.store("again")
	c.name(key)
	c.name(again)
	c.now = c.now.Add(20 * day)
	c.name(again)
	c.tidy(11 * day)
	c.tidy(0)
	c.holds(small(key), small(again), blob.Original(again))
	c.tidy(keep)
	c.tidy(0)
	c.holds(small(key), small(again))
}

func TestPairsStayWithTheirEvents(t *testing.T) {
	c := newCupboard(t)
	id, err := c.db.PutEvent(t.Context(), intake.Event{Ticket: 7, At: c.now, Kind: intake.EventResolved})
	c.ok(err)
	for _, name := range []string{intake.PairName(7, id), intake.PairName(7, id+1), "renditions/pair-x_1280.jpg", "other/thing"} {
		c.ok(c.blobs.Put(t.Context(), name, []byte("x")))
	}
	c.tidy(2 * day)
	c.tidy(2 * day)
	c.holds(intake.PairName(7, id), "renditions/pair-x_1280.jpg", "other/thing")
}

// Of several nodes one goes over the shelf; when it is gone another one does.
func TestOneNodeTidies(t *testing.T) {
	c := newCupboard(t)
	other := c.node("b")
	key := c.store("nobody's")
	c.tidy(25 * time.Hour)
	asides := []string{"trash/" + blob.Original(key), "trash/" + small(key)}
	c.holds(asides...)
	c.now = c.now.Add(tidy.Pause - 2*time.Hour)
	c.ok(other.Tidy(c.Context()))
	c.holds(asides...) // it was not its turn
	c.now = c.now.Add(2*time.Hour + day)
	c.ok(other.Tidy(c.Context()))
	c.holds()
}
