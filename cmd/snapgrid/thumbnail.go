package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"snapgrid/intake/photo"
)

// thumbnail runs the photo pipeline alone. A photo that can not be developed is
// named, the others are still made, and the exit status says that it failed.
func thumbnail(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	sizes := flags.String("sizes", "320,1280", "longer sides in pixels, by comma")
	dir := flags.String("out", "", "`DIR` to write to; made if missing")
	if err := parse(flags, args); err != nil {
		return err
	}
	sides, err := parseSizes(*sizes)
	if err != nil {
		return err
	}
	if *dir == "" || flags.NArg() == 0 {
		return usage("say where to write and which photos: thumbnail --out DIR FILE…")
	}
	if err := os.MkdirAll(*dir, 0o755); err != nil {
		return err
	}
	room := newRoom()
	failed := 0
	for _, file := range flags.Args() {
		if err := makeThumbnails(ctx, room, file, *dir, sides); err != nil {
			fmt.Fprintf(w.err, "%s: %v\n", file, err)
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d photos could not be developed", failed, flags.NArg())
	}
	return nil
}

func parseSizes(text string) ([]int, error) {
	var sides []int
	for _, field := range strings.Split(text, ",") {
		side, err := strconv.Atoi(strings.TrimSpace(field))
		if err != nil || side < 1 || side > photo.MaxSide {
			return nil, usage("--sizes %q: want numbers of pixels by comma, such as 320,1280", text)
		}
		sides = append(sides, side)
	}
	return sides, nil
}

func makeThumbnails(ctx context.Context, room *photo.Darkroom, file, dir string, sides []int) error {
	data, err := readPhoto(file)
	if err != nil {
		return errors.Unwrap(err)
	}
	thumbnails, err := room.Thumbnails(ctx, file, data, sides...)
	if err != nil {
		return err
	}
	for _, t := range thumbnails {
		if err := os.WriteFile(filepath.Join(dir, t.Name), t.JPEG, 0o644); err != nil {
			return err
		}
	}
	return nil
}
