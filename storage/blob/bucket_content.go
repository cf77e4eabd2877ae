package blob

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/minio/minio-go/v7"
)

// Open reads what is kept under a name. One request serves a reader that goes from
// the beginning to the end; one that jumps makes another request where it reads on.
func (b *Bucket) Open(ctx context.Context, name string) (Content, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	c := &object{ctx: ctx, cancel: cancel, bucket: b, info: Info{Name: name}}
	body, stat, _, err := b.client.GetObject(ctx, b.bucket, name, minio.GetObjectOptions{})
	if err != nil {
		err = b.explain(ctx, err, name, "open a photo")
		cancel()
		return nil, err
	}
	c.body, c.info.Size, c.info.Modified = body, stat.Size, stat.LastModified.UTC()
	return c, nil
}

// object is an object that is being read.
type object struct {
	ctx    context.Context // of the whole reading: bounded, and ended by Close
	cancel context.CancelFunc
	bucket *Bucket
	info   Info

	at    int64         // where the next read reads
	body  io.ReadCloser // of the last request
	there int64         // where that one goes on
}

// Info tells size and time.
func (o *object) Info() Info { return o.info }

// Read reads on.
func (o *object) Read(p []byte) (int, error) {
	if o.at >= o.info.Size {
		return 0, io.EOF
	}
	if o.there != o.at {
		if err := o.fetch(); err != nil {
			return 0, err
		}
	}
	n, err := o.body.Read(p)
	o.at, o.there = o.at+int64(n), o.there+int64(n)
	if errors.Is(err, io.EOF) && o.at < o.info.Size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = o.bucket.explain(o.ctx, err, o.info.Name, "read a photo")
	}
	return n, err
}

// fetch asks for the rest from where the next read reads.
func (o *object) fetch() error {
	var opts minio.GetObjectOptions
	if o.at > 0 { // to the library a range from 0 to 0 is one byte
		if err := opts.SetRange(o.at, 0); err != nil {
			return fmt.Errorf("read a photo from %d: %w", o.at, err)
		}
	}
	body, _, _, err := o.bucket.client.GetObject(o.ctx, o.bucket.bucket, o.info.Name, opts)
	if err != nil {
		return o.bucket.explain(o.ctx, err, o.info.Name, "read a photo")
	}
	err = o.body.Close()
	o.body, o.there = body, o.at
	return err
}

// Seek goes to where the next read reads; nothing is asked of the server yet.
func (o *object) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += o.at
	case io.SeekEnd:
		offset += o.info.Size
	}
	if offset < 0 {
		return o.at, fmt.Errorf("seek in a photo: %d is before its beginning", offset)
	}
	o.at = offset
	return o.at, nil
}

// Close ends the reading.
func (o *object) Close() error {
	o.cancel()
	return o.body.Close()
}
