package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"snapgrid/bots/telegram/history"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/replay"
)

// rehearsalOptions are the flags of replay.
type rehearsalOptions struct {
	config, rules, keep, speed string
	said                       bool
	after                      time.Duration
}

// replayGroup plays a recorded group against a database of its own and shows what
// would have been said. It posts nothing and leaves nothing behind.
func replayGroup(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	var o rehearsalOptions
	flags.StringVar(&o.config, "config", "", "configuration `FILE`; without one the defaults apply")
	flags.StringVar(&o.rules, "rules", "", "rules of triage to try, a `FILE.yaml` in place of the configured one")
	flags.StringVar(&o.speed, "speed", "max", "how fast: `N` times as fast as it was, or max")
	flags.StringVar(&o.keep, "keep", "", "keep database and photos in this new `FOLDER`")
	flags.BoolVar(&o.said, "said", false, "show only what we would say, not what people said")
	flags.DurationVar(&o.after, "after", time.Hour, "how `LONG` to go on after the last message")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 1 {
		return usage("name the folder of a Telegram Desktop export, or a recording FILE.jsonl")
	}
	pace, err := paceOf(o.speed)
	if err != nil {
		return err
	}
	cfg, err := configs.Load(o.config, w.environ)
	if err != nil {
		return err
	}
	folder, remove, err := o.scratch()
	if err != nil {
		return err
	}
	err = o.run(ctx, w, cfg, folder, words[0], pace)
	return errors.Join(err, remove())
}

// scratch makes the folder to play in; remove takes it away, unless it is to be kept.
func (o rehearsalOptions) scratch() (folder string, remove func() error, err error) {
	if o.keep != "" {
		err := os.Mkdir(o.keep, 0o700)
		return o.keep, func() error { return nil }, err
	}
	folder, err = os.MkdirTemp("", "snapgrid-replay-")
	return folder, func() error { return os.RemoveAll(folder) }, err
}

// paceOf reads how fast to play; nil is as fast as it goes.
func paceOf(speed string) (func(ctx context.Context, passed time.Duration) error, error) {
	if speed == "max" {
		return nil, nil
	}
	times, err := strconv.ParseFloat(strings.TrimLeft(speed, "x×"), 64)
	if err != nil || !(times > 0) {
		return nil, usage("--speed: want a number such as 60, or max, got %q", speed)
	}
	return func(ctx context.Context, passed time.Duration) error {
		select {
		case <-time.After(time.Duration(float64(passed) / times)):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}, nil
}

func (o rehearsalOptions) run(ctx context.Context, w world, cfg configs.Config, folder, name string, pace func(context.Context, time.Duration) error) error {
	cfg.Database = "sqlite:" + filepath.Join(folder, "snapgrid.db")
	cfg.Photos = "file:" + filepath.Join(folder, "photos")
	if o.rules != "" {
		cfg.Triage = o.rules
	}
	source, err := openRecording(w, name, cfg)
	if err != nil {
		return err
	}
	defer source.close()
	p, r, err := buildRehearsal(ctx, w, cfg, source.photos)
	if err != nil {
		return err
	}
	r.queue.Pace(pace)
	r.heardToo = !o.said
	err = r.play(ctx, source.read, o.after)
	if err == nil {
		err = r.sum(ctx)
	}
	return errors.Join(err, p.close())
}

// recording is what is played.
type recording struct {
	photos *history.Folder
	in     io.Reader
	closes []io.Closer
	read   func(take func(intake.Message) error) error
}

// openRecording opens an export of Telegram Desktop or a file of JSON lines.
func openRecording(w world, name string, cfg configs.Config) (*recording, error) {
	zone, err := cfg.Zone()
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	r, folder := &recording{}, name
	var file *os.File
	if info.IsDir() {
		file, err = history.Open(name)
		r.read = func(take func(intake.Message) error) error {
			reader := history.Reader{Zone: zone, Take: take}
			_, err := reader.Read(r.in)
			return err
		}
	} else {
		file, err = os.Open(name)
		folder = filepath.Dir(name)
		r.read = func(take func(intake.Message) error) error {
			_, err := replay.ReadRecording(r.in, take)
			return err
		}
	}
	if err != nil {
		return nil, err
	}
	if r.photos, err = history.OpenFolder(folder); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	r.closes = []io.Closer{file, r.photos}
	r.in = file
	if w.out != os.Stdout || !isTerminal(w.out) {
		r.in = watchReading(w.err, file)
	}
	return r, nil
}

func (r *recording) close() {
	for _, c := range r.closes {
		_ = c.Close() // read only
	}
}

// say prints a line of the play.
func (r *rehearsal) say(format string, args ...any) error {
	_, err := fmt.Fprintf(r.out, "%s  %s\n", r.queue.Now().In(r.zone).Format(time.DateTime), fmt.Sprintf(format, args...))
	return err
}
