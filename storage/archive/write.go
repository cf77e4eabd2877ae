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
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/blob"
)

// Source is what is to be kept.
type Source struct {
	Database string // path of a snapshot that nobody writes to
	Photos   blob.Store
	State    map[string]string // folders by their names in the archive; those that do not exist are left out
	Manifest Manifest          // program, time and tables; the files are filled in
	Step     func()            // called after each photo; may be nil
}

// Write writes an archive and returns its manifest. Photos that are deleted while
// it works are left out: their time had come.
func Write(ctx context.Context, out io.Writer, s Source) (Manifest, error) {
	w := &writer{tar: tar.NewWriter(out), manifest: s.Manifest}
	w.manifest.Format = format
	if err := w.file(databaseName, s.Database); err != nil {
		return w.manifest, fmt.Errorf("keep the database: %w", err)
	}
	if err := w.photos(ctx, s); err != nil {
		return w.manifest, fmt.Errorf("keep the photos: %w", err)
	}
	for name, folder := range s.State {
		if err := w.folder(name, folder); err != nil {
			return w.manifest, fmt.Errorf("keep the folder %s: %w", folder, err)
		}
	}
	return w.manifest, w.finish()
}

type writer struct {
	tar      *tar.Writer
	manifest Manifest
}

// entry writes so many bytes of r under a name.
func (w *writer) entry(name string, size int64, modified time.Time, r io.Reader) error {
	header := &tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: modified, Typeflag: tar.TypeReg}
	if err := w.tar.WriteHeader(header); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(w.tar, sum), r, size); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	w.manifest.Files = append(w.manifest.Files, File{Name: name, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil))})
	return nil
}

func (w *writer) file(name, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return w.entry(name, info.Size(), info.ModTime(), f)
}

func (w *writer) photos(ctx context.Context, s Source) error {
	return s.Photos.Walk(ctx, "", func(info blob.Info) error {
		if s.Step != nil {
			defer s.Step()
		}
		content, err := s.Photos.Open(ctx, info.Name)
		if intake.CodeOf(err) == intake.CodeNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		defer content.Close()
		return w.entry(photoPrefix+info.Name, content.Info().Size, content.Info().Modified, content)
	})
}

// folder writes the plain files of a folder.
func (w *writer) folder(name, folder string) error {
	err := filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		relative, err := filepath.Rel(folder, file)
		if err != nil {
			return err
		}
		return w.file(path.Join(name, filepath.ToSlash(relative)), file)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// finish writes the manifest.
func (w *writer) finish() error {
	text, err := json.MarshalIndent(w.manifest, "", " ")
	if err != nil {
		return fmt.Errorf("word the manifest: %w", err)
	}
	header := &tar.Header{Name: manifestName, Size: int64(len(text)), Mode: 0o600, ModTime: w.manifest.MadeAt, Typeflag: tar.TypeReg}
	if err := w.tar.WriteHeader(header); err != nil {
		return err
	}
	if _, err := w.tar.Write(text); err != nil {
		return err
	}
	return w.tar.Close()
}
