package triage

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"snapgrid/intake"
)

// Wording is how reports and small talk are worded, learnt from examples: short
// runs of signs and what each speaks for. It is a linear model, and its weights
// are text that a person can read and change.
//
// What it says is a part of the sum beside the rules, and it names classes that
// may fit where the rules name none. The zero Wording says nothing.
type Wording struct {
	bias    float64
	classes []string // codes, in order
	runs    map[string]speech
}

// speech is what a run of signs speaks for.
type speech struct {
	report  float64 // above zero: reports are worded so
	classes []lean
}

// lean is what a run of signs says of one class.
type lean struct {
	class  int
	weight float64
}

// longestRun is how many tokens a run of signs has at most.
const longestRun = 2

// eachRun calls do with the runs of one or two tokens within a clause. Numbers
// are all alike. The bytes are good until do returns.
func eachRun(tokens []token, do func(run []byte)) {
	run := make([]byte, 0, 64)
	for from := range tokens {
		run = run[:0]
		for to := from; to < min(from+longestRun, len(tokens)) && tokens[to].clause == tokens[from].clause; to++ {
			run = appendSign(run, tokens, from, to)
			do(run)
		}
	}
}

// appendSign adds the token at to to the run that begins at from.
func appendSign(run []byte, tokens []token, from, to int) []byte {
	text := tokens[to].text
	if tokens[to].number {
		text = "#"
	}
	if to > from && isWord(text) && isWord(tokens[to-1].text) {
		run = append(run, ' ')
	}
	return append(run, text...)
}

// spread makes the sum of a long line comparable with that of a short one.
func spread(runs int) float64 { return 1 / math.Sqrt(float64(max(runs, 1))) }

// hearsay is whether a line sounds like a report.
type hearsay struct {
	source  string   // what says so: "hunch" or "wording"; "" if nothing was asked
	odds    float64  // their logarithm
	because []string // the runs that say so, the strongest first
}

// opinion is what the wording of a line says.
type opinion struct {
	report hearsay
	fits   []float64 // how well each class fits; nil if nothing is known
}

// ask returns what the wording says of tokens.
func (w Wording) ask(tokens []token) opinion {
	if len(w.runs) == 0 || len(tokens) == 0 {
		return opinion{}
	}
	o := opinion{fits: make([]float64, len(w.classes))}
	var because reasons
	sum, count := 0.0, 0
	eachRun(tokens, func(run []byte) {
		count++
		said, known := w.runs[string(run)]
		if !known {
			return
		}
		sum += said.report
		for _, l := range said.classes {
			o.fits[l.class] += l.weight
		}
		because.offer(run, said.report)
	})
	share := spread(count)
	odds := w.bias + share*sum
	o.report = hearsay{"wording", odds, because.of(odds)}
	for i := range o.fits {
		o.fits[i] *= share
	}
	return o
}

// reasons are the strongest runs on either side.
type reasons struct{ pro, contra strongest }

func (r *reasons) offer(run []byte, weight float64) {
	r.pro.offer(run, weight)
	r.contra.offer(run, -weight)
}

// of names those on the side of the odds.
func (r *reasons) of(odds float64) []string {
	if odds < 0 {
		return r.contra.named()
	}
	return r.pro.named()
}

// told is how many runs of signs a reason names.
const told = 3

// strongest keeps the runs with the greatest weights above zero.
type strongest struct {
	runs    [told]string
	weights [told]float64
}

func (s *strongest) offer(run []byte, weight float64) {
	for i := range s.weights {
		if weight <= s.weights[i] || s.runs[i] == string(run) {
			if s.runs[i] == string(run) {
				return
			}
			continue
		}
		copy(s.runs[i+1:], s.runs[i:])
		copy(s.weights[i+1:], s.weights[i:])
		s.runs[i], s.weights[i] = string(run), weight
		return
	}
}

func (s *strongest) named() []string {
	var named []string
	for _, run := range s.runs {
		if run != "" {
			named = append(named, run)
		}
	}
	return named
}

// anything is the run that stands for the bias in the file.
const anything = "*"

// WriteTo writes the weights, a line each: the run of signs, what it says of a
// report, and what it says of classes.
func (w Wording) WriteTo(out io.Writer) (int64, error) {
	var text bytes.Buffer
	fmt.Fprintf(&text, "# How reports are worded: a run of signs, how much it speaks for a report, and\n# for which class. Made by `snapgrid rules learn`.\n%s\t%.3g\n", anything, w.bias)
	for _, run := range slices.Sorted(maps.Keys(w.runs)) {
		said := w.runs[run]
		fmt.Fprintf(&text, "%s\t%.3g", run, said.report)
		for _, l := range said.classes {
			fmt.Fprintf(&text, "\t%s %.3g", w.classes[l.class], l.weight)
		}
		text.WriteByte('\n')
	}
	return text.WriteTo(out)
}

// ParseWording reads what [Wording.WriteTo] wrote. What it says of a class that
// is not among the categories is left out: a city may have a table of its own.
func ParseWording(data []byte, categories intake.Categories) (Wording, error) {
	w := Wording{runs: map[string]speech{}}
	number := make(map[string]int, len(categories))
	for i, c := range categories {
		w.classes = append(w.classes, c.Code)
		number[c.Code] = i
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for at := 1; lines.Scan(); at++ {
		text := lines.Text()
		if isRemark(text) {
			continue
		}
		if err := w.learn(strings.Split(text, "\t"), number); err != nil {
			return Wording{}, fmt.Errorf("wording: line %d: %w", at, err)
		}
	}
	if err := lines.Err(); err != nil {
		return Wording{}, fmt.Errorf("wording: %w", err)
	}
	return w, nil
}

// isRemark says whether a line of a file of weights holds none. A run can begin with the
// sign of a remark: it stands for a number.
func isRemark(line string) bool {
	return line == "" || strings.HasPrefix(line, "# ") && !strings.Contains(line, "\t")
}

// learn takes over one line of the file.
func (w *Wording) learn(fields []string, number map[string]int) error {
	if len(fields) < 2 {
		return fmt.Errorf("want a run of signs, a tab and a weight")
	}
	run := fields[0]
	weight, err := parseWeight(fields[1])
	if err != nil {
		return err
	}
	if run == anything {
		w.bias = weight
		return nil
	}
	said := speech{report: weight}
	for _, field := range fields[2:] {
		code, text, _ := strings.Cut(field, " ")
		class, known := number[code]
		weight, err := parseWeight(text)
		if err != nil {
			return err
		}
		if !known {
			continue
		}
		said.classes = append(said.classes, lean{class, weight})
	}
	w.runs[run] = said
	return nil
}

func parseWeight(text string) (float64, error) {
	weight, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(weight) || math.Abs(weight) > 1000 {
		return 0, fmt.Errorf("weight %q: want a number", text)
	}
	return weight, nil
}
