package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"testing"

	"snapgrid/intake/photo/heic"
	"snapgrid/storage/blob/s3test"
	"snapgrid/storage/storagetest/pgtest"
)

// sideBySide is how many stories are told at once. They mostly wait, as people
// in chats do, so it is more than there are processors.
const sideBySide = 6

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == heic.Command { // started by a program that runs within the test
		main()
	}
	flag.Parse()
	if parallel := flag.Lookup("test.parallel"); parallel.Value.String() == strconv.Itoa(runtime.GOMAXPROCS(0)) {
		if err := flag.Set("test.parallel", strconv.Itoa(max(sideBySide, runtime.GOMAXPROCS(0)))); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	pgtest.Stop()
	s3test.Stop()
	binary.remove()
	os.Exit(code)
}
