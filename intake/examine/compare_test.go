package examine

import (
	"slices"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

var (
	noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	here = geotag.Point{Lat: 34.2653, Lon: 108.9123}
	far  = geotag.Point{Lat: 34.2653, Lon: 108.9223} // 918 m east
	near = geotag.Point{Lat: 34.2653, Lon: 108.9139} // 147 m east
)

// street is ticket 5: reported at noon with photo 10, repaired an hour later with
// photo 20, not accepted at two, and repaired again at three.
func street() (f file, first, second intake.Heard) {
	f.Ticket = intake.Ticket{N: 5, OpenedAt: noon, Fix: geotag.Fix{Point: here, Radius: 12, Source: geotag.SourceExif}}
	report := intake.Heard{Part: intake.PartReport, ReceivedAt: noon}
	report.SentAt = noon
	first = intake.Heard{Part: intake.PartFix, ReceivedAt: noon.Add(time.Hour)}
	second = intake.Heard{Part: intake.PartFix, ReceivedAt: noon.Add(3 * time.Hour)}
	f.messages = []intake.Heard{report, first, second}
	f.events = []intake.Event{{Kind: intake.EventOpened, At: noon}, {Kind: intake.EventReopened, At: noon.Add(2 * time.Hour)}}
	return f, first, second
}

func sighting(photo, ticket int64, part intake.Part, at time.Time) intake.Sighting {
	return intake.Sighting{Photo: intake.Photo{ID: photo}, Ticket: ticket, Part: part, HeardAt: at}
}

func TestFindings(t *testing.T) {
	f, first, second := street()
	report := f.messages[0]
	vague := f
	vague.Fix.Radius, vague.Fix.Source = 800, geotag.SourceCell
	const fix, report2 = intake.PartFix, intake.PartReport
	for name, tt := range map[string]struct {
		f    file
		m    intake.Heard
		p    intake.Photo
		seen []intake.Sighting
		want []intake.Finding
	}{
		"nothing": {f: f, m: first},
		"a report with a known photo": {f: f, m: report, seen: []intake.Sighting{
			sighting(1, 2, report2, noon), sighting(3, 4, fix, noon), sighting(4, 2, report2, noon), sighting(5, 5, report2, noon),
		}, want: []intake.Finding{{Kind: intake.FindingKnown, Other: 2}, {Kind: intake.FindingKnown, Other: 4}}},
		"known everywhere: the last three": {f: f, m: report, seen: []intake.Sighting{
			sighting(1, 1, report2, noon), sighting(2, 2, report2, noon), sighting(3, 3, report2, noon), sighting(4, 4, report2, noon),
		}, want: []intake.Finding{{Kind: intake.FindingKnown, Other: 2}, {Kind: intake.FindingKnown, Other: 3}, {Kind: intake.FindingKnown, Other: 4}}},
		"seen later, or in a note": {f: f, m: report, seen: []intake.Sighting{
			sighting(99, 6, report2, noon), sighting(1, 2, intake.PartNote, noon),
		}},
		"a report of long ago, dark and far off": {f: f, m: report, p: intake.Photo{
			TakenAt: noon.Add(-time.Hour), At: &far, Flaw: intake.FlawBlack,
		}},
		"a repair that changed nothing": {f: f, m: first, seen: []intake.Sighting{sighting(10, 5, report2, noon)},
			want: []intake.Finding{{Kind: intake.FindingUnchanged}}},
		"a repair of another ticket": {f: f, m: first, seen: []intake.Sighting{sighting(10, 3, fix, noon)},
			want: []intake.Finding{{Kind: intake.FindingReused, Other: 3}}},
		"a repair shown twice": {f: f, m: first, seen: []intake.Sighting{sighting(10, 5, fix, noon.Add(time.Hour))}},
		"a repair that was not accepted": {f: f, m: second, seen: []intake.Sighting{sighting(20, 5, fix, noon.Add(time.Hour))},
			want: []intake.Finding{{Kind: intake.FindingReused, Other: 5}}},
		"taken before the report": {f: f, m: first, p: intake.Photo{TakenAt: noon.Add(-6 * time.Minute)},
			want: []intake.Finding{{Kind: intake.FindingEarly}}},
		"a clock that is slow":         {f: f, m: first, p: intake.Photo{TakenAt: noon.Add(-4 * time.Minute)}},
		"taken after the report":       {f: f, m: first, p: intake.Photo{TakenAt: noon.Add(30 * time.Minute)}},
		"taken before the objection":   {f: f, m: second, p: intake.Photo{TakenAt: noon.Add(time.Hour)}, want: []intake.Finding{{Kind: intake.FindingEarly}}},
		"far off":                      {f: f, m: first, p: intake.Photo{At: &far}, want: []intake.Finding{{Kind: intake.FindingFar, Metres: 918}}},
		"near":                         {f: f, m: first, p: intake.Photo{At: &near}},
		"who knows where it should be": {f: vague, m: first, p: intake.Photo{At: &far}},
		"blurred":                      {f: f, m: first, p: intake.Photo{Flaw: intake.FlawBlurred}, want: []intake.Finding{{Kind: intake.FindingBlurred}}},
		"black":                        {f: f, m: first, p: intake.Photo{Flaw: intake.FlawBlack}, want: []intake.Finding{{Kind: intake.FindingBlack}}},
	} {
		tt.p.ID = 30
		got := tt.f.findings(tt.m, tt.p, tt.seen)
		for i := range got {
			got[i].Metres = float64(int(got[i].Metres))
		}
		for i := range tt.want {
			tt.want[i].Ticket, tt.want[i].Photo = 5, 30
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, tt.want)
		}
	}
}
