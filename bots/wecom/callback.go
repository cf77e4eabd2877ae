package wecom

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/intake"
)

// hookPath is where the service calls us.
const hookPath = "/wecom/callback"

// maxCall is the largest call that is read, in bytes. Pictures come as
// addresses, so calls are small.
const maxCall = 1 << 20

// Hook returns the handler of the service's calls. GET proves that the address
// is ours; POST brings a message. What cannot be read is kept as a dead letter;
// while the sink fails the answer is 503, and the service calls again.
func (a *Adapter) Hook(sink bots.Sink) (string, http.Handler) {
	if a.box.key == nil {
		return hookPath, http.NotFoundHandler()
	}
	return hookPath, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			a.prove(w, r)
			return
		}
		a.called(w, r, sink)
	})
}

// prove answers with the words that were sealed in the question.
func (a *Adapter) prove(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	sealed := q.Get("echostr")
	words, err := a.unseal(q.Get("msg_signature"), q.Get("timestamp"), q.Get("nonce"), sealed)
	if err != nil {
		http.Error(w, "wrong signature", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write(words) // the service has gone: it asks again
}

func (a *Adapter) called(w http.ResponseWriter, r *http.Request, sink bots.Sink) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxCall+1))
	if err != nil || len(raw) > maxCall {
		http.Error(w, "the call is too large or did not arrive whole", http.StatusBadRequest)
		return
	}
	var body struct {
		Encrypt string `json:"encrypt"`
	}
	q := r.URL.Query()
	if err := json.Unmarshal(raw, &body); err != nil {
		http.Error(w, "want JSON", http.StatusBadRequest)
		return
	}
	words, err := a.unseal(q.Get("msg_signature"), q.Get("timestamp"), q.Get("nonce"), body.Encrypt)
	if err != nil {
		http.Error(w, "wrong signature", http.StatusForbidden)
		return
	}
	a.take(w, r, sink, words)
}

// take hands in what a call says.
func (a *Adapter) take(w http.ResponseWriter, r *http.Request, sink bots.Sink, words []byte) {
	now := a.opts.Now().UTC()
	in, answer, ok := normalize(words, now)
	if ok {
		if err := sink(r.Context(), []intake.Inbound{in}); err != nil {
			zerolog.Ctx(r.Context()).Error().Err(err).Str("channel", string(Channel)).Msg("a call was not taken: the service will repeat it")
			http.Error(w, "not now", http.StatusServiceUnavailable)
			return
		}
		a.answers.keep(answer, now)
	}
	w.WriteHeader(http.StatusOK)
}

var errSignature = errors.New("wrong signature")

func (a *Adapter) unseal(signature, timestamp, nonce, sealed string) ([]byte, error) {
	if !a.box.signed(signature, timestamp, nonce, sealed) {
		return nil, errSignature
	}
	return a.box.open(sealed)
}
