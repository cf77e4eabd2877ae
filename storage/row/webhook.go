package row

import "snapgrid/intake"

// WebhookColumns are the columns of [Webhook].
const WebhookColumns = `id, name, url, events, scope, secret, state, made_by, made_at, failing_since`

// Webhook scans [WebhookColumns].
func Webhook(r Scanner) (intake.Webhook, error) {
	var w intake.Webhook
	err := r.Scan(&w.ID, &w.Name, &w.URL, fromJSON(&w.Events), &w.Scope, &w.Secret, &w.State, &w.MadeBy,
		Time(&w.MadeAt), Time(&w.FailingSince))
	if len(w.Events) == 0 {
		w.Events = nil
	}
	return w, err
}

// WebhookCallColumns are the columns of [WebhookCall].
const WebhookCallColumns = `id, webhook, event, ticket, kind, body, state, attempts, made_at, due_at, tried_at, status, answer, failure`

// WebhookCall scans [WebhookCallColumns].
func WebhookCall(r Scanner) (intake.WebhookCall, error) {
	var c intake.WebhookCall
	err := r.Scan(&c.ID, &c.Webhook, &c.Event, &c.Ticket, &c.Kind, &c.Body, &c.State, &c.Attempts,
		Time(&c.MadeAt), Time(&c.DueAt), Time(&c.TriedAt), &c.Status, &c.Answer, &c.Failure)
	return c, err
}
