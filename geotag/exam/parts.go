package exam

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"snapgrid/geotag/address"
)

// Parsed is an address whose parts are known.
type Parsed struct {
	Number int
	ID     string
	Text   string
	Parts  []address.Part // Kind and Text alone
}

// ReadParts reads addresses with a column parts: "road=文一西路 roadno=12号".
// Lines without kinds of ours are left out.
func ReadParts(r io.Reader) ([]Parsed, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	if !lines.Scan() {
		return nil, errors.Join(errors.New("read parts: want a header line with tabs between the names"), lines.Err())
	}
	names := strings.Split(clean(lines.Text()), "\t")
	at, parts, id := slices.Index(names, "address"), slices.Index(names, "parts"), slices.Index(names, "uid")
	if at < 0 || parts < 0 {
		return nil, fmt.Errorf("read parts: want columns address and parts; there are %s", strings.Join(names, ", "))
	}
	var all []Parsed
	for number := 2; lines.Scan(); number++ {
		fields := strings.Split(clean(lines.Text()), "\t")
		if len(fields) <= max(at, parts) || fields[parts] == "" || strings.Contains(fields[parts], "addr=") {
			continue
		}
		p := Parsed{Number: number, Text: fields[at], ID: fields[at]}
		if id >= 0 && id < len(fields) {
			p.ID = fields[id]
		}
		for piece := range strings.FieldsSeq(fields[parts]) {
			if kind, text, ok := strings.Cut(piece, "="); ok {
				p.Parts = append(p.Parts, address.Part{Kind: address.Kind(kind), Text: text})
			}
		}
		all = append(all, p)
	}
	return all, lines.Err()
}

// HalfOf returns one half of the addresses; which one an address is in follows
// from its id alone.
func HalfOf(all []Parsed, second bool) []Parsed {
	return slices.DeleteFunc(slices.Clone(all), func(p Parsed) bool {
		sum := fnv.New32a()
		sum.Write([]byte(p.ID))
		return (sum.Sum32()>>7%2 == 1) != second
	})
}

// Tally is how many parts of a kind there are, were found, and were right.
type Tally struct{ Want, Got, Right int }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 {
	if t.Want+t.Got == 0 {
		return 1
	}
	return 2 * float64(t.Right) / float64(t.Want+t.Got)
}

// PartMarks are the tallies by kind; "" holds all of them.
type PartMarks struct {
	Addresses int
	Whole     int // all parts right
	By        map[address.Kind]Tally
	Wrong     []string
}

// Take asks for the parts of every address.
func Take(all []Parsed) PartMarks {
	m := PartMarks{Addresses: len(all), By: map[address.Kind]Tally{}}
	for _, p := range all {
		got := address.Parse(p.Text)
		left := slices.Clone(p.Parts)
		right := 0
		for _, part := range got {
			m.add(part.Kind, Tally{Got: 1})
			i := slices.IndexFunc(left, func(w address.Part) bool { return w.Kind == part.Kind && w.Text == part.Text })
			if i >= 0 {
				left = slices.Delete(left, i, i+1)
				m.add(part.Kind, Tally{Right: 1})
				right++
			}
		}
		for _, part := range p.Parts {
			m.add(part.Kind, Tally{Want: 1})
		}
		if right == len(p.Parts) && right == len(got) {
			m.Whole++
			continue
		}
		m.Wrong = append(m.Wrong, fmt.Sprintf("line %d\t%s\twant %s\tgot %s", p.Number, p.Text, spell(p.Parts), spell(got)))
	}
	return m
}

func (m *PartMarks) add(kind address.Kind, t Tally) {
	for _, k := range []address.Kind{"", kind} {
		sum := m.By[k]
		m.By[k] = Tally{Want: sum.Want + t.Want, Got: sum.Got + t.Got, Right: sum.Right + t.Right}
	}
}

func spell(parts []address.Part) string {
	var all []string
	for _, p := range parts {
		all = append(all, string(p.Kind)+"="+p.Text)
	}
	return strings.Join(all, " ")
}

// Print writes the figures, the most frequent kinds first, and then, if they are
// asked for, the addresses of which a part was wrong.
func (m PartMarks) Print(w io.Writer, wrong bool) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "addresses\t%d\nall parts right\t%d\nkind\tF1\twant\tgot\tright\n", m.Addresses, m.Whole)
	var kinds []address.Kind
	for kind := range m.By {
		kinds = append(kinds, kind)
	}
	slices.SortFunc(kinds, func(a, b address.Kind) int {
		if d := m.By[b].Want - m.By[a].Want; d != 0 {
			return d
		}
		return strings.Compare(string(a), string(b))
	})
	for _, kind := range kinds {
		t, name := m.By[kind], string(kind)
		if kind == "" {
			name = "all"
		}
		fmt.Fprintf(out, "%s\t%.4f\t%d\t%d\t%d\n", name, t.F1(), t.Want, t.Got, t.Right)
	}
	for _, line := range m.Wrong {
		if wrong {
			fmt.Fprintln(out, line)
		}
	}
	return out.Flush()
}
