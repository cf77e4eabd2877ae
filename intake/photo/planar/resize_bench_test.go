package planar

import (
	"syscall"
	"testing"
	"time"
)

// BenchmarkResize shrinks what a decoder makes of 12 megapixels at 4/8. User CPU
// is the figure to trust on a machine with neighbours.
func BenchmarkResize(b *testing.B) {
	from := New(2000, 1500, true)
	for _, p := range from.Planes {
		for i := range p.Pix {
			p.Pix[i] = byte(i * i >> 8)
		}
	}
	began := userTime(b)
	for b.Loop() {
		large := Resize(from, 1280, 960, Upright{})
		Resize(large, 320, 240, Upright{})
	}
	b.ReportMetric(float64((userTime(b)-began).Microseconds())/1000/float64(b.N), "user-ms/op")
}

func userTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano())
}
