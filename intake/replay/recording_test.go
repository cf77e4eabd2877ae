package replay_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/replay"
)

const recorded = `{"at":"2026-03-02T08:00:00+08:00","chat":"telegram/-1","title":"群","id":"1","sender":{"id":"7","name":"刘洋"},"text":"早","photos":["p/1.jpg"],"reply_to":"0","lat":38.5,"lon":104.1}
{"at":"2026-03-02T08:00:02+08:00","chat":"wechat/x","id":"2","private":true,"sender":{"id":"8"}}
`

func TestRecording(t *testing.T) {
	var all []intake.Message
	take := func(m intake.Message) error {
		all = append(all, m)
		return nil
	}
	n, err := replay.ReadRecording(strings.NewReader(recorded), take)
	if err != nil || n != 2 || len(all) != 2 {
		t.Fatal(n, all, err)
	}
	first := all[0]
	if !first.SentAt.Equal(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)) || first.Chat.ID != "-1" || first.Sender.Name != "刘洋" || first.Media[0].Ref != "p/1.jpg" || first.Pin.Lat != 38.5 || first.ReplyTo != "0" || !all[1].Private {
		t.Errorf("%+v", all)
	}
	for line, want := range map[string]string{
		`{}`: "chat", `[]`: "cannot", `{"chat":"telegram/-1"}`: "want", `{"wer":1}`: "unknown field",
		`{"at":"2026-03-02T08:00:00Z","chat":"a/b","id":"1","sender":{"id":"7"},"lat":100,"lon":1}`:        "degrees",
		`{"at":"2026-03-02T08:00:00Z","chat":"a/b","id":"1","sender":{"id":"7"},"photos":["/etc/passwd"]}`: "beside",
		recorded + `{"at":"2020-03-02T08:00:00Z","chat":"a/b","id":"1","sender":{"id":"7"}}`:               "line 3 of the recording: it was said before",
	} {
		if _, err := replay.ReadRecording(strings.NewReader(line), take); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", line, err, want)
		}
	}
}

// TestTimePasses asks for the time between two moments, but not for that before the
// first.
func TestTimePasses(t *testing.T) {
	q := replay.New(nil)
	var passed []time.Duration
	q.Pace(func(_ context.Context, d time.Duration) error {
		passed = append(passed, d)
		return nil
	})
	for _, at := range []time.Duration{0, time.Minute, time.Minute, 3 * time.Minute} {
		if err := q.Until(t.Context(), noon.Add(at)); err != nil {
			t.Fatal(err)
		}
	}
	if len(passed) != 2 || passed[0] != time.Minute || passed[1] != 2*time.Minute {
		t.Error(passed)
	}
}

// FuzzReadRecording gives anything to the reader: what it takes has a chat, a number,
// somebody who said it, and a time.
func FuzzReadRecording(f *testing.F) {
	f.Add(recorded)
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = replay.ReadRecording(strings.NewReader(text), func(m intake.Message) error {
			if m.Chat.IsZero() || m.ID == "" || m.SentAt.IsZero() {
				t.Errorf("%+v", m)
			}
			return nil
		})
	})
}
