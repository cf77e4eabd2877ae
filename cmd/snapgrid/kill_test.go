package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
)

var (
	kills     = flag.Int("kills", 20, "how often TestKilledAtAnyMoment kills the program on each database")
	slowWrite = flag.Duration("slow-write", 0, "how much longer each write to disk takes in every other life of the program in TestKilledAtAnyMoment")
)

const killSeed = 20260117

// TestKilledAtAnyMoment kills the real program at random moments, in the middle
// of its work and while it starts, and finds everything done once.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait = 300*time.Millisecond, 2*time.Second
			f := newField(s, killSeed)
			working := make(chan struct{})
			go func() { defer close(working); f.work(*kills * 5 / 2) }()
			config := s.file(freePort(t))
			dice := rand.New(rand.NewPCG(killSeed, 1))
			for life := range *kills {
				p := serveOn(t, time.Duration(life%2)**slowWrite, config)
				time.Sleep(time.Duration(dice.IntN(4000)) * time.Millisecond)
				p.kill()
			}
			p := serveProcess(t, config)
			<-working
			f.awaitAnswers(p)
			f.awaitPhotos(p.url())
			p.terminate()
			f.auditAnswers()
			f.auditTickets()
			f.auditPhotos()
		})
	}
}

// field is a town at work: people report and chat in several groups, and an
// officer repairs.
type field struct {
	*scene
	dice    *rand.Rand
	groups  []*telegramtest.Chat
	people  []*telegramtest.User
	reports []*spoken
	chatter []*telegramtest.Message
	began   time.Time
}

// spoken is a report with a word that no other has.
type spoken struct {
	word     string
	chat     *telegramtest.Chat
	messages []*telegramtest.Message
	pictures int    // that were sent
	alone    bool   // the picture came before the words: on a busy machine they come too late to be one report
	n        string // the ticket's number, once it was acknowledged
	fixed    bool   // the officer said so
}

func newField(s *scene, seed uint64) *field {
	f := &field{scene: s, dice: rand.New(rand.NewPCG(seed, 0)), began: time.Now()}
	for i := range 8 {
		g := s.telegram.Supergroup(fmt.Sprintf("网格群%d", i))
		g.Add()
		f.groups = append(f.groups, g)
	}
	for i := range 12 {
		f.people = append(f.people, s.telegram.User(fmt.Sprintf("骑手%d", i)))
	}
	s.officer.Say(s.officer.Private(), "/start")
	return f
}

// work makes a number of reports, amid chatter, and has half of what was
// acknowledged repaired meanwhile.
func (f *field) work(reports int) {
	for len(f.reports) < reports {
		f.pause(1500)
		if f.dice.IntN(3) == 0 {
			f.chat()
		}
		f.report()
		f.repair()
	}
}

func (f *field) pause(most int) { time.Sleep(time.Duration(f.dice.IntN(most)) * time.Millisecond) }

func (f *field) chat() {
	words := []string{"今天的盒饭真难吃", "哈哈哈", "3号楼2单元602的外卖放门口了", "收工了没", "下雨了路滑，慢点骑"}
	who := f.people[f.dice.IntN(len(f.people))]
	m := who.Say(f.groups[f.dice.IntN(len(f.groups))], words[f.dice.IntN(len(words))])
	f.chatter = append(f.chatter, m)
}

// report says something in one of the ways that people have.
func (f *field) report() {
	n := len(f.reports)
	r := &spoken{word: fmt.Sprintf("K%03dX", n), chat: f.groups[n%len(f.groups)]}
	words := "槐荫路印刷技校门口路灯不亮了，记号" + r.word
	who := f.people[f.dice.IntN(len(f.people))]
	picture := func() []byte {
		r.pictures++
		return snapshot(uint64(f.dice.IntN(30)))
	}
	switch f.dice.IntN(5) {
	case 0:
		r.messages = who.SendAlbum(r.chat, words, [][]byte{picture(), picture(), picture()})
	case 1: // another person each time, since words go on with what one just reported
		who, r.alone = f.telegram.User("路人"+r.word), true
		r.messages = append(r.messages, who.SendPhoto(r.chat, picture(), ""))
		f.pause(100)
		r.messages = append(r.messages, who.Say(r.chat, words))
	case 2:
		who = f.telegram.User("居民" + r.word)
		r.messages = append(r.messages, who.Say(r.chat, words))
	default:
		r.messages = append(r.messages, who.SendPhoto(r.chat, picture(), words))
	}
	f.reports = append(f.reports, r)
}

var acknowledged = regexp.MustCompile(`#(\d+) 收到`)

// repair reads the acknowledgements, and lets the officer repair every other
// matter.
func (f *field) repair() {
	for i, r := range f.reports {
		if r.n == "" {
			r.n = r.acknowledgement()
		}
		if r.n != "" && !r.fixed && i%2 == 0 {
			r.fixed = true
			f.officer.SendPhoto(f.officer.Private(), snapshot(uint64(100+i)), "#"+r.n+" 已修复，铺了新沥青")
		}
	}
}

// acknowledgement finds the number that the reporter was told.
func (r *spoken) acknowledgement() string {
	for _, sent := range r.answers() {
		if found := acknowledged.FindStringSubmatch(sent.Text); found != nil {
			return found[1]
		}
	}
	return ""
}

// answers lists what the bot replied to the messages of a report.
func (r *spoken) answers() []telegramtest.Sent {
	return slices.DeleteFunc(r.chat.Heard(), func(sent telegramtest.Sent) bool {
		return !slices.ContainsFunc(r.messages, func(m *telegramtest.Message) bool { return telegramtest.RepliesTo(m)(sent) })
	})
}

// missing says which answer a report still lacks; "" if none.
func (r *spoken) missing() string {
	if r.n == "" {
		return fmt.Sprintf("no acknowledgement of %s, messages %v; in that chat:\n%s", r.word, r.messages, script(r.chat))
	}
	resolved := func(sent telegramtest.Sent) bool { return strings.Contains(sent.Text, "#"+r.n+" 修好了") }
	if r.fixed && !slices.ContainsFunc(r.answers(), resolved) {
		return "no resolution of " + r.word + ", #" + r.n
	}
	return ""
}

// awaitAnswers waits until all that is owed was said.
func (f *field) awaitAnswers(p *process) {
	f.Helper()
	deadline := time.Now().Add(100*time.Second + time.Duration(len(f.reports))*3*time.Second)
	for {
		f.repair()
		var missing []string
		for _, r := range f.reports {
			if what := r.missing(); what != "" {
				missing = append(missing, what)
			}
		}
		if len(missing) == 0 {
			f.Logf("all was answered after %s", time.Since(f.began).Round(time.Second))
			return
		}
		if time.Now().After(deadline) {
			f.Errorf("seed %d: after %d kills:\n%s\n%s", killSeed, *kills, strings.Join(missing, "\n"), p.err.String())
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// auditAnswers finds that small talk was left alone.
func (f *field) auditAnswers() {
	f.Helper()
	for _, m := range f.chatter {
		for _, sent := range m.Chat.Heard() {
			if telegramtest.RepliesTo(m)(sent) || telegramtest.ReactsTo(m)(sent) {
				f.Errorf("seed %d: small talk was answered: %s %s", killSeed, sent.Emoji, sent.Text)
			}
		}
	}
}

// auditTickets finds each report in exactly one ticket, under the number that
// its reporter was told, and nothing else in the database.
func (f *field) auditTickets() {
	f.Helper()
	words := f.tickets()
	if len(words) != len(f.reports) {
		f.Errorf("seed %d: %d reports became %d tickets: %v", killSeed, len(f.reports), len(words), words)
	}
	for _, r := range f.reports {
		if n, _ := strconv.ParseInt(r.n, 10, 64); !strings.Contains(words[n], r.word) {
			f.Errorf("seed %d: %s was acknowledged as #%s, which says %q", killSeed, r.word, r.n, words[n])
		}
	}
	f.auditAccounts()
}
