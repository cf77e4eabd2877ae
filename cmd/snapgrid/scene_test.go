package main

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/bots/wechat/wechattest"
	"snapgrid/bots/wecom/wecomtest"
	"snapgrid/configs"
	"snapgrid/intake"
)

// scene is a street for one story: the whole program over one database, with a
// double of Telegram for the outside.
type scene struct {
	*testing.T
	telegram   *telegramtest.Server
	wechat     *wechattest.Service // nil without WeChat
	crew       *wecomtest.Service  // nil without WeCom
	cfg        configs.Config
	program    *program
	changes    []func(*program) // of the program, before its rooms are wired
	oracle     *oracle          // the language model that is asked, if any
	collection *collection      // of traces, if there is one
	journal    *journal         // where all is logged, however trivial; nil: only what is wrong, in the test's own log

	later              int // more jobs of some other day than there are repairs
	riders, office     *telegramtest.Chat
	liu, wang, officer *telegramtest.User
	town               town   // of a story with more than one unit
	takers             takers // units that take orders, if the story has them
}

// patience is how long a story waits for an answer: much longer than needed, so
// that only a missing answer fails.
const patience = 60 * time.Second

// quiet is the quiet time of the stories.
const quiet = 2 * time.Second

// story plays f over every database, side by side with other stories. What is to
// be different before the program starts is done by prepare.
func story(t *testing.T, f func(s *scene), prepare ...func(s *scene)) {
	t.Helper()
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			for _, change := range prepare {
				change(s)
			}
			s.start()
			f(s)
		})
	}
}

// patient lets people take their time between two messages that belong together,
// however slow the machine is.
func patient(s *scene) { s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait = time.Minute, 2*time.Minute }

func newScene(t *testing.T, database string) *scene {
	t.Helper()
	double, err := telegramtest.Start(telegramtest.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(double.Close)
	s := &scene{T: t, telegram: double}
	s.riders, s.office = double.Supergroup("流动网格员"), double.Supergroup("区市政处工作群")
	s.riders.Add()
	s.office.Add()
	s.liu, s.wang, s.officer = double.User("刘洋"), double.User("王敏"), double.User("周斌")
	s.cfg = s.configuration(database)
	return s
}

func (s *scene) configuration(database string) configs.Config {
	cfg := configs.Default()
	cfg.Listen = "127.0.0.1:0"
	cfg.Database = database
	cfg.Photos = "file:" + filepath.Join(s.TempDir(), "photos")
	cfg.Telegram.Enabled, cfg.Telegram.Token, cfg.Telegram.APIURL = true, s.telegram.Token(), s.telegram.URL()
	cfg.Intake.QuietTime, cfg.Intake.LongestWait = quiet, 5*quiet
	cfg.Intake.Flood.Window = unbroken(cfg.Intake.Flood.Window)
	cfg.Routes, cfg.Roster = "", ""
	cfg.Units = []configs.Unit{{
		Code: "shizheng", Name: "区市政处", Categories: []string{"E", "P"}, Chats: []string{"telegram/" + id(s.office)},
	}}
	cfg.Chats = []configs.Chat{
		{Channel: "telegram", ID: id(s.riders), Kind: "riders", Cell: "990101", Language: "zh-CN"},
		{Channel: "telegram", ID: id(s.office), Kind: "staff"},
	}
	cfg.Staff = []configs.Officer{{
		Channel: "telegram", ID: strconv.FormatInt(s.officer.ID, 10), Name: "周斌", Role: "unit_officer", Unit: "shizheng",
	}}
	return cfg
}

// unbroken lengthens a window of limits until it does not end while a story is told: windows
// begin at the full hour, and so would the counting in the middle of one.
func unbroken(window time.Duration) time.Duration {
	for time.Until(time.Now().Truncate(window).Add(window)) < 10*time.Minute {
		window += time.Minute
	}
	return window
}

func id(c *telegramtest.Chat) string { return strconv.FormatInt(c.ID(), 10) }

// bind makes a group what only the configuration or a code can make it.
func (s *scene) bind(c *telegramtest.Chat, kind intake.ChatKind, cell string) {
	s.Helper()
	chat, err := s.program.db.PutChat(s.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "telegram", ID: id(c)}})
	s.sound(err)
	chat.Kind, chat.Cell = kind, cell
	s.sound(s.program.db.SaveChat(s.Context(), chat))
}

// start runs the program until the test ends or stop is called.
func (s *scene) start() (stop func()) {
	s.Helper()
	log := zerolog.New(zerolog.NewTestWriter(s.T)).Level(zerolog.WarnLevel)
	if s.journal != nil {
		log = zerolog.New(s.journal)
	}
	ctx, cancel := context.WithCancel(log.WithContext(context.Background()))
	p, err := build(ctx, s.cfg, io.Discard, s.changes...)
	if err != nil {
		cancel()
		s.Fatal(err)
	}
	s.program = p
	done := make(chan error, 1)
	go func() { done <- p.run(ctx) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		if err := <-done; err != nil {
			s.Errorf("the program ended with %v", err)
		}
		if err := p.close(); err != nil {
			s.Errorf("the program closed with %v", err)
		}
	}
	s.Cleanup(stop)
	return stop
}

// hear waits until the bot did something in the chat that fits.
func (s *scene) hear(c *telegramtest.Chat, what string, fits ...func(telegramtest.Sent) bool) telegramtest.Sent {
	s.Helper()
	ctx, done := context.WithTimeout(s.Context(), patience)
	defer done()
	sent, err := c.WaitFor(ctx, func(sent telegramtest.Sent) bool {
		for _, fit := range fits {
			if !fit(sent) {
				return false
			}
		}
		return true
	})
	if err != nil {
		s.Fatalf("%s: %v\nthe bot did:\n%s", what, err, script(c))
	}
	return sent
}

// script tells what the bot did in a chat.
func script(c *telegramtest.Chat) string {
	var b strings.Builder
	for _, sent := range c.Heard() {
		b.WriteString(string(sent.Kind) + " →" + strconv.Itoa(sent.ReplyTo) + " " + sent.Emoji + " " + sent.Text + "\n")
	}
	return b.String()
}

// silence checks that the bot has nothing more to say in the chat than the
// things it did before.
func (s *scene) silence(c *telegramtest.Chat, before int) {
	s.Helper()
	s.rest()
	if heard := c.Heard(); len(heard) > before {
		s.Fatalf("the bot was not silent:\n%s", script(c))
	}
}

// rest waits until nothing is left to do: every message has its outcome, and
// all that there is to say is said.
func (s *scene) rest() {
	s.Helper()
	deadline := time.Now().Add(patience)
	for !s.idle() {
		if time.Now().After(deadline) {
			s.Fatal("the program does not come to rest")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// heard waits until the program has looked at everything that was said so far,
// even if it still waits for more.
func (s *scene) heard() {
	s.Helper()
	deadline := time.Now().Add(patience)
	for !s.listened() || !s.workless() {
		if time.Now().After(deadline) {
			s.Fatal("the program is not done with what it heard")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// idle looks at the line from its beginning to its end, so that nothing on its
// way is overlooked.
func (s *scene) idle() bool {
	s.Helper()
	ctx, future := s.Context(), time.Now().Add(time.Hour)
	if !s.listened() {
		return false
	}
	open, err := s.program.db.WaitingBursts(ctx, future)
	if err != nil || len(open) > 0 {
		return s.sound(err)
	}
	if !s.workless() {
		return false
	}
	unsaid, err := s.program.db.WaitingChats(ctx, future)
	return s.sound(err) || err == nil && len(unsaid) == 0
}

// listened reports that the program heard all that was said so far.
func (s *scene) listened() bool { return !s.cfg.Telegram.Enabled || s.telegram.Waiting() == 0 }

// workless reports that no job waits or runs, but for those of some other day.
func (s *scene) workless() bool {
	s.Helper()
	repairs := s.repairs()
	jobs, err := s.program.queue.Stats(s.Context())
	return s.sound(err) || jobs.Waiting+jobs.Running == 0 && jobs.Later <= repairs+s.later
}

// sound fails if the database does, and is false.
func (s *scene) sound(err error) bool {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	return false
}

// repairs counts the jobs that wait for days: each repair is closed some day.
func (s *scene) repairs() int {
	s.Helper()
	tickets, err := s.program.db.ListTickets(s.Context(), intake.Filter{Limit: 100})
	s.sound(err)
	n := 0
	for _, t := range tickets {
		events, err := s.program.db.Events(s.Context(), t.N)
		s.sound(err)
		for _, e := range events {
			if e.Kind == intake.EventResolved {
				n++
			}
		}
	}
	return n
}

// snapshot is a picture with some texture, different for every seed: also to a
// program that looks for photos that are alike.
func snapshot(seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 7))
	img := image.NewRGBA(image.Rect(0, 0, 240, 180))
	var stones [6][8]uint8
	for y := range stones {
		for x := range stones[y] {
			stones[y][x] = uint8(40 + r.UintN(160))
		}
	}
	for y := range 180 {
		for x := range 240 {
			light := stones[y/30][x/30] + uint8((x/5+y/6)%2*24)
			img.SetRGBA(x, y, color.RGBA{light, light + uint8(r.UintN(16)), light, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		panic(err)
	}
	return b.Bytes()
}
