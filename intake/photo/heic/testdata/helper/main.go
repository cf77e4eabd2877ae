// Command helper is the HEIC helper and nothing else.
package main

import (
	"fmt"
	"os"

	"snapgrid/intake/photo/heic"
)

func main() {
	if err := heic.Serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
