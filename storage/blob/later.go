package blob

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// putNew writes what is not there yet under its name at once, which spares a file of
// many the way over a temporary one; done is false if it is there. Cut short it is half
// a file, as files before flush may be.
func (f *Folder) putNew(name string, data []byte) (done bool, err error) {
	target, err := f.path(name)
	if err != nil {
		return false, err
	}
	const fresh = os.O_CREATE | os.O_EXCL | os.O_WRONLY
	file, err := os.OpenFile(target, fresh, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		if err = f.makeFolder(filepath.Dir(target)); err == nil {
			file, err = os.OpenFile(target, fresh, 0o600)
		}
	}
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, explain(err, "keep a photo")
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		return false, errors.Join(explain(err, "keep a photo"), os.Remove(target))
	}
	return true, nil
}

// Later is the same store for many files at once, none of which anybody relies on
// before flush has returned: only then are they on disk. Where the system can not put
// a whole file system on disk each file is put there by itself, as always.
func (f *Folder) Later() (store Store, flush func() error) {
	if !canFlush {
		return f, func() error { return nil }
	}
	return &Folder{root: f.root, lazy: true}, func() error { return explain(flushAll(f.root), "keep the photos") }
}
