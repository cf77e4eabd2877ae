package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"snapgrid/bots/telegram/history"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/replay"
)

// importChat lets the past of a chat, as Telegram Desktop exports it, run through
// the line as if it were said today. Nothing is said in any chat, nobody outside is
// asked anything, and what is known already adds nothing.
func importChat(ctx context.Context, w world, cfg configs.Config, folder string) error {
	in, err := history.Open(folder)
	if err != nil {
		return err
	}
	defer in.Close()
	photos, err := history.OpenFolder(folder)
	if err != nil {
		return err
	}
	defer photos.Close()
	p, past, err := buildPast(ctx, cfg, photos, nil)
	if err != nil {
		return err
	}
	read, err := past.play(ctx, p, watchReading(w.err, in), cfg)
	err = errors.Join(err, p.close())
	if err == nil {
		_, err = fmt.Fprintf(w.out, "chat: %d messages in %d chats, %d of them new; %d tickets, %d photos (%d not in the export), %d entries skipped, %d not readable\n",
			read.Messages, read.Chats, past.store.heard, past.store.opened, read.Photos, read.Missing, read.Skipped, read.Bad)
	}
	return err
}

// past is a program on whose stage the past is played.
type past struct {
	queue *replay.Queue
	store *pastStore
}

// buildPast makes a program that hears and says nothing: its clock and its work are
// those of the past. now is another clock than that of the messages; nil for none.
func buildPast(ctx context.Context, cfg configs.Config, photos pipeline.Fetcher, now func() time.Time) (*program, past, error) {
	cfg.Listen, cfg.Telegram.Enabled, cfg.WeChat.Enabled, cfg.WeCom.Enabled = "127.0.0.1:0", false, false, false
	cfg.Advice.Enabled, cfg.Geocoder.Service = false, ""
	var p *program
	stage := past{}
	stage.queue = replay.New(func(ctx context.Context, job intake.Job) error { return p.work(ctx, job) })
	p, err := build(logger(cfg, io.Discard).WithContext(ctx), cfg, io.Discard, func(p *program) {
		stage.store = &pastStore{Database: p.db, queue: stage.queue, quiet: cfg.Intake.QuietTime}
		p.db, p.now, p.fetcher = stage.store, stage.queue.Now, photos
		if now != nil {
			p.now = now
		}
	})
	if err != nil {
		return nil, stage, err
	}
	if err := p.learner.Reload(ctx); err != nil {
		return nil, stage, errors.Join(err, p.close())
	}
	return p, stage, nil
}

// work does a job of the past. What would be said in a chat, or asked of somebody
// outside, is left undone.
func (p *program) work(ctx context.Context, job intake.Job) error {
	switch j := job.(type) {
	case intake.AssembleBurst:
		return p.line.Assemble(ctx, j)
	case intake.DevelopPhoto:
		return p.line.Develop(ctx, j)
	case intake.ReadAgain:
		return p.line.ReadAgain(ctx, j)
	case intake.ExaminePhotos:
		return p.examiner.Examine(ctx, j)
	case intake.CloseTicket:
		return p.desk.Close(ctx, j)
	}
	return nil
}

// play reads the export and lets everything happen in its own time. What is due
// after today is left to the program that serves.
func (s past) play(ctx context.Context, p *program, in io.Reader, cfg configs.Config) (history.Count, error) {
	zone, err := cfg.Zone()
	if err != nil {
		return history.Count{}, err
	}
	r := history.Reader{Zone: zone, Take: func(m intake.Message) error {
		if err := s.queue.Until(ctx, m.SentAt); err != nil {
			return err
		}
		return p.line.Receive(ctx, []intake.Inbound{{At: m.SentAt, Said: &m}})
	}}
	read, err := r.Read(in)
	if err != nil {
		return read, err
	}
	if err := s.queue.Until(ctx, time.Now()); err != nil {
		return read, err
	}
	var left []intake.Owed
	for _, o := range s.queue.Left() {
		if _, closes := o.Job.(intake.CloseTicket); closes {
			left = append(left, o)
		}
	}
	return read, s.store.Database.InTx(ctx, func(ctx context.Context) error { return s.store.Database.Enqueue(ctx, left...) })
}

// watchReading shows on a terminal how much of a file was read.
func watchReading(out io.Writer, file *os.File) io.Reader {
	const step = 1 << 20
	info, err := file.Stat()
	if err != nil {
		return file
	}
	return &watchedReader{Reader: file, bar: newProgress(out, int(info.Size()/step)+1), step: step}
}

type watchedReader struct {
	io.Reader
	bar        *progress
	read, step int64
}

// Read reads, and draws the bar for every step that is full.
func (r *watchedReader) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	for before := r.read / r.step; before < (r.read+int64(n))/r.step; before++ {
		r.bar.step()
	}
	r.read += int64(n)
	if errors.Is(err, io.EOF) {
		r.bar.clear()
	}
	return n, err
}
