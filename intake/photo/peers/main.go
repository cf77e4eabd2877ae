// Command peers measures the photo pipeline against libvips, GraphicsMagick and
// plain imaging, and prints tables for docs/performance.md. It is run by "make
// bench-photo".
//
// Everything is measured from outside, as processes: user CPU, so that neighbours
// on the machine count less, and the peak of resident memory. The contenders take
// turns; the figures are medians. What a process costs to start is taken out where
// it would hide the work: a photo is the difference between eight photos and one,
// by seven.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == plainCommand {
		exit(plainThumbnails(os.Args[2], os.Args[3:]))
	}
	if len(os.Args) > 2 && os.Args[1] == startCommand {
		exit(start(os.Args[2:]))
	}
	program := flag.String("snapgrid", "snapgrid", "the program to measure")
	rounds := flag.Int("rounds", 5, "how often everything is measured")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: peers [--snapgrid PROGRAM] [--rounds 5] [JPEG…]\nWithout photos it paints one of 12 megapixels.")
	}
	flag.Parse()
	exit(compare(*program, *rounds, flag.Args()))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// compare measures everything in a folder of its own.
func compare(program string, rounds int, photos []string) error {
	for _, needed := range []string{program, "vipsthumbnail", "vips", "gm"} {
		if _, err := exec.LookPath(needed); err != nil {
			return fmt.Errorf("%w (apt-get install libvips-tools graphicsmagick)", err)
		}
	}
	dir, err := os.MkdirTemp("", "peers")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := bench{program: program, dir: dir, rounds: max(rounds, 1), contenders: contenders(program)}
	if len(photos) == 0 {
		if photos, err = b.paint(); err != nil {
			return err
		}
	}
	for i := range photos {
		if photos[i], err = filepath.Abs(photos[i]); err != nil {
			return err
		}
	}
	for _, table := range []func([]string) error{b.speed, b.kinds, b.crowd, b.bombs} {
		if err := table(photos); err != nil {
			return err
		}
	}
	return nil
}
