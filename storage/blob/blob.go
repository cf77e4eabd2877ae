// Package blob keeps the bytes of photos.
//
// Originals are named by their content: the key is the SHA-256 of the bytes in hex,
// so a photo that is forwarded ten times is kept once. Renditions and everything
// else that may be published are put under names of the caller's choice, which
// hold a key or a ticket's number. The two are kept apart: what is published is
// never read from where originals are.
//
//	originals/KEY           as the camera wrote it, with position and all: never published
//	renditions/KEY_320.jpg  without metadata
//
// Whatever is there is whole: a crash while writing leaves nothing under the name.
//
// A [Folder] is a folder on a disk, a [Bucket] is kept by an S3 server; blobtest
// holds both to the same law.
package blob

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"snapgrid/intake"
)

// Store keeps bytes under names. Errors are [intake.Error]: not_found, invalid (a
// name that is not allowed, too many bytes) or again (a full disk, a store that
// does not answer).
type Store interface {
	// Create keeps what r gives as an original and returns its key and its size
	// in bytes. More than limit bytes are refused as invalid.
	Create(ctx context.Context, r io.Reader, limit int64) (key string, size int64, err error)
	// Put keeps data under a name, in place of what was there.
	Put(ctx context.Context, name string, data []byte) error
	// Open reads what is kept under a name; the caller closes it.
	Open(ctx context.Context, name string) (Content, error)
	// Delete removes what is under a name, if anything is.
	Delete(ctx context.Context, name string) error
	// Move gives what is under a name another one, in place of what was there. Its
	// time is then that of the move. At no moment is it under neither.
	Move(ctx context.Context, from, to string) error
	// Walk tells what there is with names that begin with prefix, in no order. An
	// error of visit ends it.
	Walk(ctx context.Context, prefix string, visit func(Info) error) error
	// Check reports whether the store can be written to. It leaves nothing behind.
	Check(ctx context.Context) error
}

// Info is what is known of stored bytes without reading them.
type Info struct {
	Name     string
	Size     int64 // bytes
	Modified time.Time
}

// Content is stored bytes, open for reading.
type Content interface {
	io.ReadSeekCloser
	Info() Info
}

// Original is the name of the original with a key.
func Original(key string) string { return originals + key }

const originals = "originals/"

// names is what a name may look like: folders and a file, nothing hidden, nothing
// that climbs.
var names = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*)+$`)

// longestName is in bytes.
const longestName = 200

// CheckName refuses names that are not allowed: at least one folder, then a file,
// of small letters, digits, - and _, with single dots inside of the file's name.
func CheckName(name string) error {
	if len(name) > longestName || !names.MatchString(name) {
		return &intake.Error{Code: intake.CodeInvalid, Message: fmt.Sprintf("photo %q: this can not be a name", shorten(name))}
	}
	return nil
}

func checkNames(names ...string) error {
	for _, name := range names {
		if err := CheckName(name); err != nil {
			return err
		}
	}
	return nil
}

func shorten(name string) string {
	if len(name) > longestName {
		name = name[:longestName] + "…"
	}
	return strings.ToValidUTF8(name, "?")
}

// TooLarge is the error for more than limit bytes.
func TooLarge(limit int64) error {
	size := fmt.Sprintf("%d bytes", limit)
	if limit >= 1<<20 {
		size = fmt.Sprintf("%d MB", limit>>20)
	}
	return &intake.Error{Code: intake.CodeInvalid, Message: "the photo is larger than " + size}
}

// NotFound is the error for a name that nothing is kept under.
func NotFound(name string) error {
	return &intake.Error{Code: intake.CodeNotFound, Message: fmt.Sprintf("photo %q: not found", name)}
}
