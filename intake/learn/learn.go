// Package learn makes triage better by the staff's own corrections. A small
// linear model over hashed pieces of the words is trained inside the program,
// within seconds, on what staff corrected and on what they let stand. Each
// question – is it a report, of which class, how urgent – is answered by the
// model only where it beat the rules on examples that it was not trained on, and
// only when it is sure. It never touches what the rules call an emergency.
//
// The model is kept in the database, so that all nodes use the same. [Learner] is
// a judge like the rules that it stands before.
package learn

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// Config says whether triage learns.
type Config struct {
	Enabled bool          `yaml:"enabled"`
	Least   int           `yaml:"least"` // examples of a question before the model may answer it
	Every   time.Duration `yaml:"every"` // how often new examples are looked for
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config { return Config{Enabled: true, Least: 100, Every: 10 * time.Minute} }

// Validate returns all faults, each beginning with the key that it is about.
func (c Config) Validate() error {
	var faults []error
	if c.Least < 20 {
		faults = append(faults, fmt.Errorf("least: want at least 20, got %d", c.Least))
	}
	if c.Every < time.Second {
		faults = append(faults, fmt.Errorf("every: want at least 1s, got %s", c.Every))
	}
	return errors.Join(faults...)
}

// Store keeps examples and the model.
type Store interface {
	Examples(ctx context.Context, limit int) ([]intake.Example, error)
	LastExample(ctx context.Context) (int64, error)
	PutLearned(ctx context.Context, l intake.Learned) error
	Learned(ctx context.Context) (intake.Learned, error)
	LearnedVersion(ctx context.Context) (int64, error)
}

// Rules judge without having learned anything; triage.Classifier does.
type Rules interface {
	Judge(s triage.Statement) intake.Verdict
	Advertises(words string) bool
}

// Learner judges by the rules and, where it is better, by what was learned. It may
// be used by many goroutines.
type Learner struct {
	config     Config
	store      Store
	rules      Rules
	namesPlace func(words string) bool
	now        func() time.Time
	model      atomic.Pointer[Model]
}

// New makes a learner that has learned nothing yet: see [Learner.Reload].
func New(config Config, store Store, rules Rules, namesPlace func(words string) bool, now func() time.Time) *Learner {
	return &Learner{config: config, store: store, rules: rules, namesPlace: namesPlace, now: now}
}

// Judge says what a statement is.
func (l *Learner) Judge(s triage.Statement) intake.Verdict {
	v := l.rules.Judge(s)
	if m := l.model.Load(); m != nil {
		return m.refine(v, s)
	}
	return v
}

// Advertises reports whether words try to sell something.
func (l *Learner) Advertises(words string) bool { return l.rules.Advertises(words) }

// mostExamples bounds how far back the model looks.
const mostExamples = 5_000

// Train makes a new model if there are new examples, and keeps it. Nodes that do
// it at once keep the same one.
func (l *Learner) Train(ctx context.Context) error {
	if !l.config.Enabled {
		return nil
	}
	last, err := l.store.LastExample(ctx)
	if err != nil {
		return err
	}
	have, err := l.store.LearnedVersion(ctx)
	if err != nil || last == have {
		return err
	}
	examples, err := l.store.Examples(ctx, mostExamples)
	if err != nil || len(examples) == 0 {
		return err
	}
	m := train(ctx, l.lessons(examples), l.config.Least)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	m.Version, m.At = examples[0].ID, l.now()
	data, err := m.encode()
	if err != nil {
		return err
	}
	return l.store.PutLearned(ctx, intake.Learned{Version: m.Version, At: m.At, Data: data})
}

// Reload takes over a model that this or another node trained.
func (l *Learner) Reload(ctx context.Context) error {
	if !l.config.Enabled {
		return nil
	}
	version, err := l.store.LearnedVersion(ctx)
	known := l.model.Load()
	if err != nil || version == 0 || known != nil && known.Version == version {
		return err
	}
	kept, err := l.store.Learned(ctx)
	if err != nil {
		return err
	}
	m, err := decode(kept.Data)
	if err != nil {
		return err
	}
	m.Version, m.At = kept.Version, kept.At
	l.model.Store(m)
	return nil
}

// Report tells staff how well the model does.
type Report struct {
	Enabled  bool
	Least    int
	At       time.Time // of the model; zero if there is none yet
	Figures  []Figure
	Examples []intake.Example // the newest ones
}

// shownExamples is how many examples a report shows.
const shownExamples = 50

// Report tells how well the model does.
func (l *Learner) Report(ctx context.Context) (Report, error) {
	r := Report{Enabled: l.config.Enabled, Least: l.config.Least}
	if m := l.model.Load(); m != nil {
		r.At, r.Figures = m.At, m.Figures
	}
	var err error
	r.Examples, err = l.store.Examples(ctx, shownExamples)
	return r, err
}
