package telegram

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

func TestPollHearsInOrder(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, other := srv.Group("骑手一组"), srv.Supergroup("骑手二组")
	li := srv.User("李强")
	var want, wantOther []string
	for i := range 150 { // more than one batch
		want = append(want, fmt.Sprintf("消息 %d", i))
		wantOther = append(wantOther, fmt.Sprintf("另一条 %d", i))
		li.Say(group, want[i])
		li.Say(other, wantOther[i])
	}
	l, a := newLedger(), adapter(t, srv)
	stop := run(t, a, l.sink)
	all := l.until(t, hasText("另一条 149"))
	if got := texts(all, group.ID()); !reflect.DeepEqual(got, want) {
		t.Errorf("group: got %d texts out of order or lost: %v", len(got), got)
	}
	if got := texts(all, other.ID()); !reflect.DeepEqual(got, wantOther) {
		t.Errorf("other group: got %d texts out of order or lost: %v", len(got), got)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if n := srv.Waiting(); n != 0 {
		t.Errorf("%d updates are not confirmed after the end", n)
	}
	if len(all) != 302 { // and two memberships
		t.Errorf("heard %d things, want 302: something came twice", len(all))
	}
}

// TestPollHandsInTogether hears what comes one by one, ten times as fast as batches may be
// handed in.
func TestPollHandsInTogether(t *testing.T) {
	t.Parallel()
	srv := start(t, telegramtest.Config{})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	l, a, batches := newLedger(), adapter(t, srv), 0
	began := time.Now()
	stop := run(t, a, func(ctx context.Context, batch []intake.Inbound) error {
		batches++
		return l.sink(ctx, batch)
	})
	for i := range 50 {
		li.Say(group, fmt.Sprintf("消息 %d", i))
		time.Sleep(stride / 10)
	}
	l.until(t, hasText("消息 49"))
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if most := int(time.Since(began)/stride) + 1; batches > most {
		t.Errorf("%d batches within %s, want %d at most", batches, time.Since(began), most)
	}
}

func TestPollLosesNothingWhenTheSinkFails(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	l, a := newLedger(), adapter(t, srv)
	l.refuse = func(batch int) error {
		if batch%3 != 0 {
			return errors.New("the database is gone")
		}
		return nil
	}
	run(t, a, l.sink)
	var want []string
	for i := range 8 {
		want = append(want, fmt.Sprintf("消息 %d", i))
		li.Say(group, want[i])
	}
	all := l.until(t, hasText("消息 7"))
	if got := texts(all, group.ID()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// The process ends at every possible point: before the batch is kept, while it
// is, and after it was but before Telegram is told.
func TestPollLosesNothingWhenCancelledAnywhere(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	l := newLedger()
	var want []string
	for i := range 20 {
		want = append(want, fmt.Sprintf("消息 %d", i))
		li.Say(group, want[i])
		ctx, cancel := context.WithCancel(t.Context())
		a := adapter(t, srv)
		a.pollFor = time.Second
		dieAt := rand.N(4)
		died := make(chan struct{})
		go func() {
			defer close(died)
			err := a.Run(ctx, func(ctx context.Context, batch []intake.Inbound) error {
				if dieAt == 1 {
					cancel()
				}
				err := l.sink(ctx, batch)
				if dieAt == 2 {
					cancel()
				}
				if dieAt == 3 {
					cancel()
					return context.Canceled // the answer of the commit was lost
				}
				return err
			})
			if err != nil {
				t.Errorf("run %d: %v", i, err)
			}
		}()
		if dieAt == 0 {
			time.AfterFunc(rand.N(5*time.Millisecond), cancel)
		}
		select {
		case <-died:
		case <-time.After(20 * time.Second):
			t.Fatal("run did not end")
		}
		cancel()
	}
	run(t, adapter(t, srv), l.sink)
	all := l.until(t, hasText(want[len(want)-1]))
	if got := texts(all, group.ID()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPollRedeliversAfterACrash(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	li.Say(group, "井盖坏了")
	first, second := newLedger(), newLedger()
	stop := run(t, adapter(t, srv), func(ctx context.Context, batch []intake.Inbound) error {
		if err := first.sink(ctx, batch); err != nil {
			return err
		}
		<-ctx.Done() // the process dies between the commit and its answer
		return ctx.Err()
	})
	first.until(t, hasText("井盖坏了"))
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	run(t, adapter(t, srv), second.sink)
	second.until(t, hasText("井盖坏了"))
}

func TestPollStopsWithinASecond(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	l := newLedger()
	stop := run(t, adapter(t, srv), l.sink)
	eventually(t, "the long poll waits", func() bool { return srv.Calls("getUpdates") > 0 })
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second): // the server would hold the request for 30
		t.Error("Run did not end")
	}
}

func TestPollKeepsPoisonAndGoesOn(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, li := srv.Supergroup("骑手一组"), srv.User("李强")
	li.Say(group, "之前")
	li.Poison(group, "转发的井盖")
	strange := srv.PushRaw(`"thought":{"about":"nothing"}`)
	broken := srv.PushRaw(`"message":{"message_id":"seven","chat":[]}`)
	empty := srv.PushRaw(`"message":{"date":1}`)
	li.Say(group, "之后")
	l := newLedger()
	stop := run(t, adapter(t, srv), l.sink)
	all := l.until(t, hasText("之后"))
	if got, want := texts(all, group.ID()), []string{"之前", "转发的井盖", "之后"}; !reflect.DeepEqual(got, want) {
		t.Errorf("heard %v, want %v: the words of an unreadable message are still words", got, want)
	}
	var dead []string
	for _, in := range all {
		if d := in.Dead; d != nil {
			dead = append(dead, d.Key)
			if d.Channel != Channel || len(d.Raw) == 0 || d.Reason == "" || in.At.IsZero() {
				t.Errorf("dead letter is incomplete: %+v", d)
			}
		}
	}
	want := []string{decimal(strange - 1), decimal(strange), decimal(broken), decimal(empty)}
	if !reflect.DeepEqual(dead, want) {
		t.Errorf("dead letters %v, want %v", dead, want)
	}
	if err := stop(); err != nil || srv.Waiting() != 0 {
		t.Errorf("end: %v, %d updates not confirmed", err, srv.Waiting())
	}
}

func TestPollFollowsNumbersThatBeginAnew(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	l := newLedger()
	li.Say(group, "一")
	stop := run(t, adapter(t, srv), l.sink)
	l.until(t, hasText("一"))
	eventually(t, "all confirmed", func() bool { return srv.Waiting() == 0 })
	srv.RestartNumbers(50)
	li.Say(group, "二")
	l.until(t, hasText("二"))
	li.Say(group, "三")
	l.until(t, hasText("三"))
	if err := stop(); err != nil || srv.Waiting() != 0 {
		t.Errorf("end: %v, %d updates not confirmed", err, srv.Waiting())
	}
}

// What Telegram delivers twice is handed in twice, and confirmed all the same.
func TestPollHandsInRepeats(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	li.Say(group, "井盖坏了")
	l := newLedger()
	run(t, adapter(t, srv), l.sink)
	l.until(t, hasText("井盖坏了"))
	srv.Repeat(1)
	all := l.until(t, func(all []intake.Inbound) bool { return len(all) == 3 })
	if first, second := all[1].Said, all[2].Said; !reflect.DeepEqual(first, second) {
		t.Errorf("%+v came back as %+v", first, second)
	}
	eventually(t, "all confirmed", func() bool { return srv.Waiting() == 0 })
}

func TestPollEnduresFaults(t *testing.T) {
	faults := map[string]telegramtest.Fault{
		"reset before": {What: telegramtest.DropBefore},
		"reset after":  {What: telegramtest.DropAfter},
		"500":          {What: telegramtest.InternalError},
		"502 page":     {What: telegramtest.BadGateway},
		"cut answer":   {What: telegramtest.Garble},
		"409":          {What: telegramtest.Refuse, Code: http.StatusConflict, Description: "Conflict: terminated by other getUpdates request"},
	}
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			srv := start(t, telegramtest.Config{})
			group, li := srv.Group("骑手一组"), srv.User("李强")
			f.Method, f.Times = "getUpdates", 5
			srv.Plan(f)
			srv.Plan(telegramtest.Fault{Method: "getMe", Times: 2, What: f.What, Code: f.Code, Description: f.Description})
			li.Say(group, "井盖坏了")
			l := newLedger()
			run(t, adapter(t, srv), l.sink)
			all := l.until(t, hasText("井盖坏了"))
			if n := len(texts(all, group.ID())); n != 1 {
				t.Errorf("heard %d messages", n)
			}
		})
	}
}

func TestPollObeysRetryAfter(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	srv.Plan(telegramtest.Fault{
		Method: "getUpdates", What: telegramtest.Refuse, Code: 429, RetryAfter: 1,
		Description: "Too Many Requests: retry after 1",
	})
	a := adapter(t, srv)
	begin := time.Now()
	run(t, a, newLedger().sink)
	eventually(t, "asked again", func() bool { return srv.Calls("getUpdates") == 2 })
	if waited := time.Since(begin); waited < time.Second {
		t.Errorf("asked again after %v, told to wait a second", waited)
	}
}

func TestPollDeletesAWebhook(t *testing.T) {
	srv := start(t, telegramtest.Config{RetryAfter: time.Hour})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	a := adapter(t, srv)
	a.cfg.Mode, a.opts.PublicURL = "webhook", "http://127.0.0.1:1"
	if err := a.setWebhook(t.Context()); err != nil {
		t.Fatal(err)
	}
	li.Say(group, "井盖坏了")
	l := newLedger()
	run(t, adapter(t, srv), l.sink)
	l.until(t, hasText("井盖坏了"))
}

func TestPollGivesUpOnARefusedToken(t *testing.T) {
	srv := start(t, telegramtest.Config{})
	a, err := New(Config{Token: "4242:another-secret", APIURL: srv.URL(), Mode: "polling"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.client.http.CloseIdleConnections()
	err = a.Run(t.Context(), newLedger().sink)
	codeIs(t, err, intake.CodeUnavailable)
	if !strings.Contains(err.Error(), "BotFather") {
		t.Errorf("%q does not say what to do", err)
	}
	srv.Plan(telegramtest.Fault{Method: "getUpdates", What: telegramtest.Refuse, Code: 401, Description: "Unauthorized"})
	codeIs(t, adapter(t, srv).Run(t.Context(), newLedger().sink), intake.CodeUnavailable)
}

func TestPollHearsWhatIsNotSaid(t *testing.T) {
	srv := start(t, telegramtest.Config{Privacy: true})
	group, li := srv.Group("骑手一组"), srv.User("李强")
	l, a := newLedger(), adapter(t, srv)
	run(t, a, l.sink)
	find := func(what string, is func(intake.Inbound) bool) intake.Inbound {
		t.Helper()
		all := l.until(t, func(all []intake.Inbound) bool { return slices.ContainsFunc(all, is) })
		return all[slices.IndexFunc(all, is)]
	}
	in := find("membership", func(in intake.Inbound) bool { return in.Member != nil })
	if m := in.Member; !m.Deaf || !m.Inside || m.Title != "骑手一组" {
		t.Errorf("membership %+v, want inside and deaf", m)
	}
	srv.SetPrivacy(false)
	group.Promote()
	find("hearing membership", func(in intake.Inbound) bool { return in.Member != nil && !in.Member.Deaf })

	report := li.Say(group, "井盖坏了")
	l.until(t, hasText("井盖坏了"))
	receipt, err := a.Post(t.Context(), intake.Delivery{
		To: chatRef(group.ID()), ReplyTo: report.String(), Text: "#1",
		Buttons: []intake.Button{{Label: "完成", Data: "done:1"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	post := group.Heard()[0]
	press, err := li.Press(post, "完成")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := li.PressLate(post, "完成"); err != nil {
		t.Fatal(err)
	}
	in = find("press", func(in intake.Inbound) bool { return in.Press != nil })
	if p := in.Press; p.Data != "done:1" || p.MessageID != receipt.IDs[0] || p.Sender.ID != decimal(li.ID) {
		t.Errorf("press %+v", p)
	}
	if err := a.Toast(t.Context(), *in.Press, "#1 已签收"); err != nil {
		t.Error(err)
	}
	if text, alert := press.Toast(); text != "#1 已签收" || alert {
		t.Errorf("the presser was shown %q, %v", text, alert)
	}
	if err := a.Toast(t.Context(), *in.Press, "again"); intake.CodeOf(err) != intake.CodeNever {
		t.Errorf("a second answer: %v", err)
	}
	l.until(t, func(all []intake.Inbound) bool {
		n := 0
		for _, in := range all {
			if in.Press != nil && in.Press.MessageID == receipt.IDs[0] {
				n++
			}
		}
		return n == 2
	})
	li.React(group, post.ID, "", "👍")
	in = find("reaction", func(in intake.Inbound) bool { return in.React != nil })
	if r := in.React; r.Emoji != "👍" || r.MessageID != receipt.IDs[0] {
		t.Errorf("reaction %+v", r)
	}
	to := group.Migrate()
	in = find("migration", func(in intake.Inbound) bool { return in.Moved != nil })
	if m := in.Moved; m.From != chatRef(group.ID()) || m.To != chatRef(to.ID()) {
		t.Errorf("moved %+v", m)
	}
	to.Kick()
	find("kick", func(in intake.Inbound) bool { return in.Member != nil && !in.Member.Inside })
}
