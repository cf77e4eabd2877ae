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
	"snapgrid/bots/wechat/wechattest"
	"snapgrid/configs"
)

// demo plays a sample street's day against loopback doubles of Telegram and web
// WeChat, through the real adapters, and prints what each group saw.
func demo(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	stay := flags.Bool("stay", false, "leave the pages open until interrupted")
	if err := parse(flags, args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usage("demo takes no words, only --stay")
	}
	s, err := newStreet(w.out)
	if err != nil {
		return err
	}
	defer s.close()
	ctx, end := context.WithCancel(zerolog.New(w.err).Level(zerolog.ErrorLevel).WithContext(ctx))
	defer end()
	p, err := build(ctx, s.configuration(), io.Discard)
	if err != nil {
		return err
	}
	running := make(chan error, 1)
	go func() { running <- p.run(ctx) }()
	err = s.play(ctx, s.day())
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

// street is the stage of the demonstration: three groups on two services.
type street struct {
	out      io.Writer
	folder   string
	telegram *telegramtest.Server
	wechat   *wechattest.Service

	riders, residents, office room
	ridersChat, officeChat    *telegramtest.Chat
	crew                      *telegramtest.User
	shown                     map[string]int // by title: how much was printed
}

const wechatTitle = "槐荫社区居民群"

func newStreet(out io.Writer) (s *street, err error) {
	s = &street{out: out, shown: map[string]int{}}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if s.folder, err = os.MkdirTemp("", "snapgrid-demo-"); err != nil {
		return nil, err
	}
	if s.telegram, err = telegramtest.Start(telegramtest.Config{}); err != nil {
		return nil, err
	}
	if s.wechat, err = wechattest.Start(); err != nil {
		return nil, err
	}
	s.ridersChat, s.officeChat = s.telegram.Supergroup("流动网格员交流群"), s.telegram.Supergroup("区市政处工作群")
	s.ridersChat.Add()
	s.officeChat.Add()
	s.crew = s.telegram.User("周师傅")
	people := map[string]*telegramtest.User{
		"周师傅": s.crew, "骑手小刘": s.telegram.User("骑手小刘"), "骑手小马": s.telegram.User("骑手小马"),
	}
	s.riders, s.office = telegramRoom{s.ridersChat, people}, telegramRoom{s.officeChat, people}
	s.residents = wechatRoom{s.wechat.Group(wechatTitle, "赵阿姨", "李师傅", "小区物业")}
	return s, nil
}

func (s *street) rooms() []room { return []room{s.riders, s.residents, s.office} }

// close ends the doubles and removes what the day left.
func (s *street) close() {
	if s.telegram != nil {
		s.telegram.Close()
	}
	if s.wechat != nil {
		s.wechat.Close()
	}
	_ = os.RemoveAll(s.folder) // a temporary folder: the system would do it
}

func (s *street) configuration() configs.Config {
	number := func(id int64) string { return strconv.FormatInt(id, 10) }
	cfg := configs.Default()
	cfg.Listen = "127.0.0.1:0"
	cfg.Database = "sqlite:" + filepath.Join(s.folder, "snapgrid.db")
	cfg.Photos = "file:" + filepath.Join(s.folder, "photos")
	cfg.Telegram.Enabled, cfg.Telegram.Token, cfg.Telegram.APIURL = true, s.telegram.Token(), s.telegram.URL()
	cfg.WeChat.Enabled, cfg.WeChat.Endpoint, cfg.WeChat.State = true, s.wechat.URL(), filepath.Join(s.folder, "wechat")
	cfg.Intake.QuietTime, cfg.Intake.LongestWait = 2*time.Second, 10*time.Second
	for i := range cfg.Units {
		cfg.Units[i].Chats = []string{"telegram/" + number(s.officeChat.ID())}
	}
	cfg.Chats = append(cfg.Chats,
		configs.Chat{Channel: "telegram", ID: number(s.ridersChat.ID()), Kind: "riders", Cell: "990101"},
		configs.Chat{Channel: "telegram", ID: number(s.officeChat.ID()), Kind: "staff"},
		configs.Chat{Channel: "wechat", Title: wechatTitle, Kind: "residents", Cell: "990101001002"},
	)
	cfg.Staff = []configs.Officer{{Channel: "telegram", ID: number(s.crew.ID), Name: "周师傅", Role: "street"}}
	return cfg
}
