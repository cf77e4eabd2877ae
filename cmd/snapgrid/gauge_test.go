package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// gauge reads what a process uses.
type gauge struct {
	*testing.T
	folder string
	before time.Duration
}

func newGauge(t *testing.T, pid int) *gauge {
	g := &gauge{T: t, folder: fmt.Sprintf("/proc/%d/", pid)}
	g.before = g.burnt()
	return g
}

// burnt is the processor time that the process used since the gauge was made.
func (g *gauge) burnt() time.Duration {
	stat, err := os.ReadFile(g.folder + "stat")
	if err != nil {
		return 0 // it ended
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system)*10*time.Millisecond - g.before // a tick is a hundredth of a second
}

// resident is the memory of the process in MB of 2^20 bytes: now, and the most it
// ever was.
func (g *gauge) resident() (now, most float64) {
	return g.status("VmRSS:") / 1024, g.status("VmHWM:") / 1024
}

// status is a figure of the process.
func (g *gauge) status(name string) float64 {
	status, err := os.ReadFile(g.folder + "status")
	if err != nil {
		g.Error(err)
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == name {
			value, _ := strconv.ParseFloat(fields[1], 64)
			return value
		}
	}
	return 0
}

// load is the machine's load, as it says it itself.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return string(text[:strings.IndexByte(string(text), ' ')])
}
