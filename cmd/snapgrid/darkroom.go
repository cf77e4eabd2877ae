package main

import (
	"context"
	"flag"
	"io"
	"time"

	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/photo"
	"snapgrid/intake/photo/heic"
	"snapgrid/intake/pipeline"
	"snapgrid/storage/blob"
)

// newRoom opens the darkroom of a command.
func newRoom() *photo.Darkroom {
	room := photo.New(photo.DefaultBudget)
	room.HEIC = heic.NewHelper()
	return room
}

// decodeHEIC is the other end of [heic.Helper]. People have no use for it.
func decodeHEIC(_ context.Context, w world, _ *flag.FlagSet, _ []string) error {
	return heic.Serve(w.in, w.out)
}

// darkroom develops photos for the line.
type darkroom struct {
	room *photo.Darkroom
	zone *time.Location // of cameras that write no zone
}

// Develop makes the renditions that are published.
func (d darkroom) Develop(ctx context.Context, data []byte, later bool) (pipeline.Developed, error) {
	room := d.room
	if later {
		room = room.Later()
	}
	developed, err := room.Develop(ctx, data, intake.SizeLarge, intake.SizeSmall)
	reason := photo.ReasonOf(err)
	if err != nil && reason == "" {
		return pipeline.Developed{}, err
	}
	info := developed.Info
	out := pipeline.Developed{
		Width: info.Width, Height: info.Height, At: info.At, TakenAt: info.TakenTime(d.zone),
		Look: info.Look, Flaw: info.Flaw, Partial: info.Partial, Refused: string(reason), Renditions: map[int][]byte{},
	}
	for _, r := range developed.Renditions {
		out.Renditions[r.Size] = r.JPEG
	}
	return out, nil
}

// credentials are what a photo store in S3 is opened with.
func credentials(cfg configs.Config) blob.Credentials {
	return blob.Credentials{
		AccessKeyID: cfg.S3.AccessKeyID, SecretAccessKey: cfg.S3.SecretAccessKey, SessionToken: cfg.S3.SessionToken,
	}
}

// shelf is the photo store as the rooms see it.
type shelf struct{ blob.Store }

// OpenOriginal opens the bytes as they came.
func (s shelf) OpenOriginal(ctx context.Context, key string) (io.ReadCloser, error) {
	return s.Store.Open(ctx, blob.Original(key))
}

// Open opens a rendition by its name.
func (s shelf) Open(ctx context.Context, name string) (io.ReadCloser, error) {
	return s.Store.Open(ctx, name)
}

// Walk tells the names that begin with prefix, and when each was written.
func (s shelf) Walk(ctx context.Context, prefix string, visit func(name string, modified time.Time) error) error {
	return s.Store.Walk(ctx, prefix, func(i blob.Info) error { return visit(i.Name, i.Modified) })
}

// pages is the photo store as the pages see it.
type pages struct{ blob.Store }

// Open opens a rendition by its name.
func (p pages) Open(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	content, err := p.Store.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	return dated{content}, nil
}

// dated is a file that says when it was written, for browsers that have it already.
type dated struct{ blob.Content }

// Modified is when it was written.
func (d dated) Modified() time.Time { return d.Info().Modified }

// OpenOriginal opens the bytes as they came, for staff.
func (p pages) OpenOriginal(ctx context.Context, key string) (io.ReadSeekCloser, error) {
	return p.Store.Open(ctx, blob.Original(key))
}
