package whistle_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

func TestWhoMayWhistle(t *testing.T) {
	for _, tt := range []struct {
		who      string
		status   intake.Status
		severity intake.Severity
		want     intake.WhistleStatus // "" if nothing is drafted
		says     string
		refused  int
	}{
		{"li", intake.StatusAccepted, intake.Ordinary, intake.WhistleDrafted, "没有按钮就回：哨1 同意", 0},
		{"gao", intake.StatusAccepted, intake.Ordinary, intake.WhistleBlown, "已批准", 0},
		{"li", intake.StatusDispatched, intake.Ordinary, "", "还没核实", 0},
		{"li", intake.StatusDispatched, intake.Emergency, intake.WhistleBlown, "请补批", 0},
		{"gao", intake.StatusDispatched, intake.Emergency, intake.WhistleBlown, "已批准", 0},
		{"liu", intake.StatusAccepted, intake.Ordinary, "", "没有吹", 1},
		{"liu", intake.StatusAccepted, intake.Emergency, "", "没有吹", 1},
		{"zhang", intake.StatusAccepted, intake.Ordinary, "", "没有吹", 1}, // it is another unit's
		{"gao", intake.StatusClosed, intake.Ordinary, "", "不能这样改", 0},
		{"gao", intake.StatusMerged, intake.Emergency, "", "不能这样改", 0},
		{"gao", intake.StatusResolved, intake.Ordinary, "", "不能这样改", 0},
	} {
		r, notes := newRig(t)
		r.ticket = r.open(tt.status, tt.severity)
		w := r.draft(tt.who, "城管 交警 电话13812345678")
		what := tt.who + " on a ticket that is " + string(tt.status) + ", " + string(tt.severity)
		if w.Status != tt.want || r.refusals() != tt.refused || !strings.Contains(r.last(), tt.says) {
			t.Errorf("%s: %q, %d in the audit, said %q", what, w.Status, r.refusals(), r.last())
		}
		if blown := tt.want == intake.WhistleBlown; blown != slices.Contains(*notes, intake.EventWhistled) || blown != (r.said("请区城管局来一趟") > 0) {
			t.Errorf("%s: the ticket's history has %v, cards: %d", what, *notes, r.said("来一趟"))
		}
		if w.N != 0 && w.Reason != "电话〔电话〕" {
			t.Errorf("%s: the reason is %q", what, w.Reason)
		}
	}
}

func TestUnitsAreCalledOnce(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("gao", "城管 chengguan 区城管局 交警")
	if len(w.Parts) != 2 {
		t.Fatalf("the parts are %+v", w.Parts)
	}
	if again := r.draft("gao", "城管"); again.N != 0 || !strings.Contains(r.last(), "哨1 区城管局现在是“未签到”") {
		t.Errorf("a unit that is on its way is called again: %+v, %q", again, r.last())
	}
	r.do("gao", intake.StepCancel, w.N, "")
	if again := r.draft("gao", "城管"); again.N == 0 {
		t.Errorf("after a whistle was called off the unit can not be called: %q", r.last())
	}
}

func TestUnitWithoutChatIsCalledByPhone(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("gao", "公安")
	if r.said("☎️ 区公安分局没有群") != 1 {
		t.Errorf("the street does not hear of it: %q", r.last())
	}
	c := r.call("gao", intake.StepSign, w.N, "")
	r.handle(c)
	if got := r.whistle(w.N); got.Status != intake.WhistleSigned {
		t.Errorf("the street can not act for the unit: %s", got.Status)
	}
}

// On a form the units are ticked: a reason calls nobody, even if it begins with a name.
func TestDraftOnAForm(t *testing.T) {
	for _, tt := range []struct {
		units  []string
		kind   string
		reason string
		called int
	}{
		{[]string{"chengguan"}, "", "公安 来过三次", 1},
		{[]string{"chengguan", "jiaojing"}, "", "城管 管不了", 2},
		{[]string{"chengguan"}, "", "区 里要求", 1}, // may mean each of them
		{[]string{"chengguan", "nobody"}, "", "占道", 0},
		{[]string{"chengguan"}, "no-kind", "占道", 0},
	} {
		r, _ := newRig(t)
		c := r.call("gao", intake.StepDraft, 0, tt.reason)
		c.Ticket, c.Units, c.Kind = r.ticket, tt.units, tt.kind
		r.handle(c)
		drafted := r.all()
		if len(drafted) != min(tt.called, 1) || tt.called > 0 && (len(drafted[0].Parts) != tt.called || drafted[0].Reason != tt.reason) {
			t.Errorf("%v %s %s: drafted %+v", tt.units, tt.kind, tt.reason, drafted)
		}
	}
}

func TestApproval(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("li", "城管")
	for _, who := range []string{"li", "zhang", "liu"} {
		r.do(who, intake.StepApprove, w.N, "")
	}
	if got := r.whistle(w.N); got.Status != intake.WhistleDrafted || r.refusals() != 3 {
		t.Errorf("it is %s, %d in the audit", got.Status, r.refusals())
	}
	r.do("gao", intake.StepApprove, w.N, "")
	r.do("gao", intake.StepApprove, w.N, "") // twice
	if got := r.whistle(w.N); got.Status != intake.WhistleBlown || got.Approver == 0 || got.ApprovedAt.IsZero() || r.said("吹响了") != 1 {
		t.Errorf("%+v", got)
	}
	var steps []intake.WhistleStep
	for _, e := range r.events(w.N) {
		steps = append(steps, e.Step)
	}
	if want := []intake.WhistleStep{intake.StepDraft, intake.StepApprove, intake.StepBlow}; !slices.Equal(steps, want) {
		t.Errorf("the events are %v", steps)
	}
}

// A ticket that ended while its whistle waited for approval calls nobody.
func TestApprovalOfWhatIsOver(t *testing.T) {
	r, notes := newRig(t)
	w := r.draft("li", "城管")
	over, err := r.db.Ticket(t.Context(), r.ticket)
	r.ok(err)
	over.Status = intake.StatusClosed
	r.ok(r.db.SaveTicket(t.Context(), over))
	r.do("gao", intake.StepApprove, w.N, "")
	if got := r.whistle(w.N); got.Status != intake.WhistleCancelled || len(*notes) != 0 || r.said("来一趟") != 0 {
		t.Errorf("%+v %v", got, *notes)
	}
}

func TestTurnedDown(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("li", "城管")
	r.do("zhang", intake.StepCancel, w.N, "")
	r.do("gao", intake.StepCancel, w.N, "先自己劝一劝")
	if got := r.whistle(w.N); got.Status != intake.WhistleCancelled || r.said("哨1 已撤：先自己劝一劝") != 1 || r.refusals() != 1 {
		t.Errorf("%+v, %q", got, r.last())
	}
	r.do("gao", intake.StepApprove, w.N, "")
	if got := r.whistle(w.N); got.Status != intake.WhistleCancelled || !strings.Contains(r.last(), "哨1 现在是“已撤哨”") {
		t.Errorf("%s: %q", got.Status, r.last())
	}
}

// Who comes shows it: without a photo or a position nobody has arrived, and what
// nobody came to is not done.
func TestProof(t *testing.T) {
	r, notes := newRig(t)
	w := r.draft("gao", "城管")
	for _, step := range []intake.WhistleStep{intake.StepArrive, intake.StepDone} {
		r.do("zhang", step, w.N, "清走了")
		if got := r.whistle(w.N); got.Parts[0].Status != intake.PartCalled || !strings.Contains(r.last(), "发一张现场照片或位置") {
			t.Errorf("%s without proof: %s, %q", step, got.Parts[0].Status, r.last())
		}
	}
	r.handle(r.shown(r.call("zhang", intake.StepDone, w.N, "清走了 13812345678")))
	got := r.whistle(w.N)
	p := got.Parts[0]
	if got.Status != intake.WhistleDone || p.Outcome != "清走了 〔电话〕" || len(p.Proofs) != 1 || p.SignedAt.IsZero() || p.ArrivedAt.IsZero() || len(r.db.owed) != 1 {
		t.Errorf("%+v", got)
	}
	if want := []intake.EventKind{intake.EventWhistled, intake.EventAttended, intake.EventAnswered}; !slices.Equal(*notes, want) {
		t.Errorf("the ticket's history has %v", *notes)
	}
}

func TestRefusedWithReasonGoesToTheStreet(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("gao", "城管 交警")
	r.do("zhang", intake.StepRefuse, w.N, "")
	if got := r.whistle(w.N); got.Parts[0].Status != intake.PartCalled || !strings.Contains(r.last(), "为什么不归你们") {
		t.Errorf("refused without a reason: %+v", got.Parts[0])
	}
	c := r.call("zhang", "", w.N, "该找交警")
	c.Part, c.About = 1, "why/call/1"
	r.handle(c)
	if got := r.whistle(w.N); got.Parts[0].Status != intake.PartRefused || got.Status != intake.WhistleBlown || r.said("区城管局说不归他们：该找交警") != 1 {
		t.Errorf("%+v, %q", got.Parts[0], r.last())
	}
	r.do("zhang", intake.StepInsist, w.N, "城管")
	r.do("gao", intake.StepInsist, w.N, "") // of whom
	if !strings.Contains(r.last(), "是哪个单位？请写全名：区城管局、区交警大队") || r.refusals() != 1 {
		t.Errorf("%q", r.last())
	}
	r.now = r.now.Add(2 * time.Hour)
	r.do("gao", intake.StepInsist, w.N, "城管")
	got := r.whistle(w.N)
	if p := got.Parts[0]; p.Status != intake.PartCalled || !p.SignBy.Equal(r.now.Add(time.Hour)) || p.Reason != "" || r.said("街道请你们还是要来") != 2 {
		t.Errorf("%+v, %q", p, r.last())
	}
	r.do("zhang", intake.StepRefuse, w.N, "真不归")
	r.do("wang", intake.StepRefuse, w.N, "也不归")
	if got := r.whistle(w.N); got.Status != intake.WhistleRefused {
		t.Errorf("all refused, and it is %s", got.Status)
	}
	r.do("gao", intake.StepRelease, w.N, "城管")
	r.do("gao", intake.StepRelease, w.N, "交警")
	if got := r.whistle(w.N); got.Status != intake.WhistleCancelled || r.said("哨1 已撤：也不归") != 1 {
		t.Errorf("nobody is left, and it is %s: %q", got.Status, r.last())
	}
}

func TestConfirmedRatedOrDoneAgain(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("gao", "城管")
	r.do("gao", intake.StepConfirm, w.N, "") // too early
	r.handle(r.shown(r.call("zhang", intake.StepDone, w.N, "清走了")))
	r.do("zhang", intake.StepConfirm, w.N, "") // one's own work
	if got := r.whistle(w.N); got.Status != intake.WhistleDone || r.refusals() != 1 {
		t.Errorf("%s, %d in the audit", got.Status, r.refusals())
	}
	r.do("gao", intake.StepRedo, w.N, "又停了一辆")
	if got := r.whistle(w.N); got.Status != intake.WhistleArrived || !got.DoneAt.IsZero() || r.said("吹哨人说还没办好，又停了一辆") != 1 {
		t.Errorf("%+v", got)
	}
	r.do("zhang", intake.StepDone, w.N, "都清走了")
	r.do("gao", intake.StepFair, w.N, "")
	r.do("gao", intake.StepGood, w.N, "") // twice
	if got := r.whistle(w.N); got.Status != intake.WhistleRated || got.Rating != intake.RatedFair || got.ConfirmedAt.IsZero() || !strings.Contains(r.last(), "不能这样改") {
		t.Errorf("%+v, %q", got, r.last())
	}
}

// The report waits for the photos, is said once, and not of what is not done any
// more.
func TestReport(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("gao", "城管")
	c := r.shown(r.call("zhang", intake.StepDone, w.N, "清走了"))
	r.handle(c)
	job := r.db.owed[0]
	if err := r.room.Report(t.Context(), job); intake.CodeOf(err) != intake.CodeAgain {
		t.Fatalf("it does not wait for the photo: %v", err)
	}
	photo := c.Messages[0].Photos[0]
	photo.State, photo.Media.Key = intake.PhotoReady, "abc"
	r.ok(r.db.SavePhoto(t.Context(), photo))
	for range 2 {
		r.ok(r.room.Report(t.Context(), job))
	}
	report := r.db.posts[len(r.db.posts)-1]
	if r.said("区城管局：已完成，清走了") != 1 || len(report.Photos) != 1 || len(report.Buttons) != 2 {
		t.Errorf("%+v", report)
	}
	r.do("gao", intake.StepRedo, w.N, "")
	said := len(r.db.posts)
	if err := r.room.Report(t.Context(), job); err != nil || len(r.db.posts) != said {
		t.Errorf("what is not done is reported as done: %v", err)
	}
}

func TestReminders(t *testing.T) {
	r, _ := newRig(t)
	w := r.draft("gao", "城管")
	began := r.now
	look := func(after time.Duration) {
		t.Helper()
		r.now = began.Add(after)
		r.ok(r.room.Watch(t.Context()))
		r.ok(r.room.Watch(t.Context()))
	}
	count := func(reminded, late, street int) {
		t.Helper()
		if got := [3]int{r.said("⏰"), r.said("已超时"), r.said("请街道催一下")}; got != [3]int{reminded, late, street} {
			t.Errorf("after %s: reminded, late, to the street: %v, want %v", r.now.Sub(began), got, [3]int{reminded, late, street})
		}
	}
	look(29 * time.Minute)
	count(0, 0, 0)
	look(30 * time.Minute) // to sign
	count(1, 0, 0)
	look(time.Hour)
	count(1, 1, 1)
	r.do("zhang", intake.StepSign, w.N, "")
	look(12 * time.Hour) // to contact
	count(2, 1, 1)
	r.do("zhang", intake.StepContact, w.N, "")
	look(24 * time.Hour)
	count(2, 1, 1)
	look(4 * 24 * time.Hour) // to be there; the half was slept through
	count(2, 2, 2)
	r.handle(r.shown(r.call("zhang", intake.StepDone, w.N, "")))
	look(99 * 24 * time.Hour)
	count(2, 2, 2)
}

// What happens between the end of a promise and the look at it does not hide that
// it was broken.
func TestReminderIsNotOvertaken(t *testing.T) {
	r, _ := newRig(t)
	r.ticket = r.open(intake.StatusDispatched, intake.Emergency)
	w := r.draft("li", "城管 交警")
	r.now = r.now.Add(11 * time.Minute)
	r.do("gao", intake.StepApprove, w.N, "")
	r.do("wang", intake.StepSign, w.N, "")
	r.ok(r.room.Watch(t.Context()))
	if r.said("区城管局：该在") != 1 || r.said("区交警大队：该在") != 0 {
		t.Errorf("late: %d and %d", r.said("区城管局：该在"), r.said("区交警大队：该在"))
	}
}

func TestUnknownWhistle(t *testing.T) {
	r, _ := newRig(t)
	c := r.shown(r.call("zhang", intake.StepSign, 77, ""))
	r.handle(c)
	if !strings.Contains(r.last(), "没有找到 哨77") {
		t.Errorf("%q", r.last())
	}
}
