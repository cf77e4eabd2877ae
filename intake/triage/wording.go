package triage

import (
	"bufio"
	"bytes"
	"cmp"
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
	lean    map[string]float64 // above zero: reports are worded so
	classes []string           // codes, in order
	classOf map[string][]lean  // what a run of signs says of the class
}

// lean is what a run of signs says of one class.
type lean struct {
	class  int
	weight float64
}

// longestRun is how many tokens a run of signs has at most.
const longestRun = 2

// grams returns the runs of one or two tokens within a clause, each once.
// Numbers are all alike.
func grams(tokens []token) []string {
	seen := make(map[string]struct{}, longestRun*len(tokens))
	for from := range tokens {
		run := ""
		for to := from; to < min(from+longestRun, len(tokens)) && tokens[to].clause == tokens[from].clause; to++ {
			run += gram(tokens, from, to)
			seen[run] = struct{}{}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// gram is the token at to as a part of the run that begins at from.
func gram(tokens []token, from, to int) string {
	text := tokens[to].text
	if tokens[to].number {
		text = "#"
	}
	if to > from && isWord(text) && isWord(tokens[to-1].text) {
		return " " + text
	}
	return text
}

// spread makes the sum of a long line comparable with that of a short one.
func spread(grams []string) float64 { return 1 / math.Sqrt(float64(max(len(grams), 1))) }

// opinion is what the wording of a line says.
type opinion struct {
	report  float64            // the logarithm of the odds that it is a report
	because []string           // the runs that say so, the strongest first
	fits    map[string]float64 // how well each class fits that fits at all
}

// ask returns what the wording says of tokens.
func (w Wording) ask(tokens []token) opinion {
	if len(w.lean) == 0 || len(tokens) == 0 {
		return opinion{}
	}
	runs := grams(tokens)
	share := spread(runs)
	o := opinion{report: w.bias}
	fits := make([]float64, len(w.classes))
	for _, run := range runs {
		o.report += share * w.lean[run]
		for _, l := range w.classOf[run] {
			fits[l.class] += share * l.weight
		}
	}
	o.because = w.strongest(runs, o.report)
	o.fits = make(map[string]float64)
	for class, fit := range fits {
		if fit > 0 {
			o.fits[w.classes[class]] = fit
		}
	}
	return o
}

// told is how many runs of signs a reason names.
const told = 3

// strongest returns the runs that speak most for the sign of the sum.
func (w Wording) strongest(runs []string, sum float64) []string {
	runs = slices.DeleteFunc(runs, func(run string) bool { return w.lean[run]*sum <= 0 })
	slices.SortStableFunc(runs, func(a, b string) int {
		return cmp.Compare(math.Abs(w.lean[b]), math.Abs(w.lean[a]))
	})
	return runs[:min(told, len(runs))]
}

// anything is the run that stands for the bias in the file.
const anything = "*"

// WriteTo writes the weights, a line each: the run of signs, what it says of a
// report, and what it says of classes.
func (w Wording) WriteTo(out io.Writer) (int64, error) {
	runs := maps.Clone(w.lean)
	for run := range w.classOf {
		runs[run] += 0
	}
	var text bytes.Buffer
	fmt.Fprintf(&text, "# How reports are worded: a run of signs, how much it speaks for a report, and\n# for which class. Made by `snapgrid rules learn`.\n%s\t%.3g\n", anything, w.bias)
	for _, run := range slices.Sorted(maps.Keys(runs)) {
		fmt.Fprintf(&text, "%s\t%.3g", run, w.lean[run])
		for _, l := range w.classOf[run] {
			fmt.Fprintf(&text, "\t%s %.3g", w.classes[l.class], l.weight)
		}
		text.WriteByte('\n')
	}
	return text.WriteTo(out)
}

// ParseWording reads what [Wording.WriteTo] wrote. A class that is not among
// the categories is refused.
func ParseWording(data []byte, categories intake.Categories) (Wording, error) {
	w := Wording{lean: map[string]float64{}, classOf: map[string][]lean{}}
	number := make(map[string]int, len(categories))
	for i, c := range categories {
		w.classes = append(w.classes, c.Code)
		number[c.Code] = i
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for at := 1; lines.Scan(); at++ {
		text := lines.Text()
		if text == "" || strings.HasPrefix(text, "# ") {
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
	if weight != 0 {
		w.lean[run] = weight
	}
	for _, field := range fields[2:] {
		code, text, _ := strings.Cut(field, " ")
		class, known := number[code]
		if !known {
			return fmt.Errorf("no category has the code %q", code)
		}
		weight, err := parseWeight(text)
		if err != nil {
			return err
		}
		w.classOf[run] = append(w.classOf[run], lean{class, weight})
	}
	return nil
}

func parseWeight(text string) (float64, error) {
	weight, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(weight) || math.Abs(weight) > 1000 {
		return 0, fmt.Errorf("weight %q: want a number", text)
	}
	return weight, nil
}
