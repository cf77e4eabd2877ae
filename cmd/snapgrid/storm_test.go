package main

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

var (
	stormRate   = flag.Int("storm-rate", 100, "how many `messages` TestStorm says in a second")
	stormPhotos = flag.Int("storm-photos", 6, "how many `photos` TestPhotoStorm sends in a second")
	stormTime   = flag.Duration("storm-time", 2*time.Second, "how long the storms last")
)

const stormSeed = 20261122

// TestStorm lets a whole city talk to one node of the real program: small talk of many
// in many groups, and one report among a hundred messages. What it does is measured
// from outside, and compared with a ledger that is kept outside: every message has one
// outcome, every report one ticket and one acknowledgement.
func TestStorm(t *testing.T) {
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWeather(t, address(t))
			w.gather(int(float64(*stormRate) * stormTime.Seconds()))
			course := w.follow()
			w.blow(float64(*stormRate), w.talk)
			course.finish()
			w.calm()
			w.growth()
			w.compare()
		})
	}
}

// weather is a storm of messages over one process, and the ledger of it.
type weather struct {
	*field
	p      *process
	crowd  []*telegramtest.User
	shot   int      // of the film, the next one
	spoken []talked // small talk
	began  time.Time
	ended  time.Time
	burnt  time.Duration // processor time of the process until the end of the storm
	meter  *gauge
	before int // confirmed updates of before the storm
	holds  held
}

// talked is small talk as the ledger has it.
type talked struct {
	*telegramtest.Message
	answers bool // another message
}

func newWeather(t *testing.T, address string) *weather {
	t.Helper()
	s := newScene(t, address)
	// A group of staff hears 18 cards a minute at most: theirs are left out.
	s.cfg.Units[0].Chats = nil
	w := &weather{field: newField(s, stormSeed)}
	if *stormTime < 10*time.Second { // else as in the field
		w.cfg.Intake.QuietTime = 2 * time.Second
	}
	w.p = serveProcess(t, s.file(freePort(t)))
	return w
}

// gather brings people and groups together for a number of messages, and waits until the
// program knows of all groups.
func (w *weather) gather(messages int) {
	w.Helper()
	for i := len(w.groups); i < max(8, messages/64); i++ {
		w.groups = append(w.groups, w.telegram.Supergroup(fmt.Sprintf("网格群%d", i)))
	}
	for i := range max(24, messages/8) {
		w.crowd = append(w.crowd, w.telegram.User(fmt.Sprintf("居民%d", i)))
	}
	w.p.url()
	w.hear(w.officer.Private(), "the welcome") // by then all parts of the program run
	w.awaitConfirmation()
	w.meter = newGauge(w.T, w.p.cmd.Process.Pid)
}

// blow calls say at a rate for as long as the storm lasts.
func (w *weather) blow(rate float64, say func()) {
	w.before, w.holds = len(w.telegram.Lags()), w.held()
	w.began = time.Now()
	for n := range int(rate * stormTime.Seconds()) {
		due := w.began.Add(time.Duration(float64(n) / rate * float64(time.Second)))
		if early := time.Until(due); early > time.Millisecond {
			time.Sleep(early)
		}
		say()
	}
	w.ended, w.burnt = time.Now(), w.meter.burnt()
}

// idle is what people say who want nothing: in a group of residents or riders nine of
// ten lines are like these.
var idle = []string{
	"哈哈哈", "收工了没", "今天的盒饭真难吃", "好的", "早上好", "晚安各位", "等会儿一起吃饭不", "这雨下得真大", "明天放假吗", "谁有充电宝借我用一下",
	"今天单子好少", "我先去送餐了", "周末去爬山吗", "恭喜恭喜", "孩子考上了", "超市鸡蛋打折了", "电影好看吗", "笑死我了", "辛苦了", "我也是",
	"3号楼2单元602的外卖放门口了", "路上慢点骑", "刚下班", "有人拼单吗", "新来的师傅人不错", "快递到了记得拿", "晚上喝一杯", "睡了睡了", "真的假的", "厉害了",
}

// placed is small talk that names a place: it might begin a report, so it is waited for.
var placed = []string{"我在书院路等你", "望河街那家面馆真好吃", "纺织路这边人好多", "刚到北城路"}

// troubles are what reports speak of.
var troubles = []string{"路灯不亮了", "井盖不见了", "一堆垃圾没人清", "路面塌陷了", "下水道堵了往外冒"}

// talk says one thing: of a hundred messages one is a report, six answer what another
// said, two name a place, and the rest is small talk.
func (w *weather) talk() {
	group := w.groups[w.dice.IntN(len(w.groups))]
	who := w.crowd[w.dice.IntN(len(w.crowd))]
	switch n := len(w.spoken) + len(w.reports); {
	case n%100 == 50:
		w.cry(group, n%300 == 50)
	case n%50 == 7:
		w.spoken = append(w.spoken, talked{who.Say(group, placed[w.dice.IntN(len(placed))]), false})
	case n%16 == 3 && len(w.spoken) > 100:
		other := w.spoken[w.dice.IntN(len(w.spoken))].Message
		w.spoken = append(w.spoken, talked{who.Say(other.Chat, idle[w.dice.IntN(len(idle))], telegramtest.ReplyTo(other.ID)), true})
	default:
		w.spoken = append(w.spoken, talked{who.Say(group, idle[w.dice.IntN(len(idle))]), false})
	}
}

// cry reports something, with a word that no other report has.
func (w *weather) cry(group *telegramtest.Chat, pictured bool) {
	n := len(w.reports)
	r := &spoken{word: fmt.Sprintf("K%05dX", n), chat: group}
	words, who := w.complaint(n, r.word), w.telegram.User("路人"+r.word)
	if pictured {
		r.messages = append(r.messages, who.SendPhoto(group, snapshot(uint64(n)), words))
	} else {
		r.messages = append(r.messages, who.Say(group, words))
	}
	w.reports = append(w.reports, r)
}

// complaint is what a report says: never twice the same thing of the same place.
func (w *weather) complaint(n int, word string) string {
	streets := []string{"书院路", "槐荫路", "望河街", "纺织路", "南城路", "北城路", "西城路"}
	return fmt.Sprintf("%s%d号%s，请尽快派人来修，记号%s", streets[n%len(streets)], 1+n/len(streets), troubles[n/3%len(troubles)], word)
}

// calm waits until all that was heard is done, and tells when each part of it was.
func (w *weather) calm() {
	w.Helper()
	db := w.database()
	defer db.Close()
	since := func() string { return time.Since(w.ended).Round(100 * time.Millisecond).String() }
	said := len(w.spoken) + len(w.reports)
	w.Logf("%d messages and %d reports in %s, load %s", said-len(w.reports), len(w.reports), w.ended.Sub(w.began).Round(10*time.Millisecond), load())
	w.until("everything is received", func() string {
		if n := w.telegram.Waiting(); n > 0 {
			return strconv.Itoa(n)
		}
		return ""
	})
	received := since()
	w.until("every message has its outcome", func() string {
		open, err := db.WaitingBursts(w.Context(), time.Now().Add(time.Hour))
		return first(open, err)
	})
	decided := since()
	w.until("every photo is developed", func() string {
		pending, err := db.PendingPhotos(w.Context(), time.Now().Add(time.Hour))
		return first(pending, err)
	})
	developed := since()
	w.until("every report is acknowledged", w.unacknowledged)
	acknowledged := since()
	lags := w.telegram.Lags()[w.before:]
	longest := slices.Max(lags)
	when := w.ended.Sub(w.began) * time.Duration(slices.Index(lags, longest)) / time.Duration(len(lags))
	slices.Sort(lags)
	w.Logf("from a message's being there to its being safe: p50 %s, p99 %s, longest %s, %s after the begin",
		short(lags[len(lags)/2]), short(lags[len(lags)*99/100]), short(longest), when.Round(time.Second))
	w.Logf("after the end: received %s, decided %s, photos %s, acknowledged %s", received, decided, developed, acknowledged)
	now, most := w.meter.resident()
	w.Logf("memory %.0f MB, most %.0f MB; %.0f%% of a core during the storm", now, most, 100*w.burnt.Seconds()/w.ended.Sub(w.began).Seconds())
}

func short(d time.Duration) time.Duration { return d.Round(time.Millisecond / 10) }

// growth finds that nothing is left behind: a while after the storm the process holds what
// it held before, apart from connections to the database, which it keeps.
func (w *weather) growth() {
	w.Helper()
	const slack = 24 // lines to the chat service, files and pages, which come and go
	now := w.held()
	for began := time.Now(); ; now = w.held() {
		more := 2 * (now.connections - w.holds.connections + slack)
		if now.descriptors <= w.holds.descriptors+more && now.goroutines <= w.holds.goroutines+more {
			break
		}
		if time.Since(began) > patience {
			w.Errorf("left behind: %+v, then %+v", w.holds, now)
			break
		}
		time.Sleep(200 * time.Millisecond)
	}
	w.Logf("before: %+v; after: %+v", w.holds, now)
}

// first is the first of what is left to do, in words; "" if nothing is.
func first[T any](items []T, err error) string {
	if err == nil && len(items) == 0 {
		return ""
	}
	return fmt.Sprint(len(items), items[:min(1, len(items))], err)
}

// unacknowledged reads the acknowledgements, and tells how many reports have none.
func (w *weather) unacknowledged() string {
	missing := ""
	n := 0
	for _, r := range w.reports {
		if r.n == "" {
			r.n = r.acknowledgement()
		}
		if r.n == "" {
			n++
			missing = fmt.Sprint(n, " such as ", r.word)
		}
	}
	return missing
}

// until waits until nothing is left to do. It gives up when what is left has not
// changed for a while, however much it is: how long all takes depends on the machine.
func (w *weather) until(what string, left func() string) {
	w.Helper()
	last, changed := "?", time.Now()
	for now := left(); now != ""; now = left() {
		if now != last {
			last, changed = now, time.Now()
		}
		if time.Since(changed) > 2*patience {
			w.Fatalf("it does not come to it that %s: left %s\n%s", what, last, w.p.err.String())
		}
		select {
		case <-w.p.ended:
			w.Fatalf("the program ended before %s\n%s", what, w.p.err.String())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// compare holds what was said and kept against the ledger.
func (w *weather) compare() {
	w.Helper()
	w.p.terminate()
	w.auditTickets()
	for _, r := range w.reports {
		answers, looks := 0, 0
		for _, sent := range r.chat.Heard() {
			if sent.Kind == telegramtest.Reaction && sent.ID == r.messages[0].ID {
				looks++
			}
		}
		for _, sent := range r.answers() {
			if acknowledged.MatchString(sent.Text) && sent.Kind != telegramtest.Edit {
				answers++
			}
		}
		if answers != 1 || looks != 1 {
			w.Errorf("%s was acknowledged %d times and looked at %d times:\n%s", r.word, answers, looks, script(r.chat))
		}
	}
	w.auditOutcomes()
}

// auditOutcomes finds each piece of small talk once, left alone.
func (w *weather) auditOutcomes() {
	w.Helper()
	db := w.database()
	defer db.Close()
	chats, states := map[*telegramtest.Chat]int64{}, map[intake.MessageState]int{}
	quoted := map[*telegramtest.Chat]map[int]bool{}
	for _, g := range w.groups {
		chat, err := db.FindChat(w.Context(), intake.ChatRef{Channel: "telegram", ID: id(g)})
		if err != nil {
			w.Fatal(err)
		}
		chats[g], quoted[g] = chat.ID, map[int]bool{}
		for _, sent := range g.Heard() {
			quoted[g][sent.ReplyTo], quoted[g][sent.ID] = true, true
		}
	}
	for _, m := range w.spoken {
		kept, err := db.FindMessage(w.Context(), chats[m.Chat], strconv.Itoa(m.ID))
		if err != nil {
			w.Fatalf("message %s: %v", m.Message, err)
		}
		states[kept.State]++
		if quoted[m.Chat][m.ID] || kept.Ticket != 0 && !m.answers {
			w.Errorf("small talk was taken for something: %q, %+v", kept.Text, kept.Verdict)
		}
	}
	w.Logf("small talk became %v", states)
	if states[intake.MessageOpen] > 0 {
		w.Errorf("%d messages have no outcome", states[intake.MessageOpen])
	}
}
