package learn

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// Question is what a model can answer.
type Question string

// The questions.
const (
	Kind     Question = "kind"     // is it a report?
	Category Question = "category" // of which class?
	Severity Question = "severity" // how soon must somebody act?
)

// Figure says how often rules and model were right on examples that the model was
// not trained on, and whether the model is used.
type Figure struct {
	Question Question `json:"question"`
	Examples int      `json:"examples"`
	Rules    int      `json:"rules"`
	Model    int      `json:"model"`
	Used     bool     `json:"used"`
}

// Model answers some of the questions.
type Model struct {
	Version int64
	At      time.Time
	Figures []Figure
	answers map[Question]*linear // of the questions that it is used for
}

// sure is how likely an answer must be to be preferred to the rules'.
const sure = 0.8

// refine corrects what the rules say where the model is better. An emergency stays
// one.
func (m *Model) refine(v intake.Verdict, s triage.Statement) intake.Verdict {
	if len(m.answers) == 0 || v.Severity == intake.Emergency || s.Words == "" {
		return v
	}
	seen, was := features(s), v
	for _, q := range []Question{Kind, Category, Severity} {
		if l := m.answers[q]; l != nil {
			v = apply(v, q, l, seen)
		}
	}
	if v != was {
		v.Reason = "learned from staff; " + v.Reason
	}
	return v
}

// apply lets a model answer one question about a statement.
func apply(v intake.Verdict, q Question, l *linear, seen []uint16) intake.Verdict {
	label, likely := l.guess(seen)
	if likely < sure || v.Severity == intake.Emergency {
		return v
	}
	switch q {
	case Kind:
		return asKind(v, intake.VerdictKind(label), likely)
	case Category:
		if v.Kind != intake.IsChatter {
			v.Category = label
		}
	case Severity:
		if v.Kind != intake.IsChatter {
			v.Severity = intake.Severity(label)
		}
	}
	return v
}

func asKind(v intake.Verdict, kind intake.VerdictKind, likely float64) intake.Verdict {
	if v.Kind == kind {
		return v
	}
	v.Kind, v.Confidence = kind, math.Round(likely*100)/100
	switch {
	case kind == intake.IsChatter:
		v.Category, v.Severity = "", ""
	case v.Severity == "":
		v.Severity = intake.Ordinary
	}
	return v
}

// kept is the form in which a model is kept: JSON, compressed. Weights are cut to
// a byte each, which costs no answer that is sure.
type kept struct {
	Figures []Figure            `json:"figures"`
	Answers map[Question]packed `json:"answers"`
}

type packed struct {
	Labels  []string `json:"labels"`
	Scale   float32  `json:"scale"` // what a byte counts for
	Weights []byte   `json:"weights"`
}

func (m *Model) encode() ([]byte, error) {
	k := kept{Figures: m.Figures, Answers: map[Question]packed{}}
	for q, l := range m.answers {
		k.Answers[q] = l.pack()
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := errors.Join(json.NewEncoder(z).Encode(k), z.Close()); err != nil {
		return nil, fmt.Errorf("encode the model: %w", err)
	}
	return b.Bytes(), nil
}

// largest bounds what a kept model may grow to when it is read, in bytes.
const largest = 64 << 20

func decode(data []byte) (*Model, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	var k kept
	if err := json.NewDecoder(io.LimitReader(z, largest)).Decode(&k); err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	m := &Model{Figures: k.Figures, answers: map[Question]*linear{}}
	for q, p := range k.Answers {
		if len(p.Labels) == 0 || len(p.Weights) != len(p.Labels)*width {
			return nil, fmt.Errorf("read the model: %d weights for %d labels", len(p.Weights), len(p.Labels))
		}
		m.answers[q] = p.unpack()
	}
	return m, nil
}

func (l *linear) pack() packed {
	p := packed{Labels: l.labels, Weights: make([]byte, len(l.weights))}
	highest := float32(0)
	for _, w := range l.weights {
		highest = max(highest, float32(math.Abs(float64(w))))
	}
	if p.Scale = highest / math.MaxInt8; p.Scale == 0 {
		return p
	}
	for i, w := range l.weights {
		p.Weights[i] = byte(int8(math.Round(float64(w / p.Scale))))
	}
	return p
}

func (p packed) unpack() *linear {
	l := &linear{labels: p.Labels, weights: make([]float32, len(p.Weights))}
	for i, b := range p.Weights {
		l.weights[i] = float32(int8(b)) * p.Scale
	}
	return l
}
