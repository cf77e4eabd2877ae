package geotag

import (
	"bufio"
	"cmp"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestDatumTable holds the datums to testdata/datum.tsv or, in its place, to the
// table that SNAPGRID_DATUM names, with the columns id, territory (CN: mainland
// China), wgs_lat, wgs_lon, gcj_lat, gcj_lon, bd_lat and bd_lon in its head line.
func TestDatumTable(t *testing.T) {
	file, err := os.Open(cmp.Or(os.Getenv("SNAPGRID_DATUM"), "testdata/datum.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Scan()
	columns := map[string]int{}
	for i, name := range strings.Split(lines.Text(), "\t") {
		columns[name] = i
	}
	rows, forward, inverse := 0, 0.0, 0.0
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		number := func(name string) float64 {
			v, err := strconv.ParseFloat(f[columns[name]], 64)
			if err != nil {
				t.Fatalf("%s: %s: %v", f[0], name, err)
			}
			return v
		}
		wgs := Point{number("wgs_lat"), number("wgs_lon")}
		want := map[Datum]Point{GCJ02: {number("gcj_lat"), number("gcj_lon")}, BD09: {number("bd_lat"), number("bd_lon")}}
		rows++
		for d, shifted := range want {
			if f[columns["territory"]] != "CN" {
				shifted = wgs
			}
			off, back := d.FromWGS84(wgs).DistanceTo(shifted), d.ToWGS84(d.FromWGS84(wgs)).DistanceTo(wgs)
			if off > 0.02 || back > 0.001 {
				t.Errorf("%s %s: %v (%s) is %.3f m off, and %.6f m on the way back", f[0], d, wgs, f[columns["territory"]], off, back)
				continue
			}
			forward, inverse = math.Max(forward, off), math.Max(inverse, back)
		}
	}
	if err := lines.Err(); err != nil || rows == 0 {
		t.Fatalf("%d rows, %v", rows, err)
	}
	t.Logf("%d points: forward at most %.4f m off, inverse %.7f m", rows, forward, inverse)
}
