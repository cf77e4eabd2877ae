package scaledjpeg

import (
	"bytes"
	"errors"
	"testing"
)

// photo is an ordinary 4:2:0 picture of 14 rows of MCUs.
func photo(scans []scanSpec, progressive bool, interval int) *sketch {
	s := &sketch{width: 150, height: 217, sampling: samplings["420"], scans: scans, progressive: progressive, interval: interval}
	return s.draw(99)
}

// likeUpTo compares the rows that are there, and demands gray below them.
func likeUpTo(t *testing.T, got, whole *Picture, rows int) {
	t.Helper()
	for y := range got.Height {
		for x := range got.Width {
			want := byte(gray)
			if y < rows {
				want = whole.Planes[0].Pix[y*whole.Planes[0].Stride+x]
			} else if y < rows+16 {
				continue // some of its MCUs may be there
			}
			if have := got.Planes[0].Pix[y*got.Planes[0].Stride+x]; have != want {
				t.Fatalf("luma at %d,%d: %d, want %d", x, y, have, want)
			}
		}
	}
}

func mustDecode(t *testing.T, file []byte, scale int) *Picture {
	t.Helper()
	p, err := new(Decoder).Decode(file, Options{Scale: scale})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTruncated(t *testing.T) {
	file := photo(oneScan, false, 0).encode()
	whole := mustDecode(t, file, 8)
	kept := 0
	for percent := 2; percent <= 100; percent += 7 {
		cut := file[:len(file)*percent/100]
		for _, scale := range []int{8, 4} {
			p, err := new(Decoder).Decode(cut, Options{Scale: scale})
			if err != nil {
				if percent > 60 || !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrCorrupt) {
					t.Errorf("%d%%: %v", percent, err)
				}
				continue
			}
			kept++
			if percent < 40 || p.Partial != (p.Rows < p.Height) || p.Rows*2 < p.Height-1 {
				t.Errorf("%d%%: %d rows of %d, partial %v", percent, p.Rows, p.Height, p.Partial)
			}
			if scale == 8 {
				likeUpTo(t, p, whole, p.Rows)
			}
		}
	}
	if kept < 10 {
		t.Errorf("only %d of the cut files gave a picture", kept)
	}
}

// TestTruncatedMemory shows that a decoder leaves nothing of the picture before.
func TestTruncatedMemory(t *testing.T) {
	file := photo(oneScan, false, 0).encode()
	var d Decoder
	whole := mustDecode(t, file, 8)
	if _, err := d.Decode(file, Options{}); err != nil {
		t.Fatal(err)
	}
	p, err := d.Decode(file[:len(file)*7/10], Options{})
	if err != nil {
		t.Fatal(err)
	}
	likeUpTo(t, p, whole, p.Rows)
}

func TestLostEnd(t *testing.T) {
	file := photo(oneScan, false, 0).encode()
	if p := mustDecode(t, file[:len(file)-2], 8); p.Partial || p.Rows != p.Height {
		t.Errorf("without its end mark: %d rows, partial %v", p.Rows, p.Partial)
	}
	file = append(file, "motion photo\xff\xd8\xff\xc0"...)
	if p := mustDecode(t, file, 8); p.Partial {
		t.Error("data behind the picture make it partial")
	}
}

// TestTruncatedProgressive cuts a file in its first scan, and in later ones.
func TestTruncatedProgressive(t *testing.T) {
	file := photo(byBits, true, 0).encode()
	second := bytes.Index(file, []byte{0xff, markSOS, 0, 8})
	refined := bytes.LastIndex(file, []byte{0xff, markSOS, 0, 12})
	for _, size := range []int{len(file) - 2, len(file) * 2 / 3, refined + 30, second + 20} {
		if p := mustDecode(t, file[:size], 8); !p.Partial || p.Rows != p.Height {
			t.Errorf("%d bytes: %d rows, partial %v", size, p.Rows, p.Partial)
		}
	}
	first := bytes.Index(file, []byte{0xff, markSOS})
	if p := mustDecode(t, file[:first+(second-first)*3/4], 8); !p.Partial || p.Rows*2 < p.Height || p.Rows == p.Height {
		t.Errorf("three quarters of the first scan: %d rows, partial %v", p.Rows, p.Partial)
	}
	if _, err := new(Decoder).Decode(file[:first+(second-first)/4], Options{}); !errors.Is(err, ErrTruncated) {
		t.Errorf("a quarter of the first scan: %v", err)
	}
}

// TestRestarts damages files that have a restart marker after each row of MCUs.
func TestRestarts(t *testing.T) {
	rows := ceilDiv(217, 16)
	s := photo(oneScan, false, ceilDiv(150, 16))
	whole := mustDecode(t, s.encode(), 8)
	marks := restarts(s.encode())
	if len(marks) != rows-1 {
		t.Fatalf("%d restart markers, want %d", len(marks), rows-1)
	}
	tests := map[string]struct {
		damage func(file []byte) []byte
		lost   []int // rows of MCUs
	}{
		"bad code": {func(f []byte) []byte {
			copy(f[marks[2]+20:], "\xff\x00\xff\x00\xff\x00")
			return f
		}, []int{3}},
		"marker gone": {func(f []byte) []byte { return append(f[:marks[4]:marks[4]], f[marks[4]+2:]...) }, []int{5}},
		"row gone":    {func(f []byte) []byte { return append(f[:marks[3]:marks[3]], f[marks[4]:]...) }, []int{4}},
		"three gone":  {func(f []byte) []byte { return append(f[:marks[3]:marks[3]], f[marks[6]:]...) }, []int{4, 5, 6}},
		"twice":       {func(f []byte) []byte { return append(f[:marks[4]:marks[4]], f[marks[3]:]...) }, nil},
		"short row":   {func(f []byte) []byte { return append(f[:marks[1]+9:marks[1]+9], f[marks[2]:]...) }, []int{2}},
		"last gone":   {func(f []byte) []byte { return f[:marks[rows-2]] }, []int{rows - 1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := mustDecode(t, tt.damage(s.encode()), 8)
			lost := map[int]bool{}
			for _, row := range tt.lost {
				lost[row] = true
			}
			if p.Partial != (len(lost) > 0) || p.Rows != min(p.Height, 16*(rows-len(lost))) {
				t.Errorf("%d rows of %d, partial %v", p.Rows, p.Height, p.Partial)
			}
			compareRows(t, p, whole, lost)
		})
	}
}

// restarts lists where the restart markers of a file are.
func restarts(file []byte) (at []int) {
	for i := range len(file) - 1 {
		if file[i] == 0xff && file[i+1] >= markRST0 && file[i+1] <= markRST7 {
			at = append(at, i)
		}
	}
	return at
}

func compareRows(t *testing.T, got, want *Picture, lost map[int]bool) {
	t.Helper()
	for y := range got.Height {
		if lost[y/16] {
			continue
		}
		start := y * want.Planes[0].Stride
		if !bytes.Equal(got.Planes[0].Pix[start:start+got.Width], want.Planes[0].Pix[start:start+got.Width]) {
			t.Fatalf("row %d differs", y)
		}
	}
}

func TestCorrupt(t *testing.T) {
	for name, s := range map[string]*sketch{"sequential": photo(oneScan, false, 0), "progressive": photo(byBits, true, 0)} {
		for _, percent := range []int{30, 70, 95} {
			file := s.encode()
			copy(file[len(file)*percent/100:], "\xff\x00\xff\x00\xff\x00\xff\x00")
			if _, err := new(Decoder).Decode(file, Options{}); !errors.Is(err, ErrCorrupt) {
				t.Errorf("%s, damaged at %d%%: %v", name, percent, err)
			}
		}
	}
}
