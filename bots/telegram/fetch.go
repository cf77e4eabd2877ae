package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"snapgrid/intake"
)

func tooBig() *intake.Error {
	return &intake.Error{
		Code:    intake.CodeNever,
		Message: "the file is larger than 20 MB, which is all that Telegram hands to bots",
	}
}

// Fetch opens the bytes behind a claim check. Reading fails with
// [intake.CodeAgain] where the bytes end early, and stops after two minutes.
func (a *Adapter) Fetch(ctx context.Context, m intake.Media) (io.ReadCloser, error) {
	if m.TooBig || m.Size > maxDownload {
		return nil, tooBig()
	}
	ctx, cancel := context.WithTimeout(ctx, downloadTimeout)
	file, err := a.api.GetFile(ctx, &bot.GetFileParams{FileID: m.Ref})
	if err == nil && file.FilePath == "" {
		err = &intake.Error{Code: intake.CodeAgain, Message: "Telegram does not say where the file is"}
	}
	if err != nil {
		cancel()
		return nil, a.fileFault(err)
	}
	if file.FileSize > maxDownload {
		cancel()
		return nil, tooBig()
	}
	from, size, err := a.open(ctx, file)
	if err != nil {
		cancel()
		return nil, a.fileFault(err)
	}
	if file.FileSize > 0 {
		size = file.FileSize
	}
	return &download{from: from, adapter: a, want: size, cancel: cancel}, nil
}

// fileFault sorts the errors of files. One answer of Telegram means both that
// the file is unknown and that it is not there at the moment.
func (a *Adapter) fileFault(err error) *intake.Error {
	switch {
	case refused(err, "file is too big"):
		return tooBig()
	case refused(err, "temporarily unavailable"):
		return &intake.Error{Code: intake.CodeAgain, Message: "the file is not there at the moment", Err: a.client.hide(err)}
	}
	found := harmless(a.fault(err))
	if found.Code == intake.CodeChatGone || found.Code == intake.CodeChatMoved {
		found.Code = intake.CodeNever
	}
	return found
}

// open finds the bytes of a file, and how many the source says there are; -1
// if it does not. A Bot API server of our own names a path on its disk.
func (a *Adapter) open(ctx context.Context, file *models.File) (io.ReadCloser, int64, error) {
	if filepath.IsAbs(file.FilePath) && !a.cloud() {
		if f, size, err := regular(file.FilePath); err == nil {
			return f, size, nil
		}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.api.FileDownloadLink(file), nil)
	if err != nil {
		return nil, 0, err
	}
	resp, err := a.client.http.Do(req)
	if err != nil {
		return nil, 0, err
	}
	if resp.StatusCode == http.StatusOK {
		return resp.Body, resp.ContentLength, nil
	}
	_ = resp.Body.Close()
	failed := &answerError{status: resp.StatusCode, retryAfter: retryAfter(resp.Header)}
	if resp.StatusCode == http.StatusNotFound {
		// The link ran out, or is not there yet: the next try asks for a new one.
		return nil, 0, &intake.Error{Code: intake.CodeAgain, Message: "the file is not there at the moment", Err: failed}
	}
	return nil, 0, failed
}

func (a *Adapter) cloud() bool {
	u, err := url.Parse(a.cfg.APIURL)
	return err != nil || strings.EqualFold(u.Hostname(), "api.telegram.org")
}

func regular(path string) (io.ReadCloser, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s is not a file", path)
	}
	f, err := os.Open(path)
	return f, info.Size(), err
}

// download counts bytes: too many are refused, too few are an error.
type download struct {
	from    io.ReadCloser
	adapter *Adapter
	want    int64 // -1 if unknown
	got     int64
	cancel  context.CancelFunc
}

func (d *download) Read(p []byte) (int, error) {
	n, err := d.from.Read(p)
	d.got += int64(n)
	switch {
	case d.got > maxDownload:
		return 0, tooBig()
	case errors.Is(err, io.EOF):
		if d.want >= 0 && d.got != d.want {
			return n, &intake.Error{
				Code:    intake.CodeAgain,
				Message: fmt.Sprintf("the download ended after %d of %d bytes", d.got, d.want),
			}
		}
		return n, io.EOF
	case err != nil:
		return n, harmless(d.adapter.fault(err))
	}
	return n, nil
}

// Close ends the download.
func (d *download) Close() error {
	d.cancel()
	if err := d.from.Close(); err != nil {
		return d.adapter.client.hide(err)
	}
	return nil
}
