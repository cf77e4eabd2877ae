package open311

import (
	"context"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"

	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// Getter fetches what a client's media_url leads to; fetch.Client is one.
type Getter interface {
	// Check looks at the form of an address, [intake.CodeNever] if it is not one that
	// can be asked.
	Check(address string) error
	// Get opens what is behind it; more than limit bytes are [intake.CodeInvalid].
	Get(ctx context.Context, address string, limit int64) (io.ReadCloser, error)
}

// media is what a form brings of photos: files, whatever the client calls their fields,
// and addresses. Those are not asked now: a job does it, with [Adapter.Fetch].
func (a *Adapter) media(r *http.Request, form *multipart.Form) (all []intake.Media, notice string, err error) {
	if all, err = a.keep(r.Context(), form); err != nil {
		return nil, "", err
	}
	for _, address := range r.Form["media_url"] {
		switch {
		case address == "":
		case a.options.Getter == nil:
			notice = "media_url is not fetched here: send photos as files of a multipart form"
		case len(all) >= photos.MaxCount:
			notice = "photos after the ninth are left out"
		case a.options.Getter.Check(address) != nil:
			notice = "media_url is not fetched: it is not a public web address"
		default:
			all = append(all, intake.Media{Ref: address})
		}
	}
	return all, notice, nil
}

// keep stores the files of the form.
func (a *Adapter) keep(ctx context.Context, form *multipart.Form) ([]intake.Media, error) {
	if form == nil {
		return nil, nil
	}
	var all []intake.Media
	for _, field := range slices.Sorted(maps.Keys(form.File)) {
		kept, err := photos.Keep(ctx, a.options.Blobs, form, field)
		if intake.CodeOf(err) == intake.CodeInvalid || err == nil && len(all)+len(kept) > photos.MaxCount {
			return nil, &failure{status: http.StatusBadRequest, faults: []string{"a form may bring 9 photos of 25 MB each at most"}, err: err}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, kept...)
	}
	return all, nil
}

// Fetch opens the photo behind a media_url, for the job that develops it. What comes is
// looked at there: what is no picture is refused.
func (a *Adapter) Fetch(ctx context.Context, m intake.Media) (io.ReadCloser, error) {
	if a.options.Getter == nil {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "fetching media_url is switched off"}
	}
	return a.options.Getter.Get(ctx, m.Ref, photos.MaxBytes)
}
