//go:build unix

package geotag

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime is the time that the process has worked: what else runs on the machine
// counts little in it.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// reportCPU reports the processor time of a run as nanoseconds an operation; begin
// it before the loop and call what it returns after it.
func reportCPU(b *testing.B) func() {
	began := cpuTime()
	return func() { b.ReportMetric(float64(cpuTime()-began)/float64(b.N), "cpu-ns/op") }
}
