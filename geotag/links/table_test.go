package links

import (
	"bufio"
	"cmp"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"snapgrid/geotag"
)

// tableRow is a line of a table of links: what was pasted, and where it is. The
// columns are uid, format, datum, input, lat_wgs84, lon_wgs84, tol_m, flags,
// alt_lat_if_gcj02 and alt_lon_if_gcj02.
type tableRow struct {
	id, format, input, flags string
	want                     geotag.Point // zero: no position
	tolerance                float64      // metres
	alternative              geotag.Point // zero: none
}

// TestTable reads testdata/maplinks.tsv or, in its place, the table that
// SNAPGRID_MAPLINKS names.
func TestTable(t *testing.T) {
	rows := readTable(t, cmp.Or(os.Getenv("SNAPGRID_MAPLINKS"), "testdata/maplinks.tsv"))
	positions, right, negatives, wrong := 0, 0, 0, 0
	for _, r := range rows {
		found := Find(r.input, r.reference())
		if r.want == (geotag.Point{}) {
			negatives++
			if len(found) > 0 {
				wrong++
				t.Errorf("%s %s: %q is taken for %v", r.id, r.format, r.input, found)
			}
			continue
		}
		positions++
		switch {
		case len(found) == 0:
			t.Errorf("%s %s: nothing in %q", r.id, r.format, r.input)
		case found[0].DistanceTo(r.want) > r.tolerance:
			t.Errorf("%s %s: %q is %v, %.1f m off", r.id, r.format, r.input, found[0].Point, found[0].DistanceTo(r.want))
		case r.alternative != geotag.Point{} && (found[0].IfGCJ02 == nil || found[0].IfGCJ02.DistanceTo(r.alternative) > r.tolerance):
			t.Errorf("%s %s: %q may as well be %v, not %v", r.id, r.format, r.input, r.alternative, found[0].IfGCJ02)
		default:
			right++
		}
	}
	t.Logf("%d of %d positions within tolerance, %d of %d negatives taken for one", right, positions, wrong, negatives)
	if positions == 0 || negatives == 0 {
		t.Error("the table has no positions or no negatives")
	}
}

// referenceForm is what a short plus code was written near to.
var referenceForm = regexp.MustCompile(`reference_locality=([^@]*)@([-\d.]+,[-\d.]+)`)

func (r tableRow) reference() Reference {
	return func(locality string) (geotag.Point, bool) {
		m := referenceForm.FindStringSubmatch(r.flags)
		if m == nil || m[1] != locality {
			return geotag.Point{}, false
		}
		p, err := geotag.ParsePoint(m[2])
		return p, err == nil
	}
}

func readTable(t *testing.T, path string) []tableRow {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows []tableRow
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		f := append(strings.Split(lines.Text(), "\t"), make([]string, 10)...)
		if n == 1 || f[3] == "" {
			continue
		}
		rows = append(rows, tableRow{
			id: f[0], format: f[1], input: strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(f[3]), flags: f[7],
			want: pointOf(t, f[4], f[5]), tolerance: numberOf(t, f[6]), alternative: pointOf(t, f[8], f[9]),
		})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func pointOf(t *testing.T, lat, lon string) geotag.Point {
	return geotag.Point{Lat: numberOf(t, lat), Lon: numberOf(t, lon)}
}

// numberOf reads a number; a field left empty is 0.
func numberOf(t *testing.T, s string) float64 {
	t.Helper()
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
