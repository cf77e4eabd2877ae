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
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
)

// demo plays a sample street's day against a loopback double of Telegram and in
// the built-in chat, through the real adapters, and prints what each group saw.
func demo(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	stay := flags.Bool("stay", false, "leave the pages open until interrupted")
	if err := parseAll(flags, args); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "snapgrid-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	double, err := telegramtest.Start(telegramtest.Config{})
	if err != nil {
		return err
	}
	defer double.Close()
	street := newStreet(double, w.out)
	ctx, end := context.WithCancel(zerolog.New(w.err).Level(zerolog.ErrorLevel).WithContext(ctx))
	defer end()
	p, err := build(ctx, street.configuration(folder), w.err)
	if err != nil {
		return err
	}
	running := make(chan error, 1)
	go func() { running <- p.run(ctx) }()
	err = street.play(ctx, street.day())
	if err == nil && *stay {
		fmt.Fprintln(w.out)
		if err = p.greet(ctx, w); err == nil {
			fmt.Fprintln(w.out, "press Ctrl-C to end the demonstration")
			<-ctx.Done()
		}
	}
	end()
	return errors.Join(err, <-running, p.close())
}

// street is the stage of the demonstration: three groups and the people in them.
type street struct {
	out                       io.Writer
	double                    *telegramtest.Server
	riders, residents, office *telegramtest.Chat
	rider, second, aunt, crew *telegramtest.User
	shown                     map[*telegramtest.Chat]int
}

func newStreet(double *telegramtest.Server, out io.Writer) *street {
	s := &street{out: out, double: double, shown: map[*telegramtest.Chat]int{}}
	s.riders, s.residents = double.Supergroup("流动网格员交流群"), double.Supergroup("槐荫社区居民群")
	s.office = double.Supergroup("区市政处工作群")
	for _, c := range s.groups() {
		c.Add()
	}
	s.rider, s.second = double.User("骑手小刘"), double.User("骑手小马")
	s.aunt, s.crew = double.User("赵阿姨"), double.User("周师傅")
	return s
}

func (s *street) groups() []*telegramtest.Chat {
	return []*telegramtest.Chat{s.riders, s.residents, s.office}
}

func (s *street) configuration(folder string) configs.Config {
	number := func(id int64) string { return strconv.FormatInt(id, 10) }
	cfg := configs.Default()
	cfg.Listen = "127.0.0.1:0"
	cfg.Database = "sqlite:" + filepath.Join(folder, "snapgrid.db")
	cfg.Photos = "file:" + filepath.Join(folder, "photos")
	cfg.Telegram.Enabled, cfg.Telegram.Token, cfg.Telegram.APIURL = true, s.double.Token(), s.double.URL()
	cfg.Intake.QuietTime, cfg.Intake.LongestWait = 2*time.Second, 10*time.Second
	for i := range cfg.Units {
		cfg.Units[i].Chats = []string{"telegram/" + number(s.office.ID())}
	}
	cfg.Chats = append(cfg.Chats,
		configs.Chat{Channel: "telegram", ID: number(s.riders.ID()), Kind: "riders", Cell: "990101"},
		configs.Chat{Channel: "telegram", ID: number(s.residents.ID()), Kind: "residents", Cell: "990101001002"},
		configs.Chat{Channel: "telegram", ID: number(s.office.ID()), Kind: "staff"},
	)
	cfg.Staff = []configs.Officer{{
		Channel: "telegram", ID: number(s.crew.ID), Name: "周师傅", Role: "street",
	}}
	return cfg
}
