package triage

import (
	"math"
	"math/rand/v2"
	"slices"

	"snapgrid/intake"
)

// Example is a line whose right answer is known, to learn from.
type Example struct {
	Statement Statement
	Report    bool
	Class     string // code; "" if not known
	Danger    bool   // it is an emergency
}

// pace is how the weights are found: logistic regression, and for the classes softmax,
// by stochastic gradient descent with steps that shrink for what was seen often
// (AdaGrad), and a pull towards zero against learning single lines by heart.
type pace struct {
	turns  int
	stride float64
	pull   float64
}

// trifling is a weight that is left out.
const trifling = 0.1

// LearnWording learns from examples what the rules leave open: the sum that the
// rules give to an example is where it begins. The keywords of the categories
// are taken for examples of their classes. The same examples give the same
// weights.
func LearnWording(rules Rules, categories intake.Categories, examples []Example) (Wording, error) {
	rules.Hunch = Hunch{}
	c, err := New(rules, categories, Wording{})
	if err != nil {
		return Wording{}, err
	}
	l := newLearner(categories)
	for _, e := range examples {
		l.add(e, c.odds(c.Weigh(e.Statement).Score))
	}
	l.study()
	return l.wording(), nil
}

// odds turns a sum into the logarithm of the odds that it is a report.
func (c *Classifier) odds(score float64) float64 {
	return slope * (score - (c.weights.Report+c.weights.Chatter)/2)
}

// lesson is an example as the learner sees it.
type lesson struct {
	runs  []int
	share float64
	kind  int     // 1 report, 0 chatter, -1 not known
	class int     // -1 not known
	from  float64 // the logarithm of the odds by the rules
}

// learner holds a weight, and the sum of its squared steps, for each run and
// answer. The first answer is "report", the others are the classes.
type learner struct {
	runs    map[string]int
	classes []string
	lessons []lesson
	weights [][]float64
	steps   [][]float64
	bias    float64
	pace    pace
	reserve int // added to the runs of each lesson
}

func newLearner(categories intake.Categories) *learner {
	l := &learner{runs: map[string]int{}, pace: pace{turns: 30, stride: 0.5, pull: 2e-4}}
	for _, c := range categories {
		l.classes = append(l.classes, c.Code)
	}
	for class, c := range categories {
		for _, keyword := range c.Keywords {
			l.lessons = append(l.lessons, l.lesson(-1, class, runsOf(keyword)))
		}
	}
	return l
}

func (l *learner) add(e Example, from float64) {
	known := l.lesson(btoi(e.Report), slices.Index(l.classes, e.Class), runsOf(e.Statement.Words))
	known.from = from
	l.lessons = append(l.lessons, known)
}

// runsOf returns what goes through the runs of words.
func runsOf(words string) func(do func(run []byte)) {
	return func(do func([]byte)) { eachRun(cut(fold(words)), do) }
}

// lesson notes the runs, or other traits, that each goes through.
func (l *learner) lesson(kind, class int, each func(do func(run []byte))) lesson {
	known := lesson{kind: kind, class: class}
	each(func(run []byte) {
		i, seen := l.runs[string(run)]
		if !seen {
			i = len(l.weights)
			l.runs[string(run)] = i
			l.weights = append(l.weights, make([]float64, 1+len(l.classes)))
			l.steps = append(l.steps, make([]float64, 1+len(l.classes)))
		}
		known.runs = append(known.runs, i)
	})
	known.share = spread(len(known.runs) + l.reserve)
	return known
}

// study goes through all lessons, again and again in another order.
func (l *learner) study() {
	order := rand.New(rand.NewPCG(1, 2))
	for range l.pace.turns {
		order.Shuffle(len(l.lessons), func(i, j int) { l.lessons[i], l.lessons[j] = l.lessons[j], l.lessons[i] })
		for _, lesson := range l.lessons {
			l.heed(lesson)
		}
	}
}

// heed moves the weights a step towards the right answers of a lesson.
func (l *learner) heed(s lesson) {
	if s.kind >= 0 {
		sum := l.bias + s.from
		for _, run := range s.runs {
			sum += s.share * l.weights[run][0]
		}
		miss := float64(s.kind) - 1/(1+math.Exp(-sum))
		l.bias += 0.01 * miss
		l.step(s, 0, miss)
	}
	if s.class < 0 {
		return
	}
	for class, chance := range l.chances(s) {
		miss := -chance
		if class == s.class {
			miss++
		}
		if math.Abs(miss) > 1e-3 {
			l.step(s, 1+class, miss)
		}
	}
}

// chances returns how likely each class is.
func (l *learner) chances(s lesson) []float64 {
	chances := make([]float64, len(l.classes))
	for _, run := range s.runs {
		for class := range chances {
			chances[class] += s.share * l.weights[run][1+class]
		}
	}
	highest, total := slices.Max(chances), 0.0
	for class := range chances {
		chances[class] = math.Exp(chances[class] - highest)
		total += chances[class]
	}
	for class := range chances {
		chances[class] /= total
	}
	return chances
}

func (l *learner) step(s lesson, answer int, miss float64) {
	for _, run := range s.runs {
		weight, seen := &l.weights[run][answer], &l.steps[run][answer]
		down := miss*s.share - l.pace.pull**weight
		*seen += down * down
		*weight += l.pace.stride * down / (math.Sqrt(*seen) + 1e-6)
	}
}

// wording keeps the weights that matter.
func (l *learner) wording() Wording {
	w := Wording{bias: l.bias, classes: l.classes, runs: map[string]speech{}}
	for run, i := range l.runs {
		var said speech
		if math.Abs(l.weights[i][0]) >= trifling {
			said.report = l.weights[i][0]
		}
		for class, weight := range l.weights[i][1:] {
			if weight >= 4*trifling {
				said.classes = append(said.classes, lean{class, weight})
			}
		}
		if said.report != 0 || len(said.classes) > 0 {
			w.runs[run] = said
		}
	}
	return w
}
