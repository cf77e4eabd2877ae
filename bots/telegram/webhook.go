package telegram

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/go-telegram/bot"
	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/intake"
)

// hookPath is where Telegram calls us.
const hookPath = "/telegram/webhook"

// The largest update that is read, and how much of a larger one is kept, in
// bytes. Real updates stay far below.
const (
	maxUpdate = 1 << 20
	keptOfBig = 64 << 10
)

// Hook returns the webhook. In polling mode there is nothing at its path.
//
// Telegram repeats what was not answered with 2xx for 24 hours, and holds back
// the later updates of the same chat meanwhile. So an update that can never be
// read is kept as a dead letter and answered 200; only while the sink fails is
// the answer 503.
func (a *Adapter) Hook(sink bots.Sink) (string, http.Handler) {
	if !a.webhook() {
		return hookPath, http.NotFoundHandler()
	}
	return hookPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", http.MethodPost)
			http.Error(w, "only POST", http.StatusMethodNotAllowed)
			return
		}
		given := r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
		if subtle.ConstantTimeCompare([]byte(given), []byte(a.cfg.WebhookSecret)) != 1 {
			http.Error(w, "wrong secret", http.StatusUnauthorized)
			return
		}
		a.serveUpdate(w, r, sink)
	})
}

func (a *Adapter) serveUpdate(w http.ResponseWriter, r *http.Request, sink bots.Sink) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxUpdate+1))
	if err != nil {
		http.Error(w, "the update did not arrive whole", http.StatusBadRequest)
		return
	}
	ctx := r.Context()
	batch, err := a.readOne(ctx, raw)
	if err == nil && len(batch) > 0 {
		err = sink(ctx, batch)
	}
	if err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("update of the webhook not taken: telegram will repeat it")
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// readOne reads the body of a webhook's request.
func (a *Adapter) readOne(ctx context.Context, raw []byte) ([]intake.Inbound, error) {
	h := heard{raw: raw}
	switch {
	case len(raw) > maxUpdate:
		h.raw, h.reason = raw[:keptOfBig], fmt.Sprintf("update of more than %d bytes", maxUpdate)
	case !json.Valid(raw):
		h.reason = "update that is not JSON"
	default:
		h = decode(raw)
	}
	if !h.numbered {
		return []intake.Inbound{{At: a.opts.Now().UTC(), Dead: h.dead()}}, nil
	}
	me, err := a.identity(ctx, h.update.MyChatMember != nil)
	if err != nil {
		return nil, err
	}
	return h.inbounds(me, a.opts.Now().UTC()), nil
}

// await tells Telegram where we are, and waits for the end.
func (a *Adapter) await(ctx context.Context) error {
	for failures := 1; ctx.Err() == nil; failures++ {
		err := a.setWebhook(ctx)
		if err == nil {
			<-ctx.Done()
			break
		}
		if ctx.Err() != nil {
			break
		}
		if code := intake.CodeOf(err); code != intake.CodeAgain {
			return err
		}
		zerolog.Ctx(ctx).Error().Err(err).Int("failures", failures).Msg("webhook not set")
		pause := a.patience.after(failures)
		if e := (*intake.Error)(nil); errors.As(err, &e) {
			pause = max(pause, e.RetryAfter)
		}
		rest(ctx, pause)
	}
	return nil
}

func (a *Adapter) setWebhook(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := a.api.SetWebhook(ctx, &bot.SetWebhookParams{
		URL:            strings.TrimRight(a.opts.PublicURL, "/") + hookPath,
		SecretToken:    a.cfg.WebhookSecret,
		AllowedUpdates: allowed,
	})
	if err != nil {
		return harmless(a.fault(err))
	}
	return nil
}
