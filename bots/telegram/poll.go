package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/intake"
)

// allowed lists what we want to hear. It is always sent: the server remembers
// the last list, and its default leaves reactions out.
var allowed = []string{
	models.AllowedUpdateMessage,
	models.AllowedUpdateEditedMessage,
	models.AllowedUpdateChannelPost,
	models.AllowedUpdateEditedChannelPost,
	models.AllowedUpdateCallbackQuery,
	models.AllowedUpdateMessageReaction,
	models.AllowedUpdateMyChatMember,
}

// pollParams asks for updates. With a zero offset the server begins with the
// oldest one that is not confirmed.
type pollParams struct {
	Offset  int64    `json:"offset,omitempty"`
	Limit   int      `json:"limit"`
	Timeout int      `json:"timeout"` // seconds
	Allowed []string `json:"allowed_updates"`
}

// fullPage is how many updates an answer holds at most.
const fullPage = 100

// stride is the least time between two batches unless more is waiting: a batch costs
// much the same whether it holds ten messages or sixty.
const stride = 25 * time.Millisecond

// poller is one run of polling. Its offset is the number of the last update
// that the sink took, plus one; never a maximum, because Telegram begins
// anew with a lower number after a quiet week.
type poller struct {
	*Adapter
	sink      bots.Sink
	offset    int64 // 0: begin with what is there
	confirmed int64 // the last offset that the server knows
}

// poll hears by long polling until ctx ends. What the sink took is confirmed
// to the server by the next request, or by a last one on the way out.
func (a *Adapter) poll(ctx context.Context, sink bots.Sink) error {
	p := &poller{Adapter: a, sink: sink}
	defer p.confirm(ctx)
	for failures := 0; ctx.Err() == nil; {
		err := p.step(ctx)
		if err == nil {
			failures = 0
			continue
		}
		if ctx.Err() != nil {
			break
		}
		failures++
		if err := p.endure(ctx, err, failures); err != nil {
			return err
		}
	}
	return nil
}

// step asks once and hands in the answer as one batch. After an error of the
// sink the server is asked for the same updates again.
func (p *poller) step(ctx context.Context) error {
	if _, err := p.identity(ctx, false); err != nil {
		return err
	}
	updates, err := p.getUpdates(ctx, pollParams{
		Offset: p.offset, Limit: fullPage, Timeout: int(p.pollFor.Seconds()), Allowed: allowed,
	})
	if err != nil || len(updates) == 0 {
		return err
	}
	began := time.Now()
	batch, last, err := p.read(ctx, updates)
	if err != nil {
		return err
	}
	if len(batch) > 0 {
		if err := p.sink(ctx, batch); err != nil {
			return fmt.Errorf("hand in %d updates: %w", len(updates), err)
		}
	}
	p.offset = last + 1
	if len(updates) < fullPage {
		rest(ctx, stride-time.Since(began))
	}
	return nil
}

// endure waits after a failure, or returns it if waiting does not help.
func (p *poller) endure(ctx context.Context, err error, failures int) error {
	log := zerolog.Ctx(ctx)
	pause := p.patience.after(failures)
	var refusal *apiError
	switch {
	case errors.As(err, &refusal) && refusal.code == http.StatusConflict:
		p.conflict(ctx, refusal)
	case intake.CodeOf(err) == intake.CodeUnavailable:
		return err
	default:
		log.Error().Err(err).Int("failures", failures).Msg("hearing from telegram failed")
	}
	if e := (*intake.Error)(nil); errors.As(err, &e) {
		pause = max(pause, e.RetryAfter)
	}
	rest(ctx, pause)
	return nil
}

// conflict names the two reasons for which Telegram lets us not poll, and ends
// the one that we can end.
func (p *poller) conflict(ctx context.Context, refusal *apiError) {
	log := zerolog.Ctx(ctx)
	if !says(refusal.description, "webhook") {
		log.Error().Msg("another program polls the same bot: stop it, or give this one a bot of its own")
		return
	}
	log.Warn().Msg("a webhook is set for this bot: deleting it, because telegram.mode is polling")
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if _, err := p.api.DeleteWebhook(ctx, &bot.DeleteWebhookParams{}); err != nil {
		log.Error().Err(p.fault(err)).Msg("webhook not deleted")
	}
}

// confirm tells the server what the sink took since the last request. Without
// it those updates would only come twice.
func (p *poller) confirm(ctx context.Context) {
	if p.offset == p.confirmed {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), confirmTimeout)
	defer cancel()
	if _, err := p.getUpdates(ctx, pollParams{Offset: p.offset, Limit: 1, Allowed: allowed}); err != nil {
		zerolog.Ctx(ctx).Info().Err(err).Msg("last updates left unconfirmed: they will be heard again")
	}
}

// getUpdates asks once. The updates stay raw, because one that cannot be read
// must not hide the others.
func (p *poller) getUpdates(ctx context.Context, params pollParams) ([]json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(params.Timeout)*time.Second+pollGrace)
	defer cancel()
	body, err := json.Marshal(params)
	if err != nil {
		return nil, fmt.Errorf("ask for updates: %w", err)
	}
	url := p.client.base + "/bot" + p.client.token + "/getUpdates"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, harmless(p.fault(err))
	}
	req.Header.Set("Content-Type", "application/json")
	began := time.Now()
	resp, err := p.client.Do(req)
	if err != nil {
		if errors.Is(err, context.Canceled) && time.Since(began) > time.Second {
			p.confirmed = params.Offset // the server reads the offset first, and waits then
		}
		return nil, harmless(p.fault(err))
	}
	defer func() { _ = resp.Body.Close() }()
	var answer struct {
		envelope
		Result []json.RawMessage `json:"result"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, harmless(p.fault(&answerError{status: resp.StatusCode}))
	}
	if !answer.OK {
		return nil, p.refusal(answer.envelope)
	}
	p.confirmed = params.Offset
	return answer.Result, nil
}

// refusal is the error of an answer that says no. The cause keeps its type, so
// that a conflict can be recognised.
func (p *poller) refusal(e envelope) error {
	cause := &apiError{
		code:        e.Code,
		description: cut(p.client.hidden(e.Description)),
		retryAfter:  time.Duration(e.Parameters.RetryAfter) * time.Second,
	}
	found := p.sort(cause)
	found.Err = cause
	return found
}
