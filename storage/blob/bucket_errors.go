package blob

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/minio/minio-go/v7"

	"snapgrid/intake"
)

// explain gives an error of the server, or of the way to it, a code and a sentence
// that says what to do. All but a missing object may be mended by waiting, or by
// an operator. name is what was looked for, "" if nothing was.
func (b *Bucket) explain(ctx context.Context, err error, name, what string) error {
	if err == nil || intake.CodeOf(err) != "" {
		return err
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("%s: %w", what, ctx.Err())
	}
	var answer minio.ErrorResponse
	if !errors.As(err, &answer) || answer.StatusCode == 0 {
		return again(what, fmt.Sprintf("the S3 server %s does not answer", b.endpoint), err)
	}
	if answer.Code == minio.NoSuchKey && name != "" {
		return NotFound(name)
	}
	return again(what, b.reason(answer), err)
}

// unknownUser is how some servers say that there is no such access key.
const unknownUser = "XAdminUserNotFound"

// reason says what an answer of the server means.
func (b *Bucket) reason(answer minio.ErrorResponse) string {
	switch answer.Code {
	case minio.NoSuchBucket:
		return fmt.Sprintf("the S3 server %s has no bucket %q", b.endpoint, b.bucket)
	case minio.InvalidAccessKeyID, minio.SignatureDoesNotMatch, unknownUser:
		return fmt.Sprintf("the S3 server %s does not accept the access key: see s3.access_key_id and s3.secret_access_key", b.endpoint)
	case minio.AccessDenied:
		return fmt.Sprintf("the access key may not use the bucket %q", b.bucket)
	case minio.RequestTimeTooSkewed:
		return "the clock of this machine differs too much from that of the S3 server"
	case minio.AuthorizationHeaderMalformed, minio.InvalidRegion:
		return "the region of the bucket is another one"
	}
	if answer.StatusCode >= http.StatusInternalServerError {
		return fmt.Sprintf("the S3 server %s is in trouble (%d %s)", b.endpoint, answer.StatusCode, answer.Code)
	}
	return fmt.Sprintf("the S3 server %s refuses (%d %s)", b.endpoint, answer.StatusCode, answer.Code)
}

func again(what, reason string, err error) error {
	return &intake.Error{Code: intake.CodeAgain, Message: what + ": " + reason, Err: err}
}
