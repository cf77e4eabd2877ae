package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"snapgrid/intake"
)

// Bucket is a store in a bucket of an S3 server. Objects are called what the names
// say. Each is sent in one request that carries the SHA-256 of all of it, which the
// server checks: a name is there with everything, or not at all.
type Bucket struct {
	client   minio.Core
	bucket   string
	endpoint string // for errors
}

var _ Store = (*Bucket)(nil)

// Credentials are what an S3 server knows us by.
type Credentials struct {
	AccessKeyID, SecretAccessKey string
	SessionToken                 string // of temporary credentials; usually ""
}

// A request is tried a few times at once; after that it is the caller who waits
// and tries again.
const (
	attempts = 3
	patience = time.Minute // for a whole operation, such as 25 MB over a slow line
)

// OpenBucket makes the store of a bucket. Nothing is asked of the server yet: one
// that is down now may be up when the first photo comes. See [Bucket.Check].
func OpenBucket(a BucketAddress, c Credentials) (*Bucket, error) {
	lookup := minio.BucketLookupAuto
	if a.PathStyle {
		lookup = minio.BucketLookupPath
	}
	client, err := minio.NewCore(a.Host, &minio.Options{
		Creds:  credentials.NewStaticV4(c.AccessKeyID, c.SecretAccessKey, c.SessionToken),
		Secure: a.Secure, Region: a.Region, BucketLookup: lookup, MaxRetries: attempts, Transport: transport(),
	})
	if err != nil {
		return nil, fmt.Errorf("open the bucket %s: %w", a.Bucket, err)
	}
	return &Bucket{client: *client, bucket: a.Bucket, endpoint: a.Host}, nil
}

// Create keeps what r gives as an original. The key is known only when all of it
// was read, so it waits in a temporary file until then.
func (b *Bucket) Create(ctx context.Context, r io.Reader, limit int64) (key string, size int64, err error) {
	temp, err := os.CreateTemp("", "snapgrid-*")
	if err != nil {
		return "", 0, explain(err, "keep a photo")
	}
	defer func() {
		_ = temp.Close() // nobody needs what is in it any more
		_ = os.Remove(temp.Name())
	}()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(temp, sum), &untilDone{ctx, io.LimitReader(r, limit+1)})
	if err != nil {
		return "", 0, explain(err, "keep a photo")
	}
	if size > limit {
		return "", 0, TooLarge(limit)
	}
	key = hex.EncodeToString(sum.Sum(nil))
	return key, size, b.send(ctx, Original(key), io.NewSectionReader(temp, 0, size), size, key)
}

// Put keeps data under a name.
func (b *Bucket) Put(ctx context.Context, name string, data []byte) error {
	if err := CheckName(name); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	return b.send(ctx, name, bytes.NewReader(data), int64(len(data)), hex.EncodeToString(sum[:]))
}

// send puts size bytes, whose SHA-256 in hex is sum, under a name.
func (b *Bucket) send(ctx context.Context, name string, r io.Reader, size int64, sum string) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	// Only without the library's own sums of pieces is the sum of the whole sent.
	opts := minio.PutObjectOptions{ContentType: "application/octet-stream", DisableContentSha256: true}
	_, err := b.client.PutObject(ctx, b.bucket, name, r, size, "", sum, opts)
	return b.explain(ctx, err, "", "keep a photo")
}

// Delete removes what is under a name.
func (b *Bucket) Delete(ctx context.Context, name string) error {
	if err := CheckName(name); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := b.explain(ctx, b.client.RemoveObject(ctx, b.bucket, name, minio.RemoveObjectOptions{}), name, "remove a photo")
	if intake.CodeOf(err) == intake.CodeNotFound { // not every server is as lenient as S3
		return nil
	}
	return err
}

// Move gives what is under a name another one, and a fresh time. The server copies:
// for a moment there are both, never none.
func (b *Bucket) Move(ctx context.Context, from, to string) error {
	if err := checkNames(from, to); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := b.client.Client.CopyObject(ctx,
		minio.CopyDestOptions{Bucket: b.bucket, Object: to}, minio.CopySrcOptions{Bucket: b.bucket, Object: from})
	if err != nil {
		return b.explain(ctx, err, from, "move a photo")
	}
	return b.Delete(ctx, from)
}

// Walk tells what there is with names that begin with prefix. The server lists a
// thousand at a time.
func (b *Bucket) Walk(ctx context.Context, prefix string, visit func(Info) error) error {
	listing, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range b.client.ListObjectsIter(listing, b.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return b.explain(ctx, o.Err, "", "list photos")
		}
		if CheckName(o.Key) != nil {
			continue // not ours
		}
		if err := visit(Info{Name: o.Key, Size: o.Size, Modified: o.LastModified.UTC()}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Check puts a small object into the bucket and removes it.
func (b *Bucket) Check(ctx context.Context) error {
	const probe = "check/probe"
	if err := b.Put(ctx, probe, []byte("check")); err != nil {
		return err
	}
	return b.Delete(ctx, probe)
}
