package webhook

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
)

// pauses are those between the attempts: about a day in all.
var pauses = []time.Duration{
	5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour,
	2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 8 * time.Hour,
}

// longFailure is after which time without an answer a webhook is switched off.
const longFailure = 23 * time.Hour

// early is how much before its time a call may be made: clocks differ.
const early = time.Second

// Call makes one attempt. Jobs may run twice: a call that is done, or not due, is left.
func (r *Room) Call(ctx context.Context, job intake.CallWebhook) error {
	c, err := r.Store.WebhookCall(ctx, job.Call)
	if err != nil || c.State != intake.CallWaiting || r.Now().Add(early).Before(c.DueAt) {
		return err
	}
	w, err := r.Store.Webhook(ctx, c.Webhook)
	if err != nil {
		return err
	}
	if w.State != intake.WebhookOn {
		c.State, c.DueAt, c.Failure = intake.CallDead, time.Time{}, "the webhook is switched off"
		return r.Store.SaveWebhookCall(ctx, c)
	}
	c.Attempts, c.TriedAt = c.Attempts+1, r.Now()
	status, answer, err := r.Sender.Send(ctx, w.URL, r.header(w, c), []byte(c.Body))
	if ctx.Err() != nil {
		return ctx.Err() // we are stopping: it counts for nothing
	}
	c.Status, c.Answer, c.Failure = status, excerpt(answer), ""
	if err == nil && status/100 == 2 {
		return r.came(ctx, w, c)
	}
	if c.Failure = fmt.Sprintf("it answered %d", status); err != nil {
		c.Failure = excerpt(err.Error())
	}
	return r.failed(ctx, w, c, status == http.StatusGone || intake.CodeOf(err) == intake.CodeNever)
}

// header is what a receiver needs to trust the body. The id is the same at every attempt.
func (r *Room) header(w intake.Webhook, c intake.WebhookCall) map[string]string {
	id := "msg_" + strconv.FormatInt(c.ID, 10)
	return map[string]string{
		"Content-Type": "application/json; charset=utf-8", "webhook-id": id,
		"webhook-timestamp": strconv.FormatInt(c.TriedAt.Unix(), 10), "webhook-signature": Sign(w.Secret, id, c.TriedAt, []byte(c.Body)),
	}
}

// came notes that a call came through.
func (r *Room) came(ctx context.Context, w intake.Webhook, c intake.WebhookCall) error {
	c.State, c.DueAt = intake.CallDone, time.Time{}
	return r.Store.InTx(ctx, func(ctx context.Context) error {
		if err := r.Store.SaveWebhookCall(ctx, c); err != nil || w.FailingSince.IsZero() {
			return err
		}
		return r.change(ctx, w.ID, func(w *intake.Webhook) { w.FailingSince = time.Time{} })
	})
}

// failed notes that a call did not come through, and owes the next attempt, unless there
// is none: for good says that asking again makes no sense.
func (r *Room) failed(ctx context.Context, w intake.Webhook, c intake.WebhookCall, forGood bool) error {
	since := w.FailingSince
	if since.IsZero() {
		since = c.TriedAt
	}
	dead := forGood || c.Attempts > len(pauses)
	off := dead && (c.Status == http.StatusGone || c.TriedAt.Sub(since) >= longFailure)
	err := r.Store.InTx(ctx, func(ctx context.Context) error {
		err := r.change(ctx, w.ID, func(w *intake.Webhook) {
			if w.FailingSince = since; off && w.State == intake.WebhookOn {
				w.State = intake.WebhookFailed
			}
		})
		if err != nil {
			return err
		}
		if dead {
			c.State, c.DueAt = intake.CallDead, time.Time{}
			return r.Store.SaveWebhookCall(ctx, c)
		}
		c.DueAt = c.TriedAt.Add(pauses[c.Attempts-1])
		if err := r.Store.SaveWebhookCall(ctx, c); err != nil {
			return err
		}
		return r.Store.Enqueue(ctx, intake.Owed{Job: intake.CallWebhook{Call: c.ID}, At: c.DueAt})
	})
	if err != nil || !off {
		return err
	}
	return r.Alarm(ctx, w)
}

// change changes a webhook as it is now.
func (r *Room) change(ctx context.Context, id int64, f func(w *intake.Webhook)) error {
	w, err := r.Store.Webhook(ctx, id)
	if err != nil {
		return err
	}
	f(&w)
	return r.Store.SaveWebhook(ctx, w)
}

// MaxAnswer is how much of an answer is kept, in bytes.
const MaxAnswer = 500

// excerpt is how a text begins, fit to be shown.
func excerpt(s string) string {
	if len(s) > MaxAnswer {
		s = s[:MaxAnswer]
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	return strings.ReplaceAll(s, "\x00", "")
}
