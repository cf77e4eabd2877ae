package wecom

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"snapgrid/intake"
)

// maxPicture is the largest sealed picture that is fetched, in bytes.
const maxPicture = 26 << 20

// Fetch opens a picture. Its address is good for some minutes only, so what the
// service does not have any more is [intake.CodeNever].
func (a *Adapter) Fetch(ctx context.Context, m intake.Media) (io.ReadCloser, error) {
	u, err := url.Parse(m.Ref)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || a.box.key == nil {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "not a picture of this channel"}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, m.Ref, nil)
	if err != nil {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "not a picture of this channel"}
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return nil, &intake.Error{Code: intake.CodeAgain, Message: "wecom's pictures cannot be reached", Err: scrub(err)}
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusForbidden, resp.StatusCode == http.StatusNotFound, resp.StatusCode == http.StatusGone:
		return nil, &intake.Error{Code: intake.CodeNever, Message: fmt.Sprintf("wecom does not have the picture any more (%d)", resp.StatusCode)}
	case resp.StatusCode != http.StatusOK:
		return nil, &intake.Error{Code: intake.CodeAgain, Message: fmt.Sprintf("wecom has no picture for us now (%d)", resp.StatusCode)}
	}
	return a.unsealPicture(resp.Body)
}

func (a *Adapter) unsealPicture(body io.Reader) (io.ReadCloser, error) {
	raw, err := io.ReadAll(io.LimitReader(body, maxPicture+1))
	switch {
	case err != nil:
		return nil, &intake.Error{Code: intake.CodeAgain, Message: "the picture did not arrive whole", Err: scrub(err)}
	case len(raw) > maxPicture:
		return nil, &intake.Error{Code: intake.CodeNever, Message: "the picture is larger than 25 MB"}
	}
	plain, err := a.box.decrypt(raw)
	if err != nil {
		return nil, &intake.Error{Code: intake.CodeNever, Message: "the picture cannot be opened: is encoding_aes_key right?", Err: err}
	}
	return io.NopCloser(bytes.NewReader(plain)), nil
}

// scrub takes the address out of a transport's error: it holds a key.
func scrub(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return fmt.Errorf("%s: %w", u.Op, u.Err)
	}
	return err
}

func digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:12])
}
