// Package blobtest is the law for every store of photos.
package blobtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"golang.org/x/sync/errgroup"

	"snapgrid/intake"
	"snapgrid/storage/blob"
)

// Exercise holds a store to the law. open returns an empty one.
func Exercise(t *testing.T, open func(t *testing.T) blob.Store) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, blob.Store){
		"create names by content":       createNamesByContent,
		"create refuses too much":       createRefusesTooMuch,
		"create keeps nothing of a cut": createKeepsNothingOfACut,
		"create at once":                createAtOnce,
		"put and open":                  putAndOpen,
		"open seeks":                    openSeeks,
		"missing":                       missing,
		"delete":                        remove,
		"move":                          move,
		"walk":                          walk,
		"walk over many":                walkOverMany,
		"names":                         names,
		"check":                         check,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

func createNamesByContent(t *testing.T, s blob.Store) {
	data := bytes.Repeat([]byte("photo"), 100_000)
	sum := sha256.Sum256(data)
	for range 2 { // the second time it is there already
		key, size, err := s.Create(t.Context(), iotest.HalfReader(bytes.NewReader(data)), int64(len(data)))
		if err != nil || key != hex.EncodeToString(sum[:]) || size != int64(len(data)) {
			t.Fatalf("Create = %q, %d, %v", key, size, err)
		}
		expect(t, s, blob.Original(key), data)
	}
	empty := sha256.Sum256(nil)
	if key, size, err := s.Create(t.Context(), strings.NewReader(""), 10); err != nil || size != 0 || key != hex.EncodeToString(empty[:]) {
		t.Fatalf("Create of nothing = %q, %d, %v", key, size, err)
	}
}

func createRefusesTooMuch(t *testing.T, s blob.Store) {
	_, _, err := s.Create(t.Context(), io.LimitReader(zeros{}, 3<<20+1), 3<<20)
	if intake.CodeOf(err) != intake.CodeInvalid || !strings.Contains(err.Error(), "larger than 3 MB") {
		t.Fatalf("Create over the limit: %v", err)
	}
	expectNames(t, s, "")
}

func createKeepsNothingOfACut(t *testing.T, s blob.Store) {
	cut := errors.New("connection reset")
	_, _, err := s.Create(t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(cut)), 100)
	if !errors.Is(err, cut) {
		t.Fatalf("Create = %v, want %v", err, cut)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.Create(ctx, strings.NewReader("late"), 100); !errors.Is(err, context.Canceled) {
		t.Fatalf("Create after the end = %v", err)
	}
	expectNames(t, s, "")
}

func createAtOnce(t *testing.T, s blob.Store) {
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			data := bytes.Repeat([]byte{byte(i % 4)}, 50_000)
			if _, _, err := s.Create(t.Context(), bytes.NewReader(data), 1<<20); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := len(list(t, s, "originals/")); n != 4 {
		t.Fatalf("%d originals, want 4", n)
	}
}

func putAndOpen(t *testing.T, s blob.Store) {
	const name = "renditions/0a1b_320.jpg"
	for _, data := range []string{"first", "", "a longer second"} {
		if err := s.Put(t.Context(), name, []byte(data)); err != nil {
			t.Fatal(err)
		}
		expect(t, s, name, []byte(data))
	}
}

func openSeeks(t *testing.T, s blob.Store) {
	put(t, s, "renditions/seek.jpg", "0123456789")
	c, err := s.Open(t.Context(), "renditions/seek.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Seek(-3, io.SeekEnd); err != nil {
		t.Fatal(err)
	}
	if tail, err := io.ReadAll(c); err != nil || string(tail) != "789" {
		t.Fatalf("read %q, %v", tail, err)
	}
	for _, from := range []int64{0, 4, 10, 12} {
		if at, err := c.Seek(from, io.SeekStart); err != nil || at != from {
			t.Fatalf("Seek = %d, %v", at, err)
		}
		if rest, err := io.ReadAll(c); err != nil || string(rest) != "0123456789"[min(from, 10):] {
			t.Fatalf("from %d: read %q, %v", from, rest, err)
		}
	}
	if _, err := c.Seek(-1, io.SeekStart); err == nil {
		t.Fatal("sought before the beginning")
	}
	if c.Info().Size != 10 || c.Info().Modified.IsZero() || c.Info().Name != "renditions/seek.jpg" {
		t.Fatalf("info %+v", c.Info())
	}
}

func missing(t *testing.T, s blob.Store) {
	if _, err := s.Open(t.Context(), "renditions/none.jpg"); intake.CodeOf(err) != intake.CodeNotFound {
		t.Fatalf("Open = %v", err)
	}
	if err := s.Move(t.Context(), "renditions/none.jpg", "trash/none.jpg"); intake.CodeOf(err) != intake.CodeNotFound {
		t.Fatalf("Move = %v", err)
	}
	if err := s.Delete(t.Context(), "renditions/none.jpg"); err != nil {
		t.Fatalf("Delete = %v", err)
	}
}

func remove(t *testing.T, s blob.Store) {
	put(t, s, "renditions/a.jpg", "a")
	expectNames(t, s, "", "renditions/a.jpg")
	if err := s.Delete(t.Context(), "renditions/a.jpg"); err != nil {
		t.Fatal(err)
	}
	expectNames(t, s, "")
}

func move(t *testing.T, s blob.Store) {
	put(t, s, "renditions/a.jpg", "a")
	before := list(t, s, "")
	for _, to := range []string{"trash/renditions/a.jpg", "renditions/a.jpg"} {
		from := before[0]
		if err := s.Move(t.Context(), from, to); err != nil {
			t.Fatal(err)
		}
		before = []string{to}
		expectNames(t, s, "", to)
		expect(t, s, to, []byte("a"))
	}
	put(t, s, "renditions/b.jpg", "b")
	if err := s.Move(t.Context(), "renditions/b.jpg", "renditions/a.jpg"); err != nil {
		t.Fatal(err)
	}
	expect(t, s, "renditions/a.jpg", []byte("b"))
}

// A server lists a thousand names at a time.
func walkOverMany(t *testing.T, s blob.Store) {
	const many = 1100
	var group errgroup.Group
	group.SetLimit(8)
	for i := range many {
		group.Go(func() error { return s.Put(t.Context(), fmt.Sprintf("renditions/%04d_320.jpg", i), []byte("x")) })
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	if names := list(t, s, "renditions/"); len(names) != many || len(slices.Compact(names)) != many {
		t.Fatalf("%d names, want %d", len(names), many)
	}
}

func walk(t *testing.T, s blob.Store) {
	put(t, s, "renditions/abc_320.jpg", "1")
	put(t, s, "renditions/abc_1280.jpg", "22")
	put(t, s, "renditions/x", "333")
	put(t, s, "renditions/pair-1-2_1280.jpg", "4444")
	put(t, s, "other/deep/down.bin", "55555")
	expectNames(t, s, "renditions/", "renditions/abc_1280.jpg", "renditions/abc_320.jpg", "renditions/pair-1-2_1280.jpg", "renditions/x")
	expectNames(t, s, "other/", "other/deep/down.bin")
	expectNames(t, s, "renditions/abc_3", "renditions/abc_320.jpg")
	stop := errors.New("enough")
	if err := s.Walk(t.Context(), "", func(blob.Info) error { return stop }); !errors.Is(err, stop) {
		t.Fatalf("Walk = %v", err)
	}
}

func names(t *testing.T, s blob.Store) {
	for _, name := range []string{
		"", "a", "/etc/passwd", "../a/b", "a/../b", "a/..", "a//b", "a/.b", "a/b.", "a/b..c", `a\b`, "a/b\x00", "A/b", "a/ü", "a/b\n",
		".incoming/x", "a/b/", "a/" + strings.Repeat("x", 300),
	} {
		_, openErr := s.Open(t.Context(), name)
		for _, err := range []error{
			openErr, s.Put(t.Context(), name, nil), s.Delete(t.Context(), name),
			s.Move(t.Context(), name, "a/b"), s.Move(t.Context(), "a/b", name),
		} {
			if intake.CodeOf(err) != intake.CodeInvalid {
				t.Errorf("name %q: %v", name, err)
			}
		}
	}
	expectNames(t, s, "")
}

func check(t *testing.T, s blob.Store) {
	if err := s.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	expectNames(t, s, "")
}

func put(t *testing.T, s blob.Store, name, data string) {
	t.Helper()
	if err := s.Put(t.Context(), name, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, s blob.Store, name string, want []byte) {
	t.Helper()
	c, err := s.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got, err := io.ReadAll(c); err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%s holds %d bytes, %v; want %d", name, len(got), err, len(want))
	}
}

// Empty demands that there is nothing in a store.
func Empty(t *testing.T, s blob.Store) {
	t.Helper()
	expectNames(t, s, "")
}

func list(t *testing.T, s blob.Store, prefix string) []string {
	t.Helper()
	found := []string{}
	err := s.Walk(t.Context(), prefix, func(i blob.Info) error {
		found = append(found, i.Name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return found
}

func expectNames(t *testing.T, s blob.Store, prefix string, want ...string) {
	t.Helper()
	if got := list(t, s, prefix); !slices.Equal(got, want) {
		t.Fatalf("there is %q, want %q", got, want)
	}
}

type zeros struct{}

// Read gives zeros without end.
func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
