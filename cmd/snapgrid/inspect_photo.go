package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"runtime"

	"snapgrid/intake/photo"
)

// inspectPhotos prints a line for each file, as many at a time as there are
// processors. A bad photo is a line like any other.
func inspectPhotos(ctx context.Context, w world, out io.Writer, files []string) error {
	if len(files) == 0 {
		return usage("say which photos: inspect photo FILE…")
	}
	room := newRoom()
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	var bar *progress
	if !isTerminal(w.out) { // else the lines are progress enough
		bar = newProgress(w.err, len(files))
	}
	defer bar.clear()
	return inOrder(ctx, runtime.GOMAXPROCS(0), files, func(ctx context.Context, file string) photo.Line {
		data, err := readPhoto(file)
		return room.InspectLine(ctx, file, data, err)
	}, func(line photo.Line) error {
		bar.step()
		return lines.Encode(line)
	})
}

// readPhoto reads a file, but not much more of it than a photo may have.
func readPhoto(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, photo.MaxBytes+1))
}
