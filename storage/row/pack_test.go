package row

import (
	"fmt"
	"reflect"
	"testing"

	"snapgrid/geotag"
	"snapgrid/intake/stats"
)

func facts(n int) []stats.Fact {
	var all []stats.Fact
	for i := range n {
		opened := stats.Moment(1_790_000_000_000_000 + i*31_000_000)
		all = append(all, stats.Fact{
			N: int64(1_000_000 + i), Opened: opened, Due: opened + 1e12, Done: opened + stats.Moment(i*7919%1e6), SignBy: -opened, Signed: 1,
			ContactBy: 2, Contacted: 3, Paused: 4, Cell: fmt.Sprint("610104-07-", i%500), Unit: "区城管局", Class: "E0401", Status: "closed", Ending: "solved",
			Rating: "satisfied", Returns: int64(i % 2), Reopened: 5, Refusal: "测试", Point: geotag.Point{Lat: 34.26 + float64(i)/1e7, Lon: 108.9},
		})
	}
	return all
}

func TestPack(t *testing.T) {
	for _, n := range []int{0, 1, 2, 300} {
		want := facts(n)
		got, err := unpack(Pack(want))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%d facts came back as %+v, %v", n, got, err)
		}
	}
	// No field is forgotten: each of the facts above is set.
	if f := reflect.ValueOf(facts(2)[1]); true {
		for i := range f.NumField() {
			if f.Field(i).IsZero() {
				t.Errorf("%s is not tried", f.Type().Field(i).Name)
			}
		}
	}
}

func TestUnpackRefuses(t *testing.T) {
	whole := Pack(facts(3))
	for i := range whole {
		if _, err := unpack(whole[:i]); err == nil {
			t.Errorf("%d of %d bytes were taken for a sheet", i, len(whole))
		}
	}
	if _, err := unpack(append([]byte{packed + 1}, whole[1:]...)); err == nil {
		t.Error("another form was taken")
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add(Pack(facts(2)))
	f.Add([]byte{packed, 1, 2, 3})
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := unpack(data); err == nil && len(got) > len(data) {
			t.Errorf("%d facts in %d bytes", len(got), len(data))
		}
	})
}

// BenchmarkUnpack reads the sheets of a month of a city.
func BenchmarkUnpack(b *testing.B) {
	data := Pack(facts(2740))
	b.ReportMetric(float64(len(data)), "bytes")
	for b.Loop() {
		for range 31 {
			if got, err := unpack(data); err != nil || len(got) != 2740 {
				b.Fatal(len(got), err)
			}
		}
	}
}
