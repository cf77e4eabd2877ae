package learn

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// linear is multinomial logistic regression: a weight for each label and feature.
type linear struct {
	labels  []string // sorted
	weights []float32
}

// point is one example of a question.
type point struct {
	features []uint16
	label    string
}

const (
	passes = 15  // over all points
	stride = 0.5 // of the first pass; later ones are shorter
)

// fit learns from points by stochastic gradient descent. The same points give the
// same model. It ends early if ctx does.
func fit(ctx context.Context, points []point) *linear {
	l := &linear{}
	for _, p := range points {
		l.labels = append(l.labels, p.label)
	}
	slices.Sort(l.labels)
	l.labels = slices.Compact(l.labels)
	l.weights = make([]float32, len(l.labels)*width)
	order := make([]int, len(points))
	for i := range order {
		order[i] = i
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for pass := range passes {
		dice.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			if ctx.Err() != nil {
				return l
			}
			l.step(points[i], stride/math.Sqrt(float64(pass+1)))
		}
	}
	return l
}

// step moves the weights towards a point.
func (l *linear) step(p point, rate float64) {
	odds := l.odds(p.features)
	scale := 1 / math.Sqrt(float64(len(p.features)))
	for i, label := range l.labels {
		miss := -odds[i]
		if label == p.label {
			miss++
		}
		move := float32(rate * miss * scale)
		row := l.weights[i*width : (i+1)*width]
		for _, f := range p.features {
			row[f] += move
		}
	}
}

// odds are the probabilities of the labels.
func (l *linear) odds(features []uint16) []float64 {
	scores := make([]float64, len(l.labels))
	scale := 1 / math.Sqrt(float64(len(features)))
	highest := math.Inf(-1)
	for i := range l.labels {
		row := l.weights[i*width : (i+1)*width]
		sum := float32(0)
		for _, f := range features {
			sum += row[f]
		}
		scores[i] = float64(sum) * scale
		highest = max(highest, scores[i])
	}
	total := 0.0
	for i, s := range scores {
		scores[i] = math.Exp(s - highest)
		total += scores[i]
	}
	for i := range scores {
		scores[i] /= total
	}
	return scores
}

// guess is the likeliest label, and how likely it is.
func (l *linear) guess(features []uint16) (label string, sure float64) {
	for i, p := range l.odds(features) {
		if p > sure {
			label, sure = l.labels[i], p
		}
	}
	return label, sure
}
