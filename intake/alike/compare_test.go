package alike_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/alike"
)

var (
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	here = geotag.Point{Lat: 34.2653, Lon: 108.9123}
)

// pair is a case of the table.
type pair struct {
	same           bool
	spread         float64
	photo          bool
	report, ticket intake.Matter
	line           string
}

// pairs reads the table.
func pairs(t *testing.T) []pair {
	t.Helper()
	data, err := os.ReadFile("testdata/cases.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []pair
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if f[0] != "yes" && f[0] != "no" {
			continue
		}
		number := func(i int) float64 {
			v, err := strconv.ParseFloat(f[i], 64)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			return v
		}
		p := pair{same: f[0] == "yes", spread: number(1), photo: f[7] == "yes", line: line}
		p.ticket = matter(f[2], f[8], here, number(5), noon)
		p.report = matter(strings.Replace(f[3], "=", f[2], 1), f[9], here.Move(number(4), 0), number(5), noon.Add(time.Duration(number(6)*float64(time.Hour))))
		all = append(all, p)
	}
	return all
}

func matter(class, words string, at geotag.Point, radius float64, when time.Time) intake.Matter {
	source := geotag.SourceExif
	if radius > 60 {
		source = geotag.SourcePlace
	}
	return intake.Matter{
		Status: intake.StatusDispatched, Category: class, Words: words, OpenedAt: when, Severity: intake.Ordinary,
		Fix: geotag.Fix{Point: at, Radius: radius, Source: source},
	}
}

// TestTable holds the rule to the table: what is another matter is never taken for
// the same without asking, and hardly ever asked about; what is the same is asked
// about nearly always.
func TestTable(t *testing.T) {
	var same, sure, asked, other, bothered int
	for _, p := range pairs(t) {
		got := alike.NewReport(p.report).Compare(p.ticket, p.spread, p.photo)
		switch {
		case p.same && got.Degree == alike.Surely:
			sure++
		case p.same && got.Degree == alike.Perhaps:
			asked++
		case p.same:
			t.Logf("missed (%s, words %.2f): %s", got.Why, got.Words, p.line)
		case got.Degree == alike.Surely:
			t.Errorf("merged (%s, words %.2f): %s", got.Why, got.Words, p.line)
		case got.Degree == alike.Perhaps:
			bothered++
			t.Logf("asked about (%s, words %.2f): %s", got.Why, got.Words, p.line)
		}
		if p.same {
			same++
		} else {
			other++
		}
	}
	t.Logf("%d of one matter: %d sure, %d asked about; %d of two: %d asked about", same, sure, asked, other, bothered)
	if found := float64(sure+asked) / float64(same); found < 0.9 {
		t.Errorf("found %.2f of the same", found)
	}
	if float64(bothered)/float64(other) > 0.4 {
		t.Errorf("asked about %d of %d that are other matters", bothered, other)
	}
}
