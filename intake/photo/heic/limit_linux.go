package heic

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// limit bounds what this process may take from now on: memory, in bytes beyond
// what it has, and seconds of the processor. Only writable memory counts, since
// Go reserves far more addresses than it uses.
func limit(memory, seconds uint64) error {
	used, err := writable()
	if err != nil {
		return err
	}
	for resource, most := range map[int]uint64{
		syscall.RLIMIT_DATA: used + memory,
		syscall.RLIMIT_CPU:  seconds,
		syscall.RLIMIT_CORE: 0,
	} {
		// Go ignores the signal of the soft limit; the hard one ends the process.
		if err := syscall.Setrlimit(resource, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			return fmt.Errorf("set limit %d: %w", resource, err)
		}
	}
	return nil
}

// writable is the memory that counts already, in bytes.
func writable() (uint64, error) {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var size, resident, shared, code, library, data uint64
	if _, err := fmt.Sscan(string(text), &size, &resident, &shared, &code, &library, &data); err != nil {
		return 0, fmt.Errorf("read statm: %w", err)
	}
	return data * uint64(os.Getpagesize()), nil
}

// dieTogether lets the helper end with the process that started it.
func dieTogether(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
