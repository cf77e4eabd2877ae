package telegram

import (
	"bytes"
	"io"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

// sent lets a person send documents and photos and returns their claim checks.
func sentMedia(t *testing.T, srv *telegramtest.Server, a *Adapter, send func(li *telegramtest.User, c *telegramtest.Chat)) []intake.Media {
	t.Helper()
	group, li := srv.Group("骑手一组"), srv.User("李强")
	send(li, group)
	li.Say(group, "就这些")
	l := newLedger()
	stop := run(t, a, l.sink)
	var found []intake.Media
	for _, in := range l.until(t, hasText("就这些")) {
		if in.Said != nil {
			found = append(found, in.Said.Media...)
		}
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	return found
}

func fetched(t *testing.T, a *Adapter, m intake.Media) ([]byte, error) {
	t.Helper()
	r, err := a.Fetch(t.Context(), m)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(r)
	if closed := r.Close(); closed != nil {
		t.Error(closed)
	}
	return content, err
}

func TestFetch(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	original := testJPEG(t, 1500, 1000)
	media := sentMedia(t, srv, a, func(li *telegramtest.User, c *telegramtest.Chat) {
		li.SendDocument(c, "IMG_0001.HEIC", "", original, "原图")
		li.SendPhoto(c, original, "照片")
		li.SendDocument(c, "huge.jpg", "image/jpeg", make([]byte, maxDownload+1), "")
		li.SendDocument(c, "最大.jpg", "image/jpeg", make([]byte, maxDownload), "")
	})
	if len(media) != 4 {
		t.Fatalf("%d photos", len(media))
	}
	document, photo, huge, largest := media[0], media[1], media[2], media[3]
	if content, err := fetched(t, a, document); err != nil || !bytes.Equal(content, original) || !document.Original {
		t.Errorf("document: %d bytes, %v", len(content), err)
	}
	if content, err := fetched(t, a, photo); err != nil || int64(len(content)) != photo.Size || photo.Original {
		t.Errorf("photo: %d of %d bytes, %v", len(content), photo.Size, err)
	}
	if !huge.TooBig {
		t.Error("20 MB and one byte are not too big")
	}
	_, err := fetched(t, a, huge)
	codeIs(t, err, intake.CodeNever)
	huge.TooBig, huge.Size = false, 0 // nobody said so: Telegram does
	_, err = fetched(t, a, huge)
	codeIs(t, err, intake.CodeNever)
	if content, err := fetched(t, a, largest); err != nil || len(content) != maxDownload {
		t.Errorf("largest: %d bytes, %v", len(content), err)
	}
	_, err = fetched(t, a, intake.Media{Ref: "no such file"})
	codeIs(t, err, intake.CodeNever)

	faults := []struct {
		name  string
		fault telegramtest.Fault
		code  intake.Code
	}{
		{"getFile 500", telegramtest.Fault{Method: "getFile", What: telegramtest.InternalError}, intake.CodeAgain},
		{"getFile reset", telegramtest.Fault{Method: "getFile", What: telegramtest.DropAfter}, intake.CodeAgain},
		{"getFile 429", telegramtest.Fault{Method: "getFile", What: telegramtest.Refuse, Code: 429, RetryAfter: 3}, intake.CodeAgain},
		{"getFile 401", telegramtest.Fault{Method: "getFile", What: telegramtest.Refuse, Code: 401}, intake.CodeUnavailable},
		{"download cut", telegramtest.Fault{Method: "file", What: telegramtest.Truncate}, intake.CodeAgain},
		{"download reset", telegramtest.Fault{Method: "file", What: telegramtest.DropBefore}, intake.CodeAgain},
		{"download 502", telegramtest.Fault{Method: "file", What: telegramtest.BadGateway}, intake.CodeAgain},
		{"download 404", telegramtest.Fault{Method: "file", What: telegramtest.Refuse, Code: 404}, intake.CodeAgain},
	}
	for _, f := range faults {
		f.fault.Times = -1 // Go asks again by itself where a used connection was reset
		srv.Plan(f.fault)
		_, err := fetched(t, a, document)
		srv.Heal()
		if got := intake.CodeOf(err); got != f.code {
			t.Errorf("%s: code %q (%v), want %q", f.name, got, err, f.code)
		}
		if content, err := fetched(t, a, document); err != nil || !bytes.Equal(content, original) {
			t.Errorf("after %s: %d bytes, %v", f.name, len(content), err)
		}
	}
	srv.ForgetFiles()
	_, err = fetched(t, a, document)
	codeIs(t, err, intake.CodeAgain)
}

// A Bot API server of our own names a path on its disk, and has no limit.
func TestFetchFromALocalServer(t *testing.T) {
	srv := start(t, telegramtest.Config{LocalFiles: t.TempDir()})
	a := adapter(t, srv)
	original := testJPEG(t, 50, 40)
	media := sentMedia(t, srv, a, func(li *telegramtest.User, c *telegramtest.Chat) {
		li.SendDocument(c, "a.jpg", "image/jpeg", original, "")
		li.SendDocument(c, "b.jpg", "image/jpeg", make([]byte, maxDownload+1), "")
	})
	if content, err := fetched(t, a, media[0]); err != nil || !bytes.Equal(content, original) {
		t.Errorf("%d bytes, %v", len(content), err)
	}
	media[1].TooBig, media[1].Size = false, 0
	_, err := fetched(t, a, media[1])
	codeIs(t, err, intake.CodeNever)
	if srv.Calls("file") != 0 {
		t.Error("asked the server for a file that is on our disk")
	}
}
