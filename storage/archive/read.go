package archive

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"snapgrid/storage/blob"
)

// Limits of what a manifest, and a photo, can be.
const (
	manifestLimit = 1 << 30
	photoLimit    = 256 << 20
)

// Check reads an archive to its end and reports whether every entry is as the
// manifest says.
func Check(r io.Reader) (Manifest, error) {
	found := map[string]File{}
	var m Manifest
	err := each(r, func(name string, size int64, content io.Reader) error {
		if name == manifestName {
			return json.NewDecoder(io.LimitReader(content, manifestLimit)).Decode(&m)
		}
		sum := sha256.New()
		if _, err := io.Copy(sum, content); err != nil {
			return err
		}
		found[name] = File{Name: name, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))}
		return nil
	})
	switch {
	case err != nil:
		return m, fmt.Errorf("read the archive: %w", err)
	case m.Format == 0:
		return m, errors.New("read the archive: it has no manifest; the copy is cut short, or it is no archive of ours")
	}
	if err := m.check(); err != nil {
		return m, err
	}
	for _, f := range m.Files {
		if found[f.Name] != f {
			return m, fmt.Errorf("the archive is damaged: %s is not what the manifest says", f.Name)
		}
	}
	if len(found) != len(m.Files) {
		return m, fmt.Errorf("the archive is damaged: it has %d entries, the manifest names %d", len(found), len(m.Files))
	}
	return m, nil
}

// each calls take for every entry.
func each(r io.Reader, take func(name string, size int64, content io.Reader) error) error {
	archive := tar.NewReader(r)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := take(header.Name, header.Size, archive); err != nil {
			return fmt.Errorf("%s: %w", header.Name, err)
		}
	}
}

// Target is where an archive is restored to.
type Target struct {
	Database string // path of a file that does not exist
	Photos   blob.Store
	State    map[string]string // folders by their names in the archive; others are left out
	Manifest Manifest          // of the archive, as Check found it
	Step     func()            // called for each photo; may be nil
}

// later is a store that can put many files on disk at once.
type later interface {
	Later() (store blob.Store, flush func() error)
}

// Restore writes what is in an archive that [Check] found whole, and reads back
// every photo. All of it is on disk when it returns.
func Restore(ctx context.Context, r io.Reader, t Target) error {
	flush, workers := func() error { return nil }, atOnce
	if many, ok := t.Photos.(later); ok {
		t.Photos, flush = many.Later()
		workers = 1 // more would wait for each other at the same folder
	}
	if err := t.fill(ctx, r, workers); err != nil {
		return err
	}
	return flush()
}

const (
	// atOnce is how many photos are written and read back at the same time: a store in
	// the network lets each of them wait.
	atOnce = 8
	// small is how many bytes a photo may have to be one of several at once.
	small = 8 << 20
)

// fill writes the entries, in order but for the photos, of which so many are on their
// way at once while the archive is read on.
func (t Target) fill(ctx context.Context, r io.Reader, workers int) error {
	sums := make(map[string]string, len(t.Manifest.Files))
	for _, f := range t.Manifest.Files {
		sums[f.Name] = f.SHA256
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	err := each(r, func(name string, size int64, content io.Reader) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		photo, isPhoto := strings.CutPrefix(name, photoPrefix)
		switch {
		case name == manifestName:
			return nil
		case name == databaseName:
			return writeFile(t.Database, content)
		case isPhoto:
			if t.Step != nil {
				defer t.Step()
			}
			data, err := readPhoto(size, content)
			switch {
			case err != nil:
				return err
			case size > small:
				return restorePhoto(ctx, t.Photos, photo, data, sums[name])
			}
			group.Go(func() error { return restorePhoto(ctx, t.Photos, photo, data, sums[name]) })
			return nil
		}
		return t.restoreState(name, content)
	})
	if failed := group.Wait(); failed != nil {
		return failed
	}
	return err
}

func readPhoto(size int64, content io.Reader) ([]byte, error) {
	if size > photoLimit {
		return nil, blob.TooLarge(photoLimit)
	}
	data := make([]byte, size)
	_, err := io.ReadFull(content, data)
	return data, err
}

// restorePhoto writes a photo and reads it back, which is what has to have the sum.
func restorePhoto(ctx context.Context, photos blob.Store, name string, data []byte, want string) error {
	if err := photos.Put(ctx, name, data); err != nil {
		return err
	}
	kept, err := photos.Open(ctx, name)
	if err != nil {
		return err
	}
	defer kept.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, kept); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != want {
		return fmt.Errorf("%s: the store gave back other bytes than the archive holds", name)
	}
	return nil
}

// restoreState writes a file of a channel's folder. One that is there already is
// left: it is of a session that goes on.
func (t Target) restoreState(name string, content io.Reader) error {
	part, rest, _ := strings.Cut(name, "/")
	folder, wanted := t.State[part]
	if !wanted || !filepath.IsLocal(rest) {
		return nil
	}
	err := writeFile(filepath.Join(folder, filepath.FromSlash(rest)), content)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	return err
}

// writeFile writes a new file for the owner's eyes only, on disk when it returns.
func writeFile(file string, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
