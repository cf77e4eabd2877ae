package storagetest

import (
	"context"
	"math/rand/v2"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/stats"
)

// flat is a district whose cells lie in nothing.
type flat struct{}

func (flat) Path(cell string) []geotag.Cell { return []geotag.Cell{{Code: cell}} }

var figureRules = stats.Rules{Times: 1, Spread: func(string) float64 { return 60 }}

// life is a row of tickets that lead random lives over ten days, and what the figures
// should know of them.
type life struct {
	*bench
	random  *rand.Rand
	tickets []intake.Ticket
	again   map[int64]int64 // how often each was taken up again
	now     time.Time
}

func (l *life) pick(words ...string) string { return words[l.random.IntN(len(words))] }

// step opens a ticket, or changes one.
func (l *life) step() {
	l.now = l.now.Add(time.Duration(l.random.IntN(90)-5) * time.Minute) // sometimes the clock is set back
	if len(l.tickets) == 0 || l.random.IntN(3) == 0 {
		t := ticket()
		t.OpenedAt, t.DueAt = l.now, l.now.Add(time.Duration(l.random.IntN(48))*time.Hour)
		t.Category, t.Unit, t.Fix.Cell = l.pick("E0401", "P0103"), l.pick("u", "v", ""), l.pick("a", "b", "")
		t.Fix.Source = geotag.Source(l.pick("exif", "cell", ""))
		t.Fix.Point = t.Fix.Move(float64(l.random.IntN(4))*50, 0)
		t.Clocks.SignBy = l.now.Add(time.Hour)
		t.N = must(l.OpenTicket(l.Context(), t))(l.bench)
		l.tickets = append(l.tickets, t)
		l.happened(t.N, intake.EventOpened)
		return
	}
	t := &l.tickets[l.random.IntN(len(l.tickets))]
	kind := intake.EventJoined
	switch next := intake.Statuses()[l.random.IntN(len(intake.Statuses()))]; {
	case !next.Open():
		t.Status, t.DoneAt, t.Ending = next, l.now, intake.Endings()[l.random.IntN(len(intake.Endings()))]
		t.Outcome = l.pick("测试", "修好了")
	case !t.Status.Open():
		t.Status, t.DoneAt, t.Ending, kind = intake.StatusReopened, time.Time{}, "", intake.EventReopened
		l.again[t.N]++
	default:
		t.Status, t.Clocks.SignedAt, t.Returns = next, l.now, t.Returns+l.random.IntN(2)
	}
	t.Rating = intake.Rating(l.pick("", "satisfied", "fair", "dissatisfied"))
	l.ok(l.SaveTicket(l.Context(), *t))
	l.happened(t.N, kind)
}

func (l *life) happened(n int64, kind intake.EventKind) {
	must(l.PutEvent(l.Context(), intake.Event{Ticket: n, At: l.now, Kind: kind}))(l.bench)
}

// facts are what the figures should know, from the tickets as they were kept.
func (l *life) facts() (all []stats.Fact) {
	for _, t := range l.tickets {
		f := stats.Fact{
			N: t.N, Opened: stats.At(kept(t.OpenedAt)), Due: stats.At(t.DueAt), Done: stats.At(t.DoneAt), SignBy: stats.At(t.Clocks.SignBy), Signed: stats.At(t.Clocks.SignedAt),
			Cell: t.Fix.Cell, Unit: t.Unit, Class: t.Category, Status: t.Status, Ending: t.Ending, Rating: t.Rating,
			Returns: int64(t.Returns), Reopened: l.again[t.N],
		}
		if t.Fix.Source == geotag.SourceExif {
			f.Point = t.Fix.Point
		}
		if t.Status == intake.StatusRejected {
			f.Refusal = t.Outcome
		}
		all = append(all, f)
	}
	return all
}

var figureLaws = []law{
	{"figures are those of the tickets, from the sheets as from the tickets themselves", func(b *bench) {
		l := &life{bench: b, random: rand.New(rand.NewPCG(7, 7)), again: map[int64]int64{}, now: kept(noon)}
		clock := func() time.Time { return l.now }
		zone := time.FixedZone("", 8*3600)
		office := stats.NewOffice(b, flat{}, figureRules, zone, clock)
		keepers := []*stats.Keeper{stats.NewKeeper(b, clock), stats.NewKeeper(b, clock)}
		q := stats.Question{Window: must(stats.Days(noon.In(zone), noon.In(zone).AddDate(0, 0, 9)))(b)}
		for range 5 {
			for range 30 {
				l.step()
			}
			b.ok(keepers[l.random.IntN(2)].Keep(b.Context()))
			q.Now = l.now
			want := stats.Count(q, l.facts(), nil, flat{})
			equal(b, must(office.Recount(b.Context(), q))(b), want)
			got, asOf, err := office.Report(b.Context(), q)
			b.ok(err)
			equal(b, got, want)
			equal(b, asOf, kept(l.now))
			hot, adrift, err := office.Spots(b.Context(), q)
			b.ok(err)
			spots, lost := stats.Recurring(q, l.facts(), flat{}, figureRules)
			equal(b, hot, spots)
			equal(b, adrift, lost)
		}
	}},
	{"before there are sheets the tickets are asked, and an empty database has figures as well", func(b *bench) {
		office := stats.NewOffice(b, flat{}, figureRules, time.UTC, func() time.Time { return noon })
		q := stats.Question{Window: stats.Lately(noon.UTC(), 7)}
		for range 2 {
			report, _, err := office.Report(b.Context(), q)
			b.ok(err)
			equal(b, report.All.Matters(), 0)
			b.ok(stats.NewKeeper(b, func() time.Time { return noon }).Keep(b.Context()))
		}
		equal(b, must(b.Progress(b.Context()))(b), stats.Progress{Event: 1, At: kept(noon)})
	}},
	{"what no event told of is found in time", func(b *bench) {
		n := b.open()
		now := noon
		keeper := stats.NewKeeper(b, func() time.Time { return now })
		b.ok(keeper.Keep(b.Context()))
		t := must(b.Ticket(b.Context(), n))(b)
		t.Rating = intake.Satisfied
		b.ok(b.SaveTicket(b.Context(), t))
		b.ok(keeper.Keep(b.Context()))
		equal(b, b.rated(), intake.Rating(""))
		now = now.Add(7 * time.Hour)
		b.ok(keeper.Keep(b.Context()))
		equal(b, b.rated(), intake.Satisfied)
	}},
	{"an event that is seen late is not lost", func(b *bench) {
		first, second := b.open(), b.open()
		change := must(b.ChangedSince(b.Context(), 0))(b)
		equal(b, change, stats.Change{})
		for _, n := range []int64{first, second, second} {
			must(b.PutEvent(b.Context(), intake.Event{Ticket: n, At: noon}))(b)
		}
		change = must(b.ChangedSince(b.Context(), 0))(b)
		equal(b, change, stats.Change{Last: 3, Events: 3, Days: []time.Time{kept(noon).Truncate(24 * time.Hour)}})
		equal(b, must(b.ChangedSince(b.Context(), 2))(b).Events, 1)
	}},
	{"whistles are those that were blown in the time", func(b *bench) {
		n := b.open()
		for _, blown := range []time.Time{noon, noon.Add(time.Hour), {}} {
			w := whistle(n)
			w.BlownAt = kept(blown)
			must(b.OpenWhistle(b.Context(), w))(b)
		}
		got := must(b.Blown(b.Context(), noon.Add(time.Minute), noon.Add(2*time.Hour)))(b)
		equal(b, got, []stats.Blown{{At: stats.At(kept(noon.Add(time.Hour))), Ticket: n, Cell: "610104-07-01", Unit: "chengguan", Class: "E0401"}})
	}},
}

// rated is the rating of the one ticket on the sheet of the first day.
func (b *bench) rated() intake.Rating {
	b.Helper()
	day := kept(noon).Truncate(24 * time.Hour)
	sheets := must(b.Sheets(b.Context(), day, day.Add(24*time.Hour)))(b)
	equal(b, len(sheets), 1)
	return sheets[0].Facts[0].Rating
}

var weeklyLaws = []law{
	{"a chat wants the weekly report once, until it does not", func(b *bench) {
		for _, chat := range []int64{9, 4, 9} {
			b.ok(b.WantWeekly(b.Context(), chat, 1, noon))
		}
		equal(b, must(b.Weeklies(b.Context()))(b), []int64{4, 9})
		b.ok(b.EndWeekly(b.Context(), 9))
		b.ok(b.EndWeekly(b.Context(), 9))
		equal(b, must(b.Weeklies(b.Context()))(b), []int64{4})
		b.undone(func(ctx context.Context) { b.ok(b.WantWeekly(ctx, 5, 1, noon)) })
		equal(b, must(b.Weeklies(b.Context()))(b), []int64{4})
	}},
}
