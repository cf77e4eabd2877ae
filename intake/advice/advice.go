// Package advice asks a language or vision model about what the rules are unsure
// of. The model stands behind an endpoint that speaks the chat completions of the
// OpenAI API, such as one of llama.cpp, Ollama, vLLM or a provider; none is asked
// unless the operator names one.
//
// What a model gets is masked words and, if the operator wishes, the small
// renditions of photos. What comes back can be a kind, a known class and a
// severity, and nothing else: whatever is written in a report, the most that it
// can change is the verdict on itself. Any other answer, an error or a slow
// endpoint leaves things as the rules have them.
package advice

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"snapgrid/intake"
)

// Config names the model, and bounds how often it is asked.
type Config struct {
	Enabled  bool          `yaml:"enabled"`
	Endpoint string        `yaml:"endpoint"` // such as http://127.0.0.1:11434/v1
	Key      string        `yaml:"key" secret:"text"`
	Model    string        `yaml:"model"`
	Photos   bool          `yaml:"photos"` // send small renditions as well
	Timeout  time.Duration `yaml:"timeout"`
	PerHour  int           `yaml:"per_hour"`
	PerDay   int           `yaml:"per_day"`
}

// DefaultConfig asks nobody.
func DefaultConfig() Config { return Config{Timeout: 10 * time.Second, PerHour: 60, PerDay: 500} }

// Validate returns all faults, each beginning with the key that it is about.
func (c Config) Validate() error {
	var faults []error
	if c.Timeout <= 0 || c.Timeout > time.Minute {
		faults = append(faults, fmt.Errorf("timeout: want more than 0 and at most 1m, got %s", c.Timeout))
	}
	if c.PerHour < 0 || c.PerDay < 0 {
		faults = append(faults, errors.New("per_hour: neither it nor per_day may be below 0"))
	}
	if !c.Enabled {
		return errors.Join(faults...)
	}
	u, err := url.Parse(c.Endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		faults = append(faults, fmt.Errorf("endpoint: want an address such as http://127.0.0.1:11434/v1, got %q", c.Endpoint))
	}
	if c.Model == "" {
		faults = append(faults, errors.New("model: want the name of a model"))
	}
	return errors.Join(faults...)
}

// Budget counts how often the model is asked, over all nodes.
type Budget interface {
	Spend(ctx context.Context, since time.Time, allowances ...intake.Allowance) (over []string, err error)
}

// Adviser asks the model.
type Adviser struct {
	config     Config
	categories intake.Categories
	budget     Budget
	client     *http.Client
	now        func() time.Time
}

// New makes an adviser.
func New(config Config, categories intake.Categories, budget Budget, now func() time.Time) *Adviser {
	// A redirect would carry words and key to who was never named.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Adviser{config, categories, budget, &http.Client{CheckRedirect: stay}, now}
}

// Photos reports whether the model wants pictures.
func (a *Adviser) Photos() bool { return a.config.Photos }

// Question is what the model is asked about.
type Question struct {
	Words  string // masked
	Photos [][]byte
	Kind   intake.ChatKind
}

// ErrSpent says that the model was asked often enough for now.
var ErrSpent = errors.New("the budget of questions is spent")

// Advise asks the model. It is slow: never call it within a transaction.
func (a *Adviser) Advise(ctx context.Context, q Question) (intake.Verdict, error) {
	if err := a.spend(ctx); err != nil {
		return intake.Verdict{}, err
	}
	ctx, done := context.WithTimeout(ctx, a.config.Timeout)
	defer done()
	answer, err := a.ask(ctx, q)
	if err != nil {
		return intake.Verdict{}, err
	}
	return a.read(answer)
}

func (a *Adviser) spend(ctx context.Context) error {
	for _, b := range []struct {
		period time.Duration
		limit  intake.Allowance
	}{
		{time.Hour, intake.Allowance{Name: "advice/hour", Limit: a.config.PerHour}},
		{24 * time.Hour, intake.Allowance{Name: "advice/day", Limit: a.config.PerDay}},
	} {
		over, err := a.budget.Spend(ctx, a.now().UTC().Truncate(b.period), b.limit)
		if err != nil {
			return fmt.Errorf("count a question: %w", err)
		}
		if len(over) > 0 {
			return ErrSpent
		}
	}
	return nil
}

// longest bounds an answer, in bytes.
const longest = 64 << 10

// ask posts the question and returns what the model said.
func (a *Adviser) ask(ctx context.Context, q Question) (string, error) {
	body, err := json.Marshal(a.request(q))
	if err != nil {
		return "", fmt.Errorf("word the question: %w", err)
	}
	address := strings.TrimRight(a.config.Endpoint, "/") + "/chat/completions"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return "", fmt.Errorf("ask the model: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if a.config.Key != "" {
		req.Header.Set("Authorization", "Bearer "+a.config.Key)
	}
	res, err := a.client.Do(req)
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err // without the address, which may hold a key
	}
	if err != nil {
		return "", fmt.Errorf("ask the model: %w", err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("ask the model: it answered %s", res.Status)
	}
	var said completion
	if err := json.NewDecoder(io.LimitReader(res.Body, longest)).Decode(&said); err != nil {
		return "", fmt.Errorf("read the model's answer: %w", err)
	}
	if len(said.Choices) == 0 {
		return "", errors.New("read the model's answer: it is empty")
	}
	return said.Choices[0].Message.Content, nil
}

// picture is a JPEG as the API takes it.
func picture(jpeg []byte) part {
	return part{Type: "image_url", ImageURL: &imageURL{URL: "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(jpeg)}}
}
