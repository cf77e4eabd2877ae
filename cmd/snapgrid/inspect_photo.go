package main

import (
	"bytes"
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
	screen := w.err
	if isTerminal(w.out) { // the lines are progress enough
		screen = io.Discard
	}
	bar := newProgress(screen, len(files))
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
	var data bytes.Buffer
	if info, err := f.Stat(); err == nil { // room for all at once: photos are large
		data.Grow(int(min(max(info.Size(), 0), photo.MaxBytes)) + bytes.MinRead)
	}
	_, err = data.ReadFrom(io.LimitReader(f, photo.MaxBytes+1))
	return data.Bytes(), err
}
