package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"snapgrid/intake"
)

// Folder is a store in a folder, for the owner's eyes only. Files lie one level
// deeper than their names say, by the first two characters of the last part, so
// that no folder gets too full.
type Folder struct {
	root string
	lazy bool // files are not put on disk one by one: see Later
}

var _ Store = (*Folder)(nil)

// incoming is where files are written before they get their name.
const incoming = ".incoming"

// leftover is how old a file in incoming has to be before it counts as left by a
// crash; a younger one may be another process's work.
const leftover = time.Hour

// OpenFolder opens a folder, made if missing.
func OpenFolder(root string) (*Folder, error) {
	f := &Folder{root: root}
	if err := os.MkdirAll(f.incoming(), 0o700); err != nil {
		return nil, fmt.Errorf("open the folder of photos: %w", err)
	}
	if err := f.tidy(); err != nil {
		return nil, fmt.Errorf("tidy the folder of photos: %w", err)
	}
	return f, nil
}

func (f *Folder) incoming() string { return filepath.Join(f.root, incoming) }

// tidy removes what crashes left.
func (f *Folder) tidy() error {
	left, err := os.ReadDir(f.incoming())
	for _, entry := range left {
		if stat, gone := entry.Info(); gone == nil && time.Since(stat.ModTime()) > leftover {
			err = errors.Join(err, os.Remove(filepath.Join(f.incoming(), entry.Name())))
		}
	}
	return err
}

// path is where a name lies: renditions/ab12_320.jpg is renditions/ab/ab12_320.jpg.
func (f *Folder) path(name string) (string, error) {
	if err := CheckName(name); err != nil {
		return "", err
	}
	folder, file := path.Split(name)
	fan := (strings.ReplaceAll(file, ".", "_") + "__")[:2]
	return filepath.Join(f.root, filepath.FromSlash(folder), fan, file), nil
}

// Create keeps what r gives as an original.
func (f *Folder) Create(ctx context.Context, r io.Reader, limit int64) (key string, size int64, err error) {
	sum := sha256.New()
	temp, err := f.write(io.TeeReader(&untilDone{ctx, io.LimitReader(r, limit+1)}, sum), &size)
	if err != nil {
		return "", 0, err
	}
	if size > limit {
		return "", 0, errors.Join(TooLarge(limit), os.Remove(temp))
	}
	key = hex.EncodeToString(sum.Sum(nil))
	if err := f.settle(temp, Original(key)); err != nil {
		return "", 0, err
	}
	return key, size, nil
}

// Put keeps data under a name.
func (f *Folder) Put(_ context.Context, name string, data []byte) error {
	if f.lazy {
		if done, err := f.putNew(name, data); done || err != nil {
			return err
		}
	}
	if err := CheckName(name); err != nil {
		return err
	}
	var size int64
	temp, err := f.write(bytes.NewReader(data), &size)
	if err != nil {
		return err
	}
	return f.settle(temp, name)
}

// write makes a temporary file of what r gives, on disk when it returns.
func (f *Folder) write(r io.Reader, size *int64) (name string, err error) {
	file, err := os.CreateTemp(f.incoming(), "*")
	if err != nil {
		return "", explain(err, "keep a photo")
	}
	*size, err = io.Copy(onlyWriter{file}, r)
	if err == nil && !f.lazy {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err != nil {
		return "", errors.Join(explain(err, "keep a photo"), os.Remove(file.Name()))
	}
	return file.Name(), nil
}

// settle gives a temporary file its name, on disk when it returns.
func (f *Folder) settle(temp, name string) error {
	target, err := f.path(name)
	if err == nil {
		err = f.makeFolder(filepath.Dir(target))
	}
	if err == nil {
		err = os.Rename(temp, target)
	}
	if err != nil {
		return errors.Join(explain(err, "keep a photo"), os.Remove(temp))
	}
	if f.lazy {
		return nil
	}
	return explain(syncFolder(filepath.Dir(target)), "keep a photo")
}

// makeFolder makes a folder, and its name is on disk when it returns.
func (f *Folder) makeFolder(folder string) error {
	if _, err := os.Stat(folder); err == nil {
		return nil
	}
	parent := filepath.Dir(folder)
	if err := os.MkdirAll(folder, 0o700); err != nil || f.lazy {
		return err
	}
	return errors.Join(syncFolder(parent), syncFolder(filepath.Dir(parent)))
}

func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Open reads what is kept under a name.
func (f *Folder) Open(_ context.Context, name string) (Content, error) {
	target, err := f.path(name)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, NotFound(name)
	}
	if err != nil {
		return nil, explain(err, "open a photo")
	}
	stat, err := file.Stat()
	if err != nil {
		return nil, errors.Join(explain(err, "open a photo"), file.Close())
	}
	return &content{file, Info{Name: name, Size: stat.Size(), Modified: stat.ModTime().UTC()}}, nil
}

type content struct {
	*os.File
	info Info
}

// Info tells size and time.
func (c *content) Info() Info { return c.info }

// Delete removes what is under a name.
func (f *Folder) Delete(_ context.Context, name string) error {
	target, err := f.path(name)
	if err != nil {
		return err
	}
	if err := os.Remove(target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explain(err, "remove a photo")
	}
	return nil
}

// Move gives what is under a name another one. Its time is set first: a crash in
// between leaves it where it was, as if it were new.
func (f *Folder) Move(_ context.Context, from, to string) error {
	if err := checkNames(from, to); err != nil {
		return err
	}
	source, err := f.path(from)
	if err != nil {
		return err
	}
	now := time.Now()
	err = os.Chtimes(source, now, now)
	if errors.Is(err, fs.ErrNotExist) {
		return NotFound(from)
	}
	target, pathErr := f.path(to)
	if err = errors.Join(err, pathErr); err == nil {
		err = f.makeFolder(filepath.Dir(target))
	}
	if err == nil {
		err = os.Rename(source, target)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(target))
	}
	return explain(err, "move a photo")
}

// Walk tells what there is with names that begin with prefix.
func (f *Folder) Walk(ctx context.Context, prefix string, visit func(Info) error) error {
	return filepath.WalkDir(f.root, func(target string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // gone meanwhile
		case err != nil:
			return explain(err, "list photos")
		case ctx.Err() != nil:
			return ctx.Err()
		case entry.IsDir() && entry.Name() == incoming:
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		name, ok := f.name(target)
		if !ok || !strings.HasPrefix(name, prefix) {
			return nil
		}
		stat, err := entry.Info()
		if err != nil {
			return nil // gone meanwhile
		}
		return visit(Info{Name: name, Size: stat.Size(), Modified: stat.ModTime().UTC()})
	})
}

// name is path the other way round; other files in the folder have none.
func (f *Folder) name(target string) (string, bool) {
	rel, err := filepath.Rel(f.root, target)
	if err != nil {
		return "", false
	}
	folder, file := path.Split(filepath.ToSlash(rel))
	name := path.Join(path.Dir(path.Clean(folder)), file)
	back, err := f.path(name)
	return name, err == nil && back == filepath.Clean(target)
}

// Check writes a file and removes it.
func (f *Folder) Check(context.Context) error {
	var size int64
	temp, err := f.write(strings.NewReader("check"), &size)
	if err != nil {
		return err
	}
	return explain(os.Remove(temp), "remove a photo")
}

// explain gives an error of the system a code and a sentence.
func explain(err error, what string) error {
	var reason string
	switch {
	case err == nil, intake.CodeOf(err) != "":
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		reason = "the disk of the photos is full"
	case errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EIO), errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		reason = "the folder of the photos can not be used"
	default:
		return fmt.Errorf("%s: %w", what, err)
	}
	return &intake.Error{Code: intake.CodeAgain, Message: what + ": " + reason, Err: err}
}

// untilDone stops reading when ctx ends.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

// Read reads on unless ctx ended.
func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}

// onlyWriter hides a file's other methods, so that io.Copy goes through our reader.
type onlyWriter struct{ io.Writer }
