package telegram

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

func post(t *testing.T, a *Adapter, d intake.Delivery) []string {
	t.Helper()
	receipt, err := a.Post(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	return receipt.IDs
}

func TestPostShapes(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	group, li := srv.Supergroup("骑手一组"), srv.User("李强")
	report := li.Say(group, "井盖坏了")
	to := intake.Delivery{To: chatRef(group.ID()), ReplyTo: report.String()}
	shots := func(n int) []intake.Picture {
		var found []intake.Picture
		for i := range n {
			found = append(found, intake.Picture{Name: "同名.jpg", JPEG: testJPEG(t, 40+i, 30)})
		}
		return found
	}
	long, longer := strings.Repeat("井", 1025), strings.Repeat("盖", 5000)
	done := []intake.Button{{Label: "完成", Data: "done:1"}}
	cases := []struct {
		name    string
		change  func(*intake.Delivery)
		kinds   string // t or p for each message
		lengths []int  // of words, UTF-16 units
		buttons int    // which message has them, from 0; -1: none
	}{
		{"words", func(d *intake.Delivery) { d.Text = "#1 已受理" }, "t", []int{6}, -1},
		{"words with buttons", func(d *intake.Delivery) { d.Text, d.Buttons = "#1", done }, "t", []int{2}, 0},
		{"long words", func(d *intake.Delivery) { d.Text, d.Buttons = longer, done }, "tt", []int{4096, 904}, 1},
		{"4096 emojis", func(d *intake.Delivery) { d.Text = strings.Repeat("😀", 4096) }, "tt", []int{4096, 4096}, -1},
		{"photo", func(d *intake.Delivery) { d.Text, d.Pictures, d.Buttons = "#1", shots(1), done }, "p", []int{2}, 0},
		{"photo alone", func(d *intake.Delivery) { d.Pictures = shots(1) }, "p", []int{0}, -1},
		{"photo with long words", func(d *intake.Delivery) { d.Text, d.Pictures, d.Buttons = long, shots(1), done }, "tp", []int{1025, 0}, 0},
		{"album", func(d *intake.Delivery) { d.Text, d.Pictures = "#1", shots(3) }, "ppp", []int{2, 0, 0}, -1},
		{"album with buttons", func(d *intake.Delivery) { d.Text, d.Pictures, d.Buttons = "#1", shots(2), done }, "tpp", []int{2, 0, 0}, 0},
		{"eleven photos", func(d *intake.Delivery) { d.Text, d.Pictures = "#1", shots(11) }, "ppppppppppp", []int{2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, -1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			before := len(group.Heard())
			d := to
			c.change(&d)
			ids := post(t, a, d)
			heard := group.Heard()[before:]
			kinds := ""
			var lengths []int
			for i, s := range heard {
				kinds += string(s.Kind[0])
				lengths = append(lengths, units(s.Text))
				if ids[i] != decimal(int64(s.ID)) || s.ReplyTo != report.ID {
					t.Errorf("message %d: id %d, receipt %s, answers %d", i, s.ID, ids[i], s.ReplyTo)
				}
				if (len(s.Buttons) > 0) != (i == c.buttons) {
					t.Errorf("message %d has %d buttons", i, len(s.Buttons))
				}
				if s.Kind == telegramtest.Photo && i > 0 && reflect.DeepEqual(s.Photo, heard[i-1].Photo) {
					t.Errorf("picture %d came twice", i)
				}
			}
			if kinds != c.kinds || !reflect.DeepEqual(lengths, c.lengths) || len(ids) != len(heard) {
				t.Errorf("heard %s %v, want %s %v", kinds, lengths, c.kinds, c.lengths)
			}
		})
	}
}

func TestPostEditsInPlace(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	group := srv.Group("骑手一组")
	to := chatRef(group.ID())
	button := []intake.Button{{Label: "完成", Data: "done:1"}}
	words := post(t, a, intake.Delivery{To: to, Text: "#1 已受理", Buttons: button})[0]
	photo := post(t, a, intake.Delivery{To: to, Text: "#1", Pictures: []intake.Picture{{JPEG: testJPEG(t, 50, 40)}}})[0]
	for _, id := range []string{words, photo} {
		for range 2 { // the second time nothing changes, and that is fine
			if got := post(t, a, intake.Delivery{To: to, EditOf: id, Text: "#1 已修复"}); !reflect.DeepEqual(got, []string{id}) {
				t.Errorf("receipt %v, want %s", got, id)
			}
		}
		post(t, a, intake.Delivery{To: to, EditOf: id, Text: strings.Repeat("长", 5000)})
	}
	var edits []int
	for _, s := range group.Heard() {
		if s.Kind == telegramtest.Edit {
			edits = append(edits, units(s.Text))
			if len(s.Buttons) > 0 {
				t.Error("the old buttons stayed")
			}
		}
	}
	if want := []int{6, 4096, 6, 1024}; !reflect.DeepEqual(edits, want) {
		t.Errorf("edits of %v units, want %v", edits, want)
	}
	_, err := a.Post(t.Context(), intake.Delivery{To: to, EditOf: "999", Text: "x"})
	codeIs(t, err, intake.CodeNever)
	srv.Plan(telegramtest.Fault{Method: "editMessageText", What: telegramtest.DropAfter})
	_, err = a.Post(t.Context(), intake.Delivery{To: to, EditOf: words, Text: "#1 再次"})
	codeIs(t, err, intake.CodeAgain)
	post(t, a, intake.Delivery{To: to, EditOf: words, Text: "#1 再次"})
}

func TestPostReacts(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	group, li := srv.Group("骑手一组"), srv.User("李强")
	report := li.Say(group, "井盖坏了")
	react := func(emoji, to string) error {
		_, err := a.Post(t.Context(), intake.Delivery{To: chatRef(group.ID()), ReplyTo: to, Reaction: emoji})
		return err
	}
	for _, emoji := range []string{"👀", "✅", "❤️"} { // the second is not allowed, and asked for all the same
		if err := react(emoji, report.String()); err != nil {
			t.Errorf("%s: %v", emoji, err)
		}
	}
	group.AllowReactions("👍")
	if err := react("👀", report.String()); err != nil {
		t.Errorf("forbidden in this chat: %v", err)
	}
	report.Delete()
	if err := react("👀", report.String()); err != nil {
		t.Errorf("on a deleted message: %v", err)
	}
	var emojis []string
	for _, s := range group.Heard() {
		emojis = append(emojis, s.Emoji)
	}
	if want := []string{"👀", "❤"}; !reflect.DeepEqual(emojis, want) {
		t.Errorf("reactions %v, want %v", emojis, want)
	}
	srv.Plan(telegramtest.Fault{Method: "setMessageReaction", What: telegramtest.DropAfter})
	codeIs(t, react("👀", report.String()), intake.CodeAgain)
}

func TestPostFindsAPlace(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	forum, li := srv.Forum("社区"), srv.User("李强")
	topic := forum.Topic("积水")
	report := li.Say(forum, "路口积水", telegramtest.In(topic))
	d := intake.Delivery{To: chatRef(forum.ID()), Topic: decimal(int64(topic.ID)), ReplyTo: report.String(), Text: "#1"}
	last := func() telegramtest.Sent {
		heard := forum.Heard()
		return heard[len(heard)-1]
	}
	post(t, a, d)
	if s := last(); s.Topic != topic.ID || s.ReplyTo != report.ID {
		t.Errorf("in topic %d as answer to %d", s.Topic, s.ReplyTo)
	}
	gone := d
	gone.ReplyTo, gone.Topic = "", "7777"
	post(t, a, gone)
	if s := last(); s.Topic != 0 {
		t.Errorf("unknown topic: in %d", s.Topic)
	}
	general := d
	general.ReplyTo, general.Topic = "", "1"
	post(t, a, general)
	topic.Close()
	post(t, a, d)
	if s := last(); s.Topic != 0 || s.ReplyTo != 0 {
		t.Errorf("closed topic: in %d as answer to %d", s.Topic, s.ReplyTo)
	}
	report.Delete()
	d.Topic = ""
	post(t, a, d)
	if s := last(); s.ReplyTo != 0 {
		t.Errorf("answers %d, which is deleted", s.ReplyTo)
	}
	forum.ForbidPhotos()
	d.Pictures = []intake.Picture{{JPEG: testJPEG(t, 40, 30)}}
	post(t, a, d)
	if s := last(); s.Kind != telegramtest.Text || s.Text != "#1" {
		t.Errorf("where photos are forbidden: %s %q", s.Kind, s.Text)
	}
}

func TestPostErrors(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	group, kicked, muted, old := srv.Group("a"), srv.Supergroup("b"), srv.Supergroup("c"), srv.Group("d")
	stranger, blocker := srv.User("陌生人"), srv.User("李强")
	blocker.Say(blocker.Private(), "/start")
	blocker.Block()
	kicked.Kick()
	muted.Mute()
	moved := old.Migrate()
	plan := func(what telegramtest.Harm, code int, description string, after int) func() {
		return func() {
			srv.Plan(telegramtest.Fault{Method: "sendMessage", What: what, Code: code, Description: description, RetryAfter: after})
		}
	}
	cases := []struct {
		name string
		to   intake.ChatRef
		text string
		plan func()
		code intake.Code
		also func(*intake.Error) bool
	}{
		{name: "kicked", to: chatRef(kicked.ID()), code: intake.CodeChatGone},
		{name: "muted", to: chatRef(muted.ID()), code: intake.CodeChatGone},
		{name: "blocked", to: chatRef(blocker.ID), code: intake.CodeChatGone},
		{name: "never began", to: chatRef(stranger.ID), code: intake.CodeChatGone},
		{name: "no such chat", to: chatRef(-1), code: intake.CodeChatGone},
		{name: "migrated", to: chatRef(old.ID()), code: intake.CodeChatMoved, also: func(e *intake.Error) bool { return e.MovedTo == chatRef(moved.ID()) }},
		{name: "not an address", to: intake.ChatRef{Channel: Channel, ID: "@@abc"}, code: intake.CodeNever},
		{name: "another channel", to: intake.ChatRef{Channel: "wechat", ID: "5"}, code: intake.CodeNever},
		{name: "no words", text: " \u0000\n", code: intake.CodeNever},
		{
			name: "429", plan: plan(telegramtest.Refuse, 429, "Too Many Requests: retry after 37", 37), code: intake.CodeAgain,
			also: func(e *intake.Error) bool { return e.RetryAfter == 37*time.Second },
		},
		{name: "500", plan: plan(telegramtest.InternalError, 0, "", 0), code: intake.CodeAgain},
		{name: "502 page", plan: plan(telegramtest.BadGateway, 0, "", 0), code: intake.CodeAgain},
		{name: "504", plan: plan(telegramtest.Refuse, 504, "Gateway Timeout", 0), code: intake.CodeUnknown},
		{name: "reset before", plan: plan(telegramtest.DropBefore, 0, "", 0), code: intake.CodeUnknown},
		{name: "reset after", plan: plan(telegramtest.DropAfter, 0, "", 0), code: intake.CodeUnknown},
		{name: "cut answer", plan: plan(telegramtest.Garble, 0, "", 0), code: intake.CodeUnknown},
		{name: "400", plan: plan(telegramtest.Refuse, 400, "Bad Request: BUTTON_DATA_INVALID", 0), code: intake.CodeNever},
		{name: "401", plan: plan(telegramtest.Refuse, 401, "Unauthorized", 0), code: intake.CodeUnavailable},
		{name: "404", plan: plan(telegramtest.Refuse, 404, "Not Found", 0), code: intake.CodeUnavailable},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.plan != nil {
				c.plan()
			}
			d := intake.Delivery{To: c.to, Text: c.text}
			if d.To.IsZero() {
				d.To = chatRef(group.ID())
			}
			if d.Text == "" {
				d.Text = "#1"
			}
			_, err := a.Post(t.Context(), d)
			e := codeIs(t, err, c.code)
			if c.also != nil && !c.also(e) {
				t.Errorf("%+v", e)
			}
			if strings.Contains(err.Error(), "<html>") || len(err.Error()) > 500 {
				t.Errorf("error shows a page: %v", err)
			}
		})
	}
}

// What was never written has not happened; what was may have.
func TestPostTellsUnsentFromUnknown(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	group := srv.Group("a")
	post(t, a, intake.Delivery{To: chatRef(group.ID()), Text: "一"})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := a.Post(ended, intake.Delivery{To: chatRef(group.ID()), Text: "二"})
	codeIs(t, err, intake.CodeAgain)
	srv.Plan(telegramtest.Fault{Method: "sendMessage", What: telegramtest.SlowAnswer, Delay: time.Minute})
	given, giveUp := context.WithCancel(t.Context())
	defer giveUp()
	calls, posted := srv.Calls("sendMessage"), make(chan error, 1)
	go func() {
		_, err := a.Post(given, intake.Delivery{To: chatRef(group.ID()), Text: "三"})
		posted <- err
	}()
	eventually(t, "the post arrives", func() bool { return srv.Calls("sendMessage") > calls })
	giveUp()
	codeIs(t, <-posted, intake.CodeUnknown)
	srv.Close()
	_, err = a.Post(t.Context(), intake.Delivery{To: chatRef(group.ID()), Text: "四"})
	codeIs(t, err, intake.CodeAgain)
}

func TestPostGoesOnHalfWay(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a := adapter(t, srv)
	group := srv.Group("a")
	d := intake.Delivery{Key: "ack:1", To: chatRef(group.ID()), Text: strings.Repeat("一", 4096) + strings.Repeat("二", 4096)}
	srv.Plan(telegramtest.Fault{Method: "sendMessage", Skip: 1, What: telegramtest.InternalError})
	_, err := a.Post(t.Context(), d)
	codeIs(t, err, intake.CodeAgain)
	ids := post(t, a, d)
	heard := group.Heard()
	if len(heard) != 2 || len(ids) != 2 || heard[0].Text[:3] != "一" || heard[1].Text[:3] != "二" {
		t.Errorf("%d messages, receipt %v", len(heard), ids)
	}
	post(t, a, d) // a post sent by hand again begins anew
	if n := len(group.Heard()); n != 4 {
		t.Errorf("%d messages", n)
	}
}

// An answer to a message of an unknown kind is quoted in Telegram's reply.
func TestPostAnswersPoison(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, li := srv.Group("a"), srv.User("李强")
	report := li.Poison(group, "转发")
	ids := post(t, adapter(t, srv), intake.Delivery{To: chatRef(group.ID()), Text: "#1", ReplyTo: report.String()})
	if len(ids) != 1 {
		t.Errorf("receipt %v", ids)
	}
}

func TestCheck(t *testing.T) {
	srv := start(t, telegramtest.Config{Privacy: true})
	a := adapter(t, srv)
	line, err := a.Check(t.Context())
	if err != nil || !strings.Contains(line, "@"+srv.Username()) || !strings.Contains(line, "/setprivacy") {
		t.Errorf("%q, %v", line, err)
	}
	srv.SetPrivacy(false)
	if line, err = a.Check(t.Context()); err != nil || !strings.HasSuffix(line, "yes") {
		t.Errorf("%q, %v", line, err)
	}
}

// Our pace stays within what the server tolerates.
func TestPaceFitsTheLimits(t *testing.T) {
	p := (&Adapter{}).Pace()
	if p.PerSecond > 30 || p.ChatInterval < time.Second {
		t.Errorf("pace %+v", p)
	}
	if inAMinute := int(time.Minute/p.GroupInterval) + p.GroupBurst; inAMinute > 20 {
		t.Errorf("%d posts in the first minute", inAMinute)
	}
}
