// Package slowdisk runs programs as if their disk were slow.
//
// It needs neither root nor a disk of its own: strace holds the program back at each
// call that puts something on disk, and leaves all other calls alone. That works for
// static programs, too.
package slowdisk

import (
	"fmt"
	"os/exec"
	"time"
)

// calls are those that put something on disk.
const calls = "fsync,fdatasync,syncfs"

// Command is a program each of whose writes to disk takes longer by a delay. The
// process that it starts is the program itself.
func Command(delay time.Duration, program string, args ...string) (*exec.Cmd, error) {
	if delay == 0 {
		return exec.Command(program, args...), nil
	}
	strace, err := exec.LookPath("strace")
	if err != nil {
		return nil, fmt.Errorf("slow disks need strace (apt-get install -y strace): %w", err)
	}
	return exec.Command(strace, append([]string{
		"--daemonize", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--output=/dev/null",
		"--trace=" + calls, fmt.Sprintf("--inject=%s:delay_enter=%d", calls, delay.Microseconds()), program,
	}, args...)...), nil
}
