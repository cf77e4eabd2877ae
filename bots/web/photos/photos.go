// Package photos takes in the photos of forms and gives out renditions. An
// original is never given out: the names it serves are those of renditions.
package photos

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
)

// Blobs is what the pages need of the photo store.
type Blobs interface {
	// Create keeps bytes and returns the key they are known by; more than limit
	// bytes are refused.
	Create(ctx context.Context, r io.Reader, limit int64) (key string, size int64, err error)
	// Open opens a stored file by its name. One that is not there is
	// [intake.CodeNotFound] or [fs.ErrNotExist].
	Open(ctx context.Context, name string) (io.ReadSeekCloser, error)
}

const folder = "renditions/"

// form is all that can be asked for: no dots, no slashes, no upper case.
var form = regexp.MustCompile(`^[a-z0-9-]+(_[0-9]{1,5})?\.jpg$`)

// maxName is the longest name of a file that is opened; no file system keeps one
// that is much longer.
const maxName = 210

// Name is the name of a rendition without its folder: "KEY_320.jpg".
type Name string

// Parse accepts the name of a rendition, with or without its folder.
func Parse(name string) (Name, bool) {
	name = strings.TrimPrefix(name, folder)
	return Name(name), len(name) <= maxName && form.MatchString(name)
}

// Key is the photo that the rendition shows, or the name of a pair.
func (n Name) Key() string {
	stem := strings.TrimSuffix(string(n), ".jpg")
	key, _, _ := strings.Cut(stem, "_")
	return key
}

// Sized is the rendition of the same photo in a size; a pair has only one.
func (n Name) Sized(pixels int) Name {
	if strings.HasPrefix(string(n), pairPrefix) || !strings.Contains(string(n), "_") {
		return n
	}
	return Name(n.Key() + "_" + strconv.Itoa(pixels) + ".jpg")
}

// PairOf is the ticket of a picture of before and after; ok is false if the
// rendition is none.
func (n Name) PairOf() (ticket int64, ok bool) {
	rest, ok := strings.CutPrefix(n.Key(), pairPrefix)
	if !ok {
		return 0, false
	}
	number, _, _ := strings.Cut(rest, "-")
	ticket, err := strconv.ParseInt(number, 10, 64)
	return ticket, err == nil
}

const pairPrefix = "pair-"

// URL is the path under which the rendition of a stored name is published, in
// one of the published sizes; "" if it is not a rendition's name.
func URL(name string, pixels int) string {
	n, ok := Parse(name)
	if !ok {
		return ""
	}
	return "/photos/" + string(n.Sized(pixels))
}

// dated is a file that knows when it was written.
type dated interface{ Modified() time.Time }

// How long a rendition may be kept: its bytes never change, since it is named by the
// digest of the photo; but a photo may be withdrawn from the public.
const (
	ForEverybody = "public, max-age=86400, immutable"
	ForOne       = "private, max-age=86400, immutable"
)

// Serve gives out a rendition.
func Serve(w http.ResponseWriter, r *http.Request, blobs Blobs, n Name, cache string) error {
	file, err := blobs.Open(r.Context(), folder+string(n))
	if errors.Is(err, fs.ErrNotExist) {
		return &intake.Error{Code: intake.CodeNotFound, Message: "there is no such rendition", Err: err}
	}
	if err != nil {
		return err
	}
	defer file.Close()
	h := w.Header()
	h.Set("Content-Type", "image/jpeg")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", cache)
	h.Set("ETag", `"`+string(n)+`"`)
	var modified time.Time
	if d, ok := file.(dated); ok {
		modified = d.Modified()
	}
	http.ServeContent(w, r, "", modified, file)
	return nil
}
