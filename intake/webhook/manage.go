package webhook

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"snapgrid/intake"
)

// Add makes a webhook and returns it with its secret, which is shown now only.
func (r *Room) Add(ctx context.Context, by intake.Officer, w intake.Webhook) (intake.Webhook, error) {
	if err := r.Guard.Require(ctx, by, intake.RightPeople); err != nil {
		return w, err
	}
	if err := r.check(w); err != nil {
		return w, err
	}
	w.Secret, w.State, w.MadeBy, w.MadeAt = NewSecret(), intake.WebhookOn, by.ID, r.Now()
	var err error
	if w.ID, err = r.Store.PutWebhook(ctx, w); err != nil {
		return w, err
	}
	return w, r.Reload(ctx)
}

func (r *Room) check(w intake.Webhook) error {
	if w.Name = strings.TrimSpace(w.Name); w.Name == "" || utf8.RuneCountInString(w.Name) > 80 {
		return invalid("请起一个名字，不超过 80 字")
	}
	if w.Scope != intake.WebhookPublic && w.Scope != intake.WebhookStaff {
		return invalid("范围只有 public 和 staff 两种")
	}
	if slices.ContainsFunc(w.Events, func(k intake.EventKind) bool { return !slices.Contains(intake.EventKinds(), k) }) {
		return invalid("有一种事不认识：请照表单下面列的写，不填就是全部")
	}
	if err := r.Sender.Check(w.URL); err != nil {
		return &intake.Error{Code: intake.CodeInvalid, Message: "这个地址不能用：要写 https:// 开头、公网能到的地址", Err: err}
	}
	return nil
}

func invalid(sentence string) error {
	return &intake.Error{Code: intake.CodeInvalid, Message: sentence}
}

// Switch turns a webhook on or off, or takes it away.
func (r *Room) Switch(ctx context.Context, by intake.Officer, id int64, to intake.WebhookState) error {
	if err := r.Guard.Require(ctx, by, intake.RightPeople); err != nil {
		return err
	}
	err := r.Store.InTx(ctx, func(ctx context.Context) error {
		w, err := r.Store.Webhook(ctx, id)
		switch {
		case err != nil:
			return err
		case w.State == intake.WebhookGone:
			return &intake.Error{Code: intake.CodeNotFound, Message: "the webhook was taken away"}
		case to == intake.WebhookOn:
			w.FailingSince = intake.Webhook{}.FailingSince
		}
		w.State = to
		return r.Store.SaveWebhook(ctx, w)
	})
	if err != nil {
		return err
	}
	return r.Reload(ctx)
}

// List lists the webhooks. Their secrets are left out.
func (r *Room) List(ctx context.Context, by intake.Officer) ([]intake.Webhook, error) {
	if err := r.Guard.Require(ctx, by, intake.RightPeople); err != nil {
		return nil, err
	}
	all, err := r.Store.Webhooks(ctx)
	for i := range all {
		all[i].Secret = ""
	}
	return all, err
}

// Calls lists what was told to a webhook, newest first, below a number (0: from the
// newest).
func (r *Room) Calls(ctx context.Context, by intake.Officer, id, before int64, limit int) ([]intake.WebhookCall, error) {
	if err := r.Guard.Require(ctx, by, intake.RightPeople); err != nil {
		return nil, err
	}
	if w, err := r.Store.Webhook(ctx, id); err != nil || w.State == intake.WebhookGone {
		if err == nil {
			err = &intake.Error{Code: intake.CodeNotFound, Message: "the webhook was taken away"}
		}
		return nil, err
	}
	return r.Store.WebhookCalls(ctx, id, before, limit)
}

// Again tells once more what was told, or could not be, under the same id.
func (r *Room) Again(ctx context.Context, by intake.Officer, call int64) error {
	if err := r.Guard.Require(ctx, by, intake.RightPeople); err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(ctx context.Context) error {
		c, err := r.Store.WebhookCall(ctx, call)
		if err != nil {
			return err
		}
		if w, err := r.Store.Webhook(ctx, c.Webhook); err != nil || w.State != intake.WebhookOn {
			if err == nil {
				err = &intake.Error{Code: intake.CodeConflict, Message: "the webhook is switched off"}
			}
			return err
		}
		c.State, c.Attempts, c.DueAt = intake.CallWaiting, 0, r.Now()
		if err := r.Store.SaveWebhookCall(ctx, c); err != nil {
			return err
		}
		return r.Store.Enqueue(ctx, intake.Owed{Job: intake.CallWebhook{Call: c.ID}})
	})
}

// Try sends a message that tells nothing, to see whether it arrives.
func (r *Room) Try(ctx context.Context, by intake.Officer, id int64) error {
	if err := r.Guard.Require(ctx, by, intake.RightPeople); err != nil {
		return err
	}
	body, err := encode(message{Type: string(Ping), Timestamp: r.Now().UTC()})
	if err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(ctx context.Context) error {
		w, err := r.Store.Webhook(ctx, id)
		if err != nil {
			return err
		}
		if w.State != intake.WebhookOn {
			return &intake.Error{Code: intake.CodeConflict, Message: "the webhook is switched off"}
		}
		return r.owe(ctx, intake.WebhookCall{Webhook: w.ID, Event: -r.Now().UnixMicro(), Kind: Ping, Body: body})
	})
}
