package stats

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

var shanghai = time.FixedZone("CST", 8*3600)

// district is a small one: a street with two communities.
type district map[string]string

func (d district) Path(cell string) (all []geotag.Cell) {
	for ; cell != ""; cell = d[cell] {
		if _, known := d[cell]; !known {
			return nil
		}
		all = append([]geotag.Cell{{Code: cell}}, all...)
	}
	return all
}

var lianhu = district{"s": "", "s-1": "s", "s-2": "s"}

// at is a time of November 2026 in Shanghai.
func at(day, hour, minute int) Moment {
	return At(time.Date(2026, 11, day, hour, minute, 0, 0, shanghai))
}

func november() Question {
	w, err := Days(time.Date(2026, 11, 1, 0, 0, 0, 0, shanghai), time.Date(2026, 11, 30, 0, 0, 0, 0, shanghai))
	if err != nil {
		panic(err)
	}
	return Question{Window: w, Now: at(20, 12, 0).Time()}
}

// matter is an open ticket of a unit, with time left.
func matter(n int64, opened Moment) Fact {
	return Fact{N: n, Opened: opened, Due: at(25, 12, 0), Cell: "s-1", Unit: "u", Class: "E0401", Status: intake.StatusDispatched}
}

// solved is a matter that was solved.
func solved(n int64, opened, done Moment) Fact {
	f := matter(n, opened)
	f.Status, f.Ending, f.Done = intake.StatusResolved, intake.EndingSolved, done
	return f
}

func with(f Fact, change func(*Fact)) Fact {
	change(&f)
	return f
}

// world is eleven tickets, counted by hand.
func world() []Fact {
	return []Fact{
		solved(1, at(1, 0, 0), at(1, 4, 0)), // at the first moment of the month
		with(solved(2, at(2, 9, 0), at(2, 10, 0)), func(f *Fact) { f.Rating = intake.Satisfied; f.SignBy, f.Signed = at(2, 10, 0), at(2, 9, 30) }),
		with(solved(3, at(3, 9, 0), at(26, 9, 0)), func(f *Fact) { f.Rating, f.Reopened = intake.Dissatisfied, 1 }), // too late
		with(matter(4, at(4, 9, 0)), func(f *Fact) { f.Due, f.SignBy = at(19, 9, 0), at(4, 12, 0) }),                // overdue, nobody answered
		with(matter(5, at(5, 9, 0)), func(f *Fact) { f.Status, f.Paused = intake.StatusWaiting, at(6, 9, 0) }),
		matter(6, at(19, 9, 0)),
		with(matter(7, at(7, 9, 0)), func(f *Fact) {
			f.Status, f.Ending, f.Done, f.Rating = intake.StatusClosed, intake.EndingExplained, at(8, 9, 0), intake.Fair
			f.ContactBy, f.Contacted, f.Returns, f.Unit, f.Cell = at(7, 10, 0), at(7, 11, 0), 2, "v", "s-2"
		}),
		with(matter(8, at(8, 9, 0)), func(f *Fact) { f.Status, f.Ending, f.Done = intake.StatusMerged, intake.EndingDuplicate, at(8, 9, 0) }),
		with(matter(9, at(9, 9, 0)), func(f *Fact) { f.Status, f.Ending, f.Done = intake.StatusRejected, intake.EndingRefused, at(9, 10, 0) }),
		with(matter(10, at(9, 9, 0)), func(f *Fact) {
			f.Status, f.Ending, f.Refusal = intake.StatusRejected, intake.EndingRefused, "测试一下"
		}),
		solved(11, at(30, 23, 59), at(30, 23, 0)), // the clock was set back; it has no cell, unit, class
		solved(12, at(31, 0, 0), at(31, 1, 0)),    // the first moment of December: not asked for
	}
}

func count(q Question, facts []Fact) Report {
	return Count(q, facts, []Blown{{At: at(3, 9, 0), Ticket: 3, Cell: "s-1", Unit: "u", Class: "E0401"}}, lianhu)
}

// figure writes a figure on one line: "7/8 test:1".
func figure(f Figure) string {
	s := fmt.Sprintf("%d/%d", f.Counted, f.Base)
	for _, o := range f.Out {
		s += fmt.Sprintf(" %s:%d", o.Reason, o.N)
	}
	if f.Median != 0 {
		s += fmt.Sprintf(" %v %v", f.Median, f.P90)
	}
	return s
}

const none = " test:1 merged:1 rejected:1"

func TestWorldCountedByHand(t *testing.T) {
	want := map[Key]string{
		Received:   "8/8" + none,
		Solved:     "4/8" + none,
		Closed:     "5/8" + none,
		OnTime:     "3/6" + none + " paused:1 not_due:1", // late are 3, 4 and 11
		Response:   "1/3" + none + " no_promise:5",       // 2; not 4 and 7
		Resolution: "1/3" + none + " unrated:5",          // 2; 7 was explained only
		Content:    "2/3" + none + " unrated:5",          // 2 and 7
		Reopened:   "1/5" + none + " never_ended:3",
		Returned:   "1/8" + none,
		Whistles:   "1/8" + none,
		Answering:  "4/4" + none + " unanswered:3 clock:1 2h0m0s 552h0m0s", // 0:30, 2:00, 4:00 and 552:00
		Solving:    "3/3" + none + " unsolved:4 clock:1" + " 4h0m0s 552h0m0s",
	}
	for _, f := range count(november(), world()).All.Figures {
		if got := figure(f); got != want[f.Key] {
			t.Errorf("%s: %s, want %s", f.Key, got, want[f.Key])
		}
	}
}

func TestRows(t *testing.T) {
	r := count(november(), world())
	got := map[string]int{}
	for name, rows := range map[string][]Row{"area": r.Areas, "unit": r.Units, "class": r.Classes, "day": r.Days} {
		for _, row := range rows {
			if n := row.Matters(); n > 0 {
				got[name+" "+row.Code] = n
			}
		}
	}
	want := map[string]int{
		"area s": 8, "area s-1": 7, "area s-2": 1, "unit u": 7, "unit v": 1, "class E0401": 8,
		"day 2026-11-01": 1, "day 2026-11-02": 1, "day 2026-11-03": 1, "day 2026-11-04": 1, "day 2026-11-05": 1,
		"day 2026-11-07": 1, "day 2026-11-19": 1, "day 2026-11-30": 1,
	}
	if !reflect.DeepEqual(got, want) || len(r.Days) != 30 {
		t.Errorf("%v on %d days, want %v", got, len(r.Days), want)
	}
}

func TestQuestion(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Question)
		want   int
	}{
		"an area and what is below": {func(q *Question) { q.Area = "s" }, 8},
		"an area":                   {func(q *Question) { q.Area = "s-2" }, 1},
		"no such area":              {func(q *Question) { q.Area = "x" }, 0},
		"a unit":                    {func(q *Question) { q.Unit = "v" }, 1},
		"a large class":             {func(q *Question) { q.Class = "E04" }, 8},
		"another class":             {func(q *Question) { q.Class = "P" }, 0},
		"by rights":                 {func(q *Question) { q.May = func(unit, cell string) bool { return unit == "u" && cell == "s-1" } }, 7},
		"later":                     {func(q *Question) { q.Now = at(26, 12, 0).Time() }, 8},
	} {
		q := november()
		tt.change(&q)
		if got := count(q, world()).All.Matters(); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

// What is open is late once its time is over, however it goes on.
func TestOverdueCounts(t *testing.T) {
	f := matter(1, at(1, 9, 0))
	for _, tt := range []struct {
		now  Moment
		want string
	}{{at(25, 11, 59), "0/0 not_due:1"}, {at(25, 12, 0), "0/1"}} {
		q := november()
		q.Now = tt.now.Time()
		if got := figure(count(q, []Fact{f}).All.Figure(OnTime)); got != tt.want {
			t.Errorf("at %v: %s, want %s", q.Now, got, tt.want)
		}
	}
	f.Status, f.Paused = intake.StatusWaiting, at(25, 13, 0) // paused when it was late already
	q := november()
	q.Now = at(26, 0, 0).Time()
	if got := figure(count(q, []Fact{f}).All.Figure(OnTime)); got != "0/1" {
		t.Errorf("paused too late: %s", got)
	}
}

// A ticket that was merged and taken apart again is a matter like any other.
func TestUnmerged(t *testing.T) {
	f := with(matter(1, at(1, 9, 0)), func(f *Fact) { f.Status, f.Ending, f.Done = intake.StatusMerged, intake.EndingDuplicate, at(2, 9, 0) })
	if got := count(november(), []Fact{f}).All.Matters(); got != 0 {
		t.Errorf("a merged ticket is %d matters", got)
	}
	f.Status, f.Ending, f.Done = intake.StatusReopened, "", 0
	r := count(november(), []Fact{f}).All
	if r.Matters() != 1 || figure(r.Figure(Reopened)) != "0/0 never_ended:1" {
		t.Errorf("%+v", r)
	}
}

// Days are those of the people, whether clocks are moved or not.
func TestDaysOfZones(t *testing.T) {
	for name, hours := range map[string][]int{
		"Asia/Shanghai": {24, 24, 24}, "Pacific/Auckland": {24, 25, 24}, "America/Santiago": {24, 25, 24}, "Asia/Urumqi": {24, 24, 24},
	} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		first := time.Date(2026, 4, 4, 15, 0, 0, 0, zone)
		w, err := Days(first, first.AddDate(0, 0, 2))
		if err != nil {
			t.Fatal(err)
		}
		borders := w.borders()
		q := Question{Window: w, Now: w.To}
		r := Count(q, []Fact{matter(1, borders[1]-1), matter(2, borders[1]), matter(3, borders[2]-1)}, nil, lianhu)
		if len(borders) != 4 || len(r.Days) != 3 || r.Days[0].Code != "2026-04-04" || r.Days[2].Code != "2026-04-06" {
			t.Fatalf("%s: %v", name, r.Days)
		}
		for i, want := range []int{1, 2, 0} {
			if got := r.Days[i].Matters(); got != want {
				t.Errorf("%s, day %d: %d matters, want %d", name, i, got, want)
			}
		}
		if name != "America/Santiago" { // moves its clocks at midnight itself
			for i, want := range hours {
				if got := (borders[i+1] - borders[i]).hours(); got != want {
					t.Errorf("%s, day %d has %d hours, want %d", name, i, got, want)
				}
			}
		}
	}
	if _, err := Days(time.Now(), time.Now().AddDate(0, 0, -1)); err == nil {
		t.Error("a window that ends before it begins was taken")
	}
	if _, err := Days(time.Now(), time.Now().AddDate(9, 0, 0)); err == nil {
		t.Error("nine years were taken")
	}
}

func (m Moment) hours() int { return int(m / Moment(time.Hour/time.Microsecond)) }

func TestRanks(t *testing.T) {
	for _, tt := range []struct {
		n           int
		median, p90 Moment
	}{{0, 0, 0}, {1, 1, 1}, {2, 1, 2}, {3, 2, 3}, {10, 5, 9}, {11, 6, 10}, {100, 50, 90}} {
		var r ranks
		for i := range tt.n {
			r.pass(Moment(i+1), tt.n)
		}
		if r.median != tt.median || r.p90 != tt.p90 {
			t.Errorf("of %d: %d and %d, want %d and %d", tt.n, r.median, r.p90, tt.median, tt.p90)
		}
	}
}

// By chance: every ticket is one part of each figure, rows add up, and the lists
// behind the figures are as long as these say.
func TestFiguresAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		facts := someFacts(random, 200)
		q := november()
		r := count(q, facts)
		inWindow := len(q.asked(facts, lianhu))
		for i, f := range r.All.Figures {
			if f.Base+f.LeftOut() != inWindow || f.Counted > f.Base && f.Key != Whistles {
				t.Fatalf("%s: %s of %d tickets", f.Key, figure(f), inWindow)
			}
			if f.Median > f.P90 || f.Median < 0 {
				t.Fatalf("%s: %v, %v", f.Key, f.Median, f.P90)
			}
			for name, rows := range map[string][]Row{"units": r.Units, "classes": r.Classes, "days": r.Days} {
				sum := 0
				for _, row := range rows {
					sum += row.Figures[i].Counted
				}
				if sum != f.Counted {
					t.Fatalf("%s: the %s sum up to %d, want %d", f.Key, name, sum, f.Counted)
				}
			}
			if n := len(Tickets(q, f.Key, Counted, facts, nil, lianhu)); n != f.Counted && f.Key != Whistles {
				t.Fatalf("%s: %d tickets are listed, %d counted", f.Key, n, f.Counted)
			}
			for _, o := range f.Out {
				if n := len(Tickets(q, f.Key, Part(o.Reason), facts, nil, lianhu)); n != o.N {
					t.Fatalf("%s: %d tickets are listed as %s, %d counted", f.Key, n, o.Reason, o.N)
				}
			}
		}
		shuffled := slices.Clone(facts)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if again := count(q, shuffled); !reflect.DeepEqual(again, r) {
			t.Fatal("the order of the tickets matters")
		}
	}
}

func someFacts(random *rand.Rand, n int) []Fact {
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	statuses := intake.Statuses()
	var all []Fact
	for i := range n {
		f := matter(int64(i+1), at(1+random.IntN(40)-5, random.IntN(24), random.IntN(60)))
		f.Cell, f.Unit, f.Class = pick("s-1", "s-2", "", "x"), pick("u", "v", ""), pick("E0401", "P0103", "")
		f.Status, f.Rating = statuses[random.IntN(len(statuses))], intake.Rating(pick("", "satisfied", "fair", "dissatisfied"))
		if !f.Status.Open() {
			f.Done = f.Opened + Moment(random.IntN(1e12)) - 1e11
			f.Ending = intake.Endings()[random.IntN(len(intake.Endings()))]
		}
		f.SignBy, f.Signed = at(random.IntN(28)+1, 0, 0), at(random.IntN(28)+1, 0, 0)
		f.Returns, f.Reopened = random.Int64N(3), random.Int64N(2)
		f.Point = geotag.Point{Lat: 34.2 + float64(random.IntN(40))*0.0004, Lon: 108.9 + float64(random.IntN(40))*0.0004}
		all = append(all, f)
	}
	return all
}

func TestDefinitions(t *testing.T) {
	if len(Definitions()) != figures {
		t.Fatalf("%d definitions, and room for %d", len(Definitions()), figures)
	}
	seen := map[Key]bool{}
	for _, d := range Definitions() {
		if seen[d.Key] || d.Name == "" || d.Counts == "" || d.Rule.Says == "" || len(d.Out) > parts-2 {
			t.Errorf("%s: %+v", d.Key, d)
		}
		seen[d.Key] = true
		for i, r := range d.Out {
			if r.Rule.Says == "" || r.Name == "" || strings.ContainsAny(r.Key, " /&?") || i < 3 && r.Key != []string{"test", "merged", "rejected"}[i] {
				t.Errorf("%s leaves out %+v", d.Key, r)
			}
		}
	}
}

func TestTests(t *testing.T) {
	for words, want := range map[string]bool{"测试": true, " 演练，谢谢": true, "Test only": true, "不归我们，是测试": false, "": false, "不受理": false} {
		f := Fact{Status: intake.StatusRejected, Refusal: words}
		if f.test() != want {
			t.Errorf("%q: %v", words, !want)
		}
	}
}

// TestPaperWithoutAnEnd leaves what a ledger says was done, and not when, out of every
// figure that asks how long it took; it was solved all the same.
func TestPaperWithoutAnEnd(t *testing.T) {
	facts := append(world(), solved(13, at(10, 0, 0), at(10, 0, 0)))
	for _, f := range count(november(), facts).All.Figures {
		got := strings.Contains(figure(f), " undated:1")
		if want := slices.Contains([]Key{OnTime, Response, Answering, Solving}, f.Key); got != want {
			t.Errorf("%s: %s", f.Key, figure(f))
		}
		if f.Key == Solving && f.Median != 4*time.Hour {
			t.Errorf("half of the tickets took %s", f.Median)
		}
		if f.Key == Solved && f.Counted != 5 {
			t.Errorf("%d were solved", f.Counted)
		}
	}
}
