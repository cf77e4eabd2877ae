package geotag

import (
	"math"
	"math/rand"
	"testing"
)

func TestDatumForward(t *testing.T) {
	// Published with github.com/googollee/eviltransform, whose ellipsoid is
	// another one: they may differ by 2 cm.
	tests := []struct {
		name     string
		wgs, gcj Point
	}{
		{"Shanghai", Point{31.1774276, 121.5272106}, Point{31.17530398364597, 121.531541859215}},
		{"Shenzhen", Point{22.543847, 113.912316}, Point{22.540796131694766, 113.9171764808363}},
		{"Beijing", Point{39.911954, 116.377817}, Point{39.91334545536069, 116.38404722455657}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := GCJ02.FromWGS84(tt.wgs).DistanceTo(tt.gcj); d > 0.02 {
				t.Errorf("forward is %.3f m off", d)
			}
			if d := GCJ02.ToWGS84(tt.gcj).DistanceTo(tt.wgs); d > 0.02 {
				t.Errorf("inverse is %.3f m off", d)
			}
		})
	}
	// Baidu's positions, by the formula that open implementations share.
	for wgs, want := range map[Point]Point{
		{31.1774276, 121.5272106}: {31.1813286, 121.5380157},
		{39.911954, 116.377817}:   {39.9195756, 116.3904547},
	} {
		if d := BD09.FromWGS84(wgs).DistanceTo(want); d > 0.02 {
			t.Errorf("BD-09 of %v is %.3f m off", wgs, d)
		}
	}
}

func TestDatumRoundTrip(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	worst := 0.0
	for range 20_000 {
		p := Point{Lat: 18 + 36*random.Float64(), Lon: 73 + 62*random.Float64()}
		if !inMainland(p) {
			continue
		}
		for _, d := range []Datum{WGS84, GCJ02, BD09} {
			worst = math.Max(worst, d.ToWGS84(d.FromWGS84(p)).DistanceTo(p))
		}
	}
	if worst > 0.001 {
		t.Errorf("worst round trip is %.6f m off, want less than a millimetre", worst)
	}
}

func TestDatumTerritory(t *testing.T) {
	tests := []struct {
		name    string
		p       Point
		shifted bool
	}{
		{"Xi'an", Point{34.2653, 108.9123}, true},
		{"Lanzhou", Point{36.0611, 103.8343}, true},
		{"Turpan", Point{42.9513, 89.1895}, true},
		{"Haikou", Point{20.0440, 110.1920}, true},
		{"Fuyuan in the east", Point{48.3600, 134.2900}, true},
		{"Kashgar in the west", Point{39.4700, 75.9900}, true},
		{"Luohu, Shenzhen", Point{22.5400, 114.1180}, true},
		{"Gongbei, Zhuhai", Point{22.2200, 113.5500}, true},
		{"Xiamen", Point{24.4798, 118.0894}, true},
		{"Central, Hong Kong", Point{22.2819, 114.1580}, false},
		{"Yuen Long, Hong Kong", Point{22.4445, 114.0222}, false},
		{"Macau", Point{22.1987, 113.5439}, false},
		{"Kinmen", Point{24.4493, 118.3767}, false},
		{"Taipei", Point{25.0330, 121.5654}, false},
		{"Seoul", Point{37.5665, 126.9780}, false},
		{"Hanoi", Point{21.0278, 105.8342}, false},
		{"Ulaanbaatar", Point{47.8864, 106.9057}, false},
		{"London", Point{51.5074, -0.1278}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, d := range []Datum{GCJ02, BD09} {
				if moved := d.FromWGS84(tt.p).DistanceTo(tt.p); (moved > 50) != tt.shifted {
					t.Errorf("%s moves it by %.0f m", d, moved)
				}
				if moved := d.ToWGS84(tt.p).DistanceTo(tt.p); !tt.shifted && moved > 0 {
					t.Errorf("back from %s it moves by %.0f m", d, moved)
				}
			}
		})
	}
}

func TestParseDatum(t *testing.T) {
	for in, want := range map[string]Datum{"": WGS84, "wgs84": WGS84, " GCJ-02 ": GCJ02, "BD_09": BD09, "gcj02": GCJ02} {
		if got, err := ParseDatum(in); err != nil || got != want {
			t.Errorf("ParseDatum(%q) = %q, %v", in, got, err)
		}
	}
	if _, err := ParseDatum("cgcs2000"); err == nil {
		t.Error("cgcs2000 was taken")
	}
}
