package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

// release is the version; a build may set it by -ldflags "-X main.release=…".
var release = "0.1.0-dev"

func version(_ context.Context, w world, flags *flag.FlagSet, args []string) error {
	if err := parseAll(flags, args); err != nil {
		return err
	}
	commit := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = s.Value
			}
		}
	}
	_, err := fmt.Fprintf(w.out, "snapgrid %s, commit %s, %s\n", release, commit, runtime.Version())
	return err
}
