package storagetest

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// at opens a ticket at a point.
func (b *bench) at(p geotag.Point, change ...func(t *intake.Ticket)) int64 {
	b.Helper()
	t := ticket()
	t.Fix.Point = p
	for _, f := range change {
		f(&t)
	}
	return must(b.OpenTicket(b.Context(), t))(b)
}

// near lists the numbers of what is found.
func (b *bench) near(q intake.Nearby) []int64 {
	b.Helper()
	if q.Limit == 0 {
		q.Limit = 100
	}
	var numbers []int64
	for _, t := range must(b.Near(b.Context(), q))(b) {
		numbers = append(numbers, t.N)
	}
	return numbers
}

var here = geotag.Point{Lat: 34.2653, Lon: 108.9123}

var nearLaws = []law{
	{"tickets around a point, the nearest first", func(b *bench) {
		far := b.at(here.Move(90, 0))
		next := b.at(here.Move(-20, 20))
		b.at(here.Move(0, 110))
		there := b.at(here)
		equal(b, b.near(intake.Nearby{Point: here, Metres: 100}), []int64{there, next, far})
		equal(b, b.near(intake.Nearby{Point: here, Metres: 100, Limit: 2}), []int64{there, next})
		found := must(b.Near(b.Context(), intake.Nearby{Point: here, Metres: 1, Limit: 9}))(b)
		equal(b, found, []intake.Matter{must(b.Ticket(b.Context(), there))(b).Matter()})
	}},
	{"found in every status that is open, and in no other", func(b *bench) {
		n := b.at(here)
		for _, status := range intake.Statuses() {
			t := must(b.Ticket(b.Context(), n))(b)
			t.Status = status
			b.ok(b.SaveTicket(b.Context(), t))
			if found := len(b.near(intake.Nearby{Point: here, Metres: 10})) == 1; found != status.Open() {
				b.Errorf("found while %s: %t", status, found)
			}
		}
	}},
	{"only of a kin class, and of late", func(b *bench) {
		class := func(code string) func(*intake.Ticket) { return func(t *intake.Ticket) { t.Category = code } }
		same, none, other := b.at(here, class("P0118")), b.at(here, class("")), b.at(here, class("P0201"))
		b.at(here, func(t *intake.Ticket) { t.OpenedAt = noon.Add(-time.Hour) })
		q := intake.Nearby{Point: here, Metres: 10, Since: noon.Add(-time.Minute)}
		equal(b, sorted(b.near(q)), []int64{same, none, other})
		q.Kin = "P01"
		equal(b, sorted(b.near(q)), []int64{same, none})
	}},
	{"no further than asked for and their own spot is wide, but for those of a whole area", func(b *bench) {
		fix := func(source geotag.Source, radius float64) func(*intake.Ticket) {
			return func(t *intake.Ticket) { t.Fix.Source, t.Fix.Radius = source, radius }
		}
		at := here.Move(50, 0)
		b.at(at, fix(geotag.SourceExif, 5))
		wide, area := b.at(at, fix(geotag.SourcePlace, 45)), b.at(here.Move(90, 0), fix(geotag.SourceCell, 10))
		q := intake.Nearby{Point: here, Metres: 100, Beside: 10}
		equal(b, b.near(q), []int64{wide, area})
		q.Kin = intake.Kin(ticket().Category)
		equal(b, b.near(q), []int64{wide, area})
	}},
	{"nearest among many at one place", func(b *bench) {
		var all []int64
		for range 12 {
			all = append(all, b.at(here))
		}
		slices.Reverse(all)
		equal(b, b.near(intake.Nearby{Point: here, Metres: 10, Limit: 3}), all[:3])
	}},
	{"what moves is found where it is", func(b *bench) {
		n := b.at(here)
		t := must(b.Ticket(b.Context(), n))(b)
		t.Fix.Point = here.Move(5000, 5000)
		b.ok(b.SaveTicket(b.Context(), t))
		equal(b, b.near(intake.Nearby{Point: here, Metres: 100}), nil)
		equal(b, b.near(intake.Nearby{Point: t.Fix.Point, Metres: 1}), []int64{n})
		t.Fix = geotag.Fix{}
		b.ok(b.SaveTicket(b.Context(), t))
		equal(b, b.near(intake.Nearby{Point: geotag.Point{}, Metres: 1}), nil)
	}},
	{"nothing within the circle is missed, wherever it is", func(b *bench) {
		dice := rand.New(rand.NewPCG(6, 6))
		for _, centre := range []geotag.Point{
			here, {Lat: 53.4839999, Lon: 122.3400001}, {Lat: -0.0001, Lon: 0.0001}, {Lat: 20, Lon: 179.9999}, {Lat: 20, Lon: -179.9999}, {Lat: -69.3, Lon: 76.3},
		} {
			points := b.scatter(dice, centre)
			for _, metres := range []float64{1, 40, 150, 300} {
				want := 0
				for n, p := range points {
					if p.DistanceTo(centre) > metres {
						continue
					}
					if want++; !slices.Contains(b.near(intake.Nearby{Point: centre, Metres: metres}), n) {
						b.Errorf("%d, %.0f m from %s, is not found within %.0f m", n, p.DistanceTo(centre), centre, metres)
					}
				}
				if want == 0 && metres > 100 {
					b.Errorf("nothing lies within %.0f m of %s", metres, centre)
				}
			}
		}
	}},
}

// scatter opens tickets around a point, and says where each of them is.
func (b *bench) scatter(dice *rand.Rand, centre geotag.Point) map[int64]geotag.Point {
	b.Helper()
	points := map[int64]geotag.Point{}
	b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
		for range 30 {
			t := ticket()
			t.Fix.Point = centre.Move(dice.Float64()*600-300, dice.Float64()*600-300)
			n, err := b.OpenTicket(ctx, t)
			if err != nil {
				return err
			}
			points[n] = t.Fix.Point
		}
		return nil
	}))
	return points
}
