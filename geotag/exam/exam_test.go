package exam

import (
	"strings"
	"testing"

	"snapgrid/geotag"
)

const table = "poi_id\tquery_address\tquery_poi\tkind\tlat\tlon\n" +
	"1\t书院路与槐荫路交叉口东100米\t甲楼\tintersection\t38.600000\t104.101149\n" +
	"2\t书院路与槐荫路交叉口西100米\t乙楼\tintersection\t38.600000\t104.098851\n" +
	"3\t书院路与槐荫路交叉口北200米\t丙楼\tintersection\t38.601799\t104.100000\n" +
	"4\t望河街1号\t丁楼\thouse_number\t38.620000\t104.100000\n" +
	"5\t望河街9号\t戊楼\thouse_number\t38.620000\t104.102300\n" +
	"6\t\t没有地址\t\t38.6\t104.1\n"

func TestSit(t *testing.T) {
	sheet, err := Read(strings.NewReader(table))
	if err != nil || len(sheet) != 5 {
		t.Fatalf("%d lines, %v", len(sheet), err)
	}
	marks := Sit(sheet, Options{Folds: 100})
	if len(marks) != 5 {
		t.Fatalf("%d answers", len(marks))
	}
	for _, a := range marks[:3] {
		if !a.Found || a.Off > 30 {
			t.Errorf("%s: %.0f m off", a.Asked, a.Off)
		}
	}
	for _, a := range marks[3:] { // the other number is all that is known
		if !a.Found || a.Off < 150 || a.Off > a.Fix.Radius {
			t.Errorf("%s: %.0f m off, radius %.0f", a.Asked, a.Off, a.Fix.Radius)
		}
	}
	var out strings.Builder
	if err := marks.Print(&out, true); err != nil || !strings.Contains(out.String(), "\nintersection\t3\t100.0 %\t100.0 %\t0.0 %") {
		t.Errorf("printed %v\n%s", err, out.String())
	}
}

// No line is asked with a gazetteer that holds it, by whichever of its names.
func TestSitLeavesOut(t *testing.T) {
	here := geotag.Point{Lat: 38.6, Lon: 104.1}
	asked := []Line{{Number: 2, ID: "a", Address: "孤山路7号", Name: "庚楼", Point: here}}
	for _, known := range []Line{
		{ID: "a", Address: "孤山路8号", Name: "辛楼", Point: here},
		{ID: "b", Address: "孤山路7号", Name: "壬楼", Point: here},
		{ID: "c", Address: "孤山路9号", Name: "庚楼", Point: here},
	} {
		if m := Sit(asked, Options{Folds: 1, Known: []Line{known}, Names: true}); m[0].Found {
			t.Errorf("found by %+v", known)
		}
	}
	if m := Sit(asked, Options{Folds: 1, Known: []Line{{ID: "d", Address: "孤山路8号", Name: "癸楼", Point: here}}}); !m[0].Found {
		t.Error("a neighbour was left out too")
	}
}

func TestReadDatum(t *testing.T) {
	sheet, err := Read(strings.NewReader("address\tlat_gcj\tlon_gcj\n钟楼\t34.26\t108.94\n"))
	if err != nil || len(sheet) != 1 {
		t.Fatalf("%v %v", sheet, err)
	}
	if d := sheet[0].DistanceTo(geotag.Point{Lat: 34.26, Lon: 108.94}); d < 300 || d > 700 {
		t.Errorf("GCJ-02 was moved by %.0f m", d)
	}
	for _, bad := range []string{"", "address\tlat\n", "address\tlat\tlon\nx\ty\tz\n"} {
		if _, err := Read(strings.NewReader(bad)); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestTake(t *testing.T) {
	all, err := ReadParts(strings.NewReader("uid\taddress\tparts\na\t滨康路37号\troad=滨康路 roadno=37号\nb\t龙翔大厦\tpoi=龙翔 subpoi=大厦\nc\t无\t\n"))
	if err != nil || len(all) != 2 {
		t.Fatalf("%v %v", all, err)
	}
	m := Take(all)
	if sum := m.By[""]; sum.Want != 4 || sum.Got != 3 || sum.Right != 2 || m.Whole != 1 || len(m.Wrong) != 1 {
		t.Errorf("%+v", m)
	}
	if len(HalfOf(all, false))+len(HalfOf(all, true)) != 2 {
		t.Error("the halves do not make the whole")
	}
}
