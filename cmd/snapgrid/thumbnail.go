package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"snapgrid/intake"
	"snapgrid/intake/photo"
)

// thumbnail runs the photo pipeline alone. A photo that can not be developed is
// named, the others are still made, and the exit status says that it failed.
func thumbnail(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	sizes := flags.String("sizes", "320,1280", "longer sides in pixels, by comma")
	dir := flags.String("out", "", "`DIR` to write to; made if missing")
	files, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	sides, err := parseSizes(*sizes)
	if err != nil {
		return err
	}
	if *dir == "" || len(files) == 0 {
		return usage("say where to write and which photos: thumbnail --out DIR FILE…")
	}
	if err := os.MkdirAll(*dir, 0o755); err != nil {
		return err
	}
	t := thumbnails{room: newRoom(), dir: *dir, sides: sides}
	if failed := t.make(ctx, w, files); failed > 0 {
		return fmt.Errorf("%d of %d photos could not be developed", failed, len(files))
	}
	return ctx.Err()
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

// thumbnails are made of one file after the other in each processor.
type thumbnails struct {
	room  *photo.Darkroom
	dir   string
	sides []int
}

// make makes them all and answers how many failed.
func (t thumbnails) make(ctx context.Context, w world, files []string) (failed int) {
	type outcome struct {
		file string
		err  error
	}
	outcomes := make(chan outcome)
	go func() {
		var workers errgroup.Group
		workers.SetLimit(runtime.GOMAXPROCS(0))
		for file, twin := range twins(files) {
			workers.Go(func() error {
				err := errTwin
				if !twin {
					err = t.of(ctx, file)
				}
				outcomes <- outcome{file, err}
				return nil
			})
		}
		_ = workers.Wait() // each has told its own
		close(outcomes)
	}()
	bar := newProgress(w.err, len(files))
	defer bar.clear()
	for o := range outcomes {
		if o.err != nil && ctx.Err() == nil {
			bar.say("%s: %v", o.file, o.err)
		}
		if o.err != nil {
			failed++
		}
		bar.step()
	}
	return failed
}

// errTwin refuses a photo whose renditions would overwrite those of another one.
var errTwin = errors.New("a photo of the same name was given before it")

// twins goes through the files and tells of each whether one before has its name.
func twins(files []string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		seen := map[string]bool{}
		for _, file := range files {
			name := photo.ThumbnailName(file, 0)
			if !yield(file, seen[name]) {
				return
			}
			seen[name] = true
		}
	}
}

// of makes the thumbnails of one file.
func (t thumbnails) of(ctx context.Context, file string) error {
	data, err := readPhoto(file)
	if err != nil {
		return errors.Unwrap(err)
	}
	made, err := t.room.Thumbnails(ctx, file, data, t.sides...)
	if e := (*intake.Error)(nil); errors.As(err, &e) && photo.ReasonOf(err) != "" {
		return errors.New(e.Message) // what the decoder said helps nobody here
	}
	if err != nil {
		return err
	}
	for _, m := range made {
		if err := os.WriteFile(filepath.Join(t.dir, m.Name), m.JPEG, 0o644); err != nil {
			return err
		}
	}
	return nil
}
