package plain

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutWebhook numbers a webhook and keeps it.
func (s Store) PutWebhook(ctx context.Context, w intake.Webhook) (id int64, err error) {
	return changedOne(ctx, s, "webhook", row.Number,
		`insert into webhooks (name, url, events, scope, secret, state, made_by, made_at, failing_since)
		 values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
		w.Name, w.URL, row.JSON(w.Events), string(w.Scope), w.Secret, string(w.State), w.MadeBy, w.MadeAt, w.FailingSince)
}

// SaveWebhook writes all of a webhook but who made it and when.
func (s Store) SaveWebhook(ctx context.Context, w intake.Webhook) error {
	return s.change(ctx, fmt.Sprintf("webhook %d", w.ID),
		`update webhooks set name = $2, url = $3, events = $4, scope = $5, secret = $6, state = $7, failing_since = $8 where id = $1`,
		w.ID, w.Name, w.URL, row.JSON(w.Events), string(w.Scope), w.Secret, string(w.State), w.FailingSince)
}

// Webhook returns a webhook, one that was taken away too.
func (s Store) Webhook(ctx context.Context, id int64) (intake.Webhook, error) {
	return one(ctx, s, fmt.Sprintf("webhook %d", id), row.Webhook, `select `+row.WebhookColumns+` from webhooks where id = $1`, id)
}

// Webhooks lists those that were not taken away, oldest first.
func (s Store) Webhooks(ctx context.Context) ([]intake.Webhook, error) {
	return all(ctx, s, row.Webhook, `select `+row.WebhookColumns+` from webhooks where state <> $1 order by id`, string(intake.WebhookGone))
}

// PutWebhookCall numbers a call and keeps it, once for each webhook and event; id is 0
// if it was known.
func (s Store) PutWebhookCall(ctx context.Context, c intake.WebhookCall) (id int64, err error) {
	ids, err := changed(ctx, s, row.Number,
		`insert into webhook_calls (webhook, event, ticket, kind, body, state, attempts, made_at, due_at, tried_at, status, answer, failure)
		 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning id`,
		c.Webhook, c.Event, c.Ticket, string(c.Kind), c.Body, string(c.State), c.Attempts, c.MadeAt, c.DueAt, c.TriedAt, c.Status, c.Answer, c.Failure)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// SaveWebhookCall writes how far a call has come.
func (s Store) SaveWebhookCall(ctx context.Context, c intake.WebhookCall) error {
	return s.change(ctx, fmt.Sprintf("call %d", c.ID),
		`update webhook_calls set state = $2, attempts = $3, due_at = $4, tried_at = $5, status = $6, answer = $7, failure = $8 where id = $1`,
		c.ID, string(c.State), c.Attempts, c.DueAt, c.TriedAt, c.Status, c.Answer, c.Failure)
}

// WebhookCall returns a call.
func (s Store) WebhookCall(ctx context.Context, id int64) (intake.WebhookCall, error) {
	return one(ctx, s, fmt.Sprintf("call %d", id), row.WebhookCall, `select `+row.WebhookCallColumns+` from webhook_calls where id = $1`, id)
}

// WebhookCalls lists the calls of a webhook, newest first, below a number (0: from the
// newest).
func (s Store) WebhookCalls(ctx context.Context, webhook, before int64, limit int) ([]intake.WebhookCall, error) {
	return all(ctx, s, row.WebhookCall, `select `+row.WebhookCallColumns+` from webhook_calls
		where webhook = $1 and ($2 = 0 or id < $2) order by id desc limit $3`, webhook, before, limit)
}

// ForgetWebhookCalls deletes calls that were made before the time.
func (s Store) ForgetWebhookCalls(ctx context.Context, before time.Time) error {
	_, err := s.exec(ctx, `delete from webhook_calls where made_at < $1`, before)
	return err
}
