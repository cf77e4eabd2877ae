package exam

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
)

// wrongBy is how far off, in metres, a sure answer is plainly wrong.
const wrongBy = 300

// Print writes the figures of all lines and of each kind, and then, if they are
// asked for, the lines that were more than 300 m off.
func (m Marks) Print(w io.Writer, wrong bool) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, "kind\tlines\twithin 100 m\twithin 300 m\tno answer\tmedian m\tradius holds\tmedian radius\tsure\tsure but wrong")
	m.printRow(out, "all")
	var kinds []string
	for _, a := range m {
		if a.Kind != "" && !slices.Contains(kinds, a.Kind) {
			kinds = append(kinds, a.Kind)
		}
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		m.only(kind).printRow(out, kind)
	}
	for _, a := range m {
		if wrong && a.Off > wrongBy {
			fmt.Fprintf(out, "line %d\t%.0f m off\tradius %.0f\tsure %v\t%s\t%s\n", a.Number, a.Off, a.Fix.Radius, a.Sure, a.Asked, a.Fix.Address)
		}
	}
	return out.Flush()
}

func (m Marks) only(kind string) Marks {
	return slices.DeleteFunc(slices.Clone(m), func(a Answer) bool { return a.Kind != kind })
}

func (m Marks) printRow(out io.Writer, name string) {
	fmt.Fprintf(out, "%s\t%d\t%s\t%s\t%s\t%.0f\t%s\t%.0f\t%s\t%s\n", name, len(m),
		m.share(func(a Answer) bool { return a.Off <= 100 }),
		m.share(func(a Answer) bool { return a.Off <= 300 }),
		m.share(func(a Answer) bool { return !a.Found }),
		m.median(func(a Answer) float64 { return a.Off }),
		m.found().share(func(a Answer) bool { return a.Off <= a.Fix.Radius }),
		m.median(func(a Answer) float64 { return a.Fix.Radius }),
		m.share(func(a Answer) bool { return a.Sure }),
		m.sure().share(func(a Answer) bool { return a.Off > wrongBy }))
}

func (m Marks) found() Marks {
	return slices.DeleteFunc(slices.Clone(m), func(a Answer) bool { return !a.Found })
}

func (m Marks) sure() Marks {
	return slices.DeleteFunc(slices.Clone(m), func(a Answer) bool { return !a.Sure })
}

func (m Marks) share(is func(Answer) bool) string {
	n := 0
	for _, a := range m {
		if is(a) {
			n++
		}
	}
	if len(m) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(len(m)))
}

func (m Marks) median(of func(Answer) float64) float64 {
	if len(m) == 0 {
		return math.NaN()
	}
	all := make([]float64, len(m))
	for i, a := range m {
		all[i] = of(a)
	}
	slices.Sort(all)
	return all[len(all)/2]
}
