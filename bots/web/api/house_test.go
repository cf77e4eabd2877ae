package api

import (
	"context"
	"fmt"
	"time"

	"snapgrid/bots"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/learn"
	"snapgrid/intake/ledger"
	"snapgrid/intake/outbox"
	"snapgrid/intake/search"
	"snapgrid/intake/stats"
)

var plan = dispatch.Plan{
	Units:  []intake.Unit{{Code: "cg", Name: "城管局", Categories: []string{"E04"}}},
	Routes: []dispatch.Route{{Name: "夜里", Categories: []string{"E04"}, Routes: []dispatch.Route{{Cells: []string{"c1"}, Unit: "cg"}}}},
}

var names = ledger.Words{
	Category: func(string) string { return "路面塌陷" }, Unit: func(string) string { return "城管局" },
	State: func(intake.Ticket) string { return "已派单" }, Zone: time.UTC,
}

// note keeps what was done by who may.
func (h *house) note(what string) error {
	if !h.rights {
		return errForbidden
	}
	h.noted = append(h.noted, what)
	return nil
}

func (h *house) FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error) {
	return h.ListTickets(ctx, intake.Filter{Before: q.Past.N, Statuses: q.Statuses, Limit: q.Limit})
}

func (h *house) Whistle(context.Context, int64) (intake.Whistle, error) {
	return intake.Whistle{N: 4, Ticket: 1, Parts: []intake.WhistlePart{{Position: 1, Unit: "cg"}}}, nil
}

// WhistlesOf are one, and those that were drafted.
func (h *house) WhistlesOf(ctx context.Context, _ int64) ([]intake.Whistle, error) {
	w, err := h.Whistle(ctx, 4)
	w.N += int64(len(h.steps))
	return []intake.Whistle{w}, err
}

func (h *house) TakeStep(_ context.Context, a WhistleAct) (string, error) {
	if err := h.note("whistle " + string(a.Step)); err != nil {
		return "", err
	}
	h.steps = append(h.steps, a)
	return "吹了", nil
}

func (h *house) WhistleSteps(_ intake.Officer, _ intake.Whistle, part int) []intake.WhistleStep {
	if part == 0 {
		return []intake.WhistleStep{intake.StepApprove}
	}
	return nil
}

func (h *house) ListWhistles(ctx context.Context, _ intake.WhistleFilter) ([]intake.Whistle, error) {
	return h.WhistlesOf(ctx, 0)
}

func (h *house) WhistleEvents(context.Context, int64) ([]intake.WhistleEvent, error) {
	return []intake.WhistleEvent{{Step: intake.StepDraft, Text: "占道反复", Actor: intake.Actor{Officer: 5, Sender: "reporter-1"}}}, nil
}

func (h *house) Message(_ context.Context, n int64) (intake.Heard, error) {
	return intake.Heard{
		Message: intake.Message{Text: "好像不对", Chat: intake.ChatRef{Channel: "telegram"}, Sender: intake.Sender{ID: "reporter-1", Name: "张三"}},
		Number:  n, ChatID: n, State: intake.MessageUnsure,
	}, nil
}

func (h *house) Mutes(context.Context, time.Time, int) ([]intake.Mute, error) {
	return []intake.Mute{{Channel: "telegram", Sender: "42", Name: "张三", Reason: "刷屏", By: 5}}, nil
}

func (h *house) DeadPost(ctx context.Context, id int64) (intake.Post, error) {
	return intake.Post{ID: id}, nil
}

func (h *house) Backlogs(context.Context, int) ([]intake.Backlog, error) {
	return []intake.Backlog{{ChatID: 1, Posts: 4, Since: start}}, nil
}

func (h *house) ShortPosts(context.Context, intake.ShortFilter, int) ([]intake.ShortPost, error) {
	return []intake.ShortPost{{Post: intake.Post{ID: 8}, Short: []intake.Shortfall{intake.ShortPhoto}}}, nil
}

func (h *house) Doors(context.Context, int64) ([]intake.Door, error) {
	return []intake.Door{{Code: "DOOR", ChatID: 1}}, nil
}

func (h *house) Weeklies(context.Context) ([]int64, error) { return []int64{1}, nil }

func (h *house) SetWeekly(_ context.Context, _ intake.Officer, _ intake.Chat, on bool) error {
	return h.note(fmt.Sprint("weekly ", on))
}

func (h *house) Members(context.Context, int64) ([]intake.Member, error) {
	return []intake.Member{{Name: "小马"}}, nil
}

func (h *house) OfficerChannels(context.Context) (map[int64][]intake.Channel, error) {
	return map[int64][]intake.Channel{5: {"telegram", "wechat"}}, nil
}

func (h *house) Claims(context.Context, time.Time, int) ([]intake.Claim, error) {
	return []intake.Claim{
		{Kind: intake.ClaimOfficer, Officer: intake.Officer{Name: "新人", Role: intake.RoleStreet}, Expires: start},
		{Kind: intake.ClaimMember, Officer: intake.Officer{Name: "张三"}},
	}, nil
}

func (h *house) Audit(_ context.Context, f intake.AuditFilter) ([]intake.AuditEntry, error) {
	e := intake.AuditEntry{Kind: intake.AuditRefusal, ID: 7, At: start, Officer: 5, Name: "张三", Sender: "reporter-1", What: "accept"}
	older := e
	older.ID = 6
	if f.Before.ID == 7 {
		return []intake.AuditEntry{older}, nil
	}
	return []intake.AuditEntry{e, older}[:min(2, f.Limit)], nil
}

func (h *house) Learnt(context.Context) ([]geotag.Learnt, error) {
	return []geotag.Learnt{{Name: "老菜场", Cell: "c1", Count: 3, At: start, Weight: 3}}, nil
}

func (h *house) RequireOn(_ context.Context, _ intake.Officer, r intake.Right, _ intake.Ticket) error {
	return h.Require(context.Background(), intake.Officer{}, r)
}

func (h *house) Scope(intake.Officer) intake.Scope { return intake.Scope{All: true} }

func (h *house) Under(cell string) []string { return []string{cell} }

func (h *house) Reveal(context.Context, intake.Officer, int64) ([]desk.Revealed, error) {
	return []desk.Revealed{{Alias: 7, Name: "李四"}}, h.note("reveal")
}

func (h *house) Learning(context.Context) (learn.Report, error) {
	return learn.Report{Figures: []learn.Figure{{Question: learn.Kind, Examples: 120, Rules: 70, Model: 111, Used: true}}}, nil
}

func (h *house) Preview(_ context.Context, a Act) ([]outbox.Foreseen, error) {
	return []outbox.Foreseen{{Chat: intake.Chat{ID: 1, Title: "张三"}, Pieces: []string{"#1 " + a.Deed}, Short: []intake.Shortfall{intake.ShortLength}}}, nil
}

func (h *house) OriginalMessage(_ context.Context, _ intake.Officer, m intake.Heard) (intake.Heard, error) {
	return m, h.note("original message")
}

func (h *house) PhotoOf(_ context.Context, _ intake.Officer, id int64) (intake.Photo, int64, error) {
	if !h.rights {
		return intake.Photo{}, 0, errForbidden
	}
	return intake.Photo{ID: id, Media: intake.Media{Key: photoKey}}, 1, nil
}

func (h *house) LookAt(context.Context, intake.Officer, intake.Photo, int64) error {
	return h.note("look at a photo")
}

func (h *house) Mute(_ context.Context, _ intake.Officer, m intake.Mute) error {
	return h.note("mute " + string(m.Channel) + "/" + m.Sender + " until " + m.Until.Format(time.DateOnly))
}

func (h *house) Unmute(context.Context, intake.Officer, intake.Channel, string) error {
	return h.note("unmute")
}

func (h *house) Choices(context.Context, intake.Ticket, []intake.Heard) ([]geotag.Fix, error) {
	return []geotag.Fix{{Point: geotag.Point{Lat: 34.1, Lon: 108.1}, Address: "东头老菜场"}}, nil
}

func (h *house) Place(_ context.Context, _ intake.Officer, _ int64, fix geotag.Fix) error {
	return h.note("place " + fix.Address)
}

func (h *house) CorrectName(_ context.Context, _ intake.Officer, l geotag.Learnt) error {
	return h.note(string(l.State) + " " + l.Name)
}

func (h *house) OpenDoor(context.Context, intake.Officer, intake.Chat) (intake.Door, error) {
	return intake.Door{Code: "DOOR"}, h.note("open a door")
}

func (h *house) CloseDoor(context.Context, intake.Officer, string) error {
	return h.note("close a door")
}

func (h *house) InviteMember(_ context.Context, _ intake.Officer, _ intake.Chat, name string) (string, error) {
	return "CODE", h.note("invite the member " + name)
}

func (h *house) Scoped(o intake.Office) bool {
	return o.Role != intake.RoleGridOfficer || len(o.Cells) > 0
}

func (h *house) Invite(_ context.Context, _, o intake.Officer) (string, []string, error) {
	return "CODE", []string{"https://city.example/login?code=CODE"}, h.note("invite " + o.Name)
}

func (h *house) Give(_ context.Context, _ intake.Officer, _ int64, o intake.Office) error {
	return h.note("give " + string(o.Role))
}

func (h *house) TakeOffice(_ context.Context, _ intake.Officer, _ int64, o intake.Office) error {
	return h.note("take " + string(o.Role))
}

func (h *house) Dismiss(context.Context, intake.Officer, int64) error { return h.note("dismiss") }

// Path knows the cell c1.
func (h *house) Path(code string) []geotag.Cell {
	if code != "c1" {
		return nil
	}
	return []geotag.Cell{{Code: "c1", Name: "红辉网格"}}
}

func (h *house) Here() time.Time { return h.now }

// Report counts one ticket that was solved, and one that was not.
func (h *house) Report(_ context.Context, q stats.Question) (stats.Report, time.Time, error) {
	solved := stats.Fact{N: 1, Opened: stats.At(h.now), Status: intake.StatusClosed, Ending: intake.EndingSolved, Done: stats.At(h.now) + 1}
	q.Now = h.now
	return stats.Count(q, []stats.Fact{solved, {N: 2, Opened: stats.At(h.now), Status: intake.StatusDispatched}}, nil, h), h.now, nil
}

func (h *house) Spots(context.Context, stats.Question) ([]stats.Spot, int, error) {
	return []stats.Spot{{Class: "E0401", Cell: "c1", Back: 2, Tickets: []int64{1, 2, 3}}}, 1, nil
}

func (h *house) Tickets(context.Context, stats.Question, stats.Key, stats.Part) ([]int64, error) {
	return []int64{3, 2, 1}, nil
}

func (h *house) Numbers(context.Context, stats.Question) ([]int64, error) {
	return []int64{1, 2, 3}, nil
}

func (h *house) Entry(_ context.Context, t intake.Ticket) (ledger.Entry, error) {
	return ledger.Entry{Ticket: t, Reporter: "居民", Handler: "周斌"}, nil
}

func (h *house) Health() []bots.Health { return []bots.Health{{Channel: "wechat", State: "running"}} }

func (h *house) Pairings() []bots.Pairing {
	return []bots.Pairing{{Channel: "wechat", Code: "https://login.example/x"}}
}

// jobs are one that failed.
type jobs struct{ *house }

func (j jobs) Retry(context.Context, int64) error { return j.note("retry a job") }

func (h *house) Tally(context.Context) ([]intake.JobTally, error) {
	return []intake.JobTally{{Kind: "announce", State: intake.JobAgain, Jobs: 1, Oldest: start}}, nil
}

func (h *house) Failed(context.Context, int) ([]intake.FailedJob, error) {
	return []intake.FailedJob{{ID: 7, Kind: "announce", State: intake.JobAgain, Failure: "no room"}}, nil
}
