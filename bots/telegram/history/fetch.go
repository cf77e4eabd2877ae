package history

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"snapgrid/intake"
)

// Folder opens the photos of an export. Nothing outside of the folder can be opened.
type Folder struct{ root *os.Root }

// OpenFolder opens the folder of an export; the caller closes it.
func OpenFolder(name string) (*Folder, error) {
	root, err := os.OpenRoot(name)
	return &Folder{root}, err
}

// Close closes the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Fetch opens the bytes behind a claim check. What is not there will never be.
func (f *Folder) Fetch(_ context.Context, _ intake.Channel, m intake.Media) (io.ReadCloser, error) {
	if m.Ref == missing {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "the export does not hold this photo"}
	}
	file, err := f.root.Open(m.Ref)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "the export does not hold this photo", Err: err}
	}
	if err != nil {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "the photo of the export can not be opened", Err: err}
	}
	return file, nil
}
