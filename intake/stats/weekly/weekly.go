// Package weekly posts how a week went, as a picture, into the chats that want it: in
// the first working time of the next week, once for each chat and week. The key of the
// post names both, so that neither a restart nor another node says it again. Who can
// not see the picture reads the same in the words under it.
package weekly

import (
	"context"
	"fmt"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/stats"
	"snapgrid/intake/stats/picture"
)

// Store is what the herald needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error
	Weeklies(ctx context.Context) ([]int64, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	FindPost(ctx context.Context, key string) (intake.Post, error)
	PutPost(ctx context.Context, p intake.Post) (added bool, err error)
}

// Office answers questions.
type Office interface {
	Here() time.Time
	Report(ctx context.Context, q stats.Question) (r stats.Report, asOf time.Time, err error)
}

// Writer words sentences.
type Writer interface {
	Write(language string, s notice.Sentence, facts notice.Facts) string
}

// Shelf keeps pictures by name.
type Shelf interface {
	Put(ctx context.Context, name string, data []byte) error
}

// Hours are those in which people work.
type Hours interface {
	// Add is when so much working time has passed.
	Add(from time.Time, d time.Duration) time.Time
	Working(t time.Time) bool
}

// Areas knows what areas are called.
type Areas interface {
	Cell(code string) (geotag.Cell, bool)
}

// Needs is what the herald needs.
type Needs struct {
	Store  Store
	Office Office
	Writer Writer
	Shelf  Shelf
	Hours  Hours
	Areas  Areas
}

// Herald tells how the week went.
type Herald struct{ Needs }

// New makes a herald.
func New(n Needs) *Herald { return &Herald{n} }

const (
	// Pause is how often it is looked whether it is time.
	Pause = 5 * time.Minute
	// late is how long after that time it is no news any more.
	late = 48 * time.Hour
)

// Tell posts the last week where it was not told yet, if it is time to.
func (h *Herald) Tell(ctx context.Context) error {
	now := h.Office.Here()
	monday := beginning(now)
	due := h.Hours.Add(monday, time.Minute)
	if now.Before(due) || now.After(due.Add(late)) || !h.Hours.Working(now) {
		return nil
	}
	chats, err := h.Store.Weeklies(ctx)
	if err != nil {
		return err
	}
	for _, id := range chats {
		if err := h.tell(ctx, id, monday); err != nil {
			return fmt.Errorf("tell chat %d how the week went: %w", id, err)
		}
	}
	return nil
}

// beginning is the midnight at which the week of a day began.
func beginning(now time.Time) time.Time {
	year, month, day := now.Date()
	back := (int(now.Weekday()) + 6) % 7
	return time.Date(year, month, day-back, 0, 0, 0, 0, now.Location())
}

func (h *Herald) tell(ctx context.Context, id int64, monday time.Time) error {
	key := fmt.Sprintf("weekly/%s/%d", monday.Format(time.DateOnly), id)
	if _, err := h.Store.FindPost(ctx, key); err == nil || intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	chat, err := h.Store.Chat(ctx, id)
	if err != nil || chat.Gone {
		return err
	}
	window, err := stats.Days(monday.AddDate(0, 0, -7), monday.AddDate(0, 0, -1))
	if err != nil {
		return err
	}
	report, _, err := h.Office.Report(ctx, stats.Question{Window: window, Area: chat.Cell})
	if err != nil {
		return err
	}
	drawn, err := picture.Draw(week(window, report))
	if err != nil {
		return err
	}
	name := intake.RenditionName(fmt.Sprintf("weekly-%s-%d", monday.Format("20060102"), id), intake.SizeLarge)
	if err := h.Shelf.Put(ctx, name, drawn); err != nil {
		return err
	}
	return h.post(ctx, intake.Post{
		Key: key, ChatID: id, Kind: intake.PostNews, Photos: []string{name}, CreatedAt: h.Office.Here().UTC(),
		Text: h.Writer.Write(chat.Language, notice.Weekly, h.facts(chat, window, report.All)),
	})
}

func (h *Herald) post(ctx context.Context, p intake.Post) error {
	return h.Store.InTx(ctx, func(ctx context.Context) error {
		added, err := h.Store.PutPost(ctx, p)
		if err != nil || !added {
			return err
		}
		return h.Store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: p.ChatID}})
	})
}

func (h *Herald) facts(chat intake.Chat, w stats.Window, r stats.Row) notice.Facts {
	area, _ := h.Areas.Cell(chat.Cell)
	return notice.Facts{Where: area.Name, Week: notice.Week{
		Days: days(w), Received: r.Matters(), Solved: r.Figure(stats.Solved).Counted,
		OnTime: share(r.Figure(stats.OnTime)), Content: share(r.Figure(stats.Content)),
	}}
}

// week is what is drawn of a report.
func week(w stats.Window, r stats.Report) picture.Week {
	solved, onTime, content := r.All.Figure(stats.Solved), r.All.Figure(stats.OnTime), r.All.Figure(stats.Content)
	drawn := picture.Week{
		Title: "一周情况", Days: days(w), Key: [2]string{"受理", "其中解决"},
		Lines: []picture.Line{
			{Name: "受理", Value: fmt.Sprint(r.All.Matters())},
			{Name: "解决", Value: fmt.Sprint(solved.Counted), Base: base(solved)},
			{Name: "按期率", Value: rate(onTime), Base: base(onTime)},
			{Name: "满意率", Value: rate(content), Base: base(content)},
		},
	}
	for i, name := range []string{"周一", "周二", "周三", "周四", "周五", "周六", "周日"} {
		day := r.Days[i]
		drawn.Bars = append(drawn.Bars, picture.Bar{Name: name, Received: day.Matters(), Solved: day.Figure(stats.Solved).Counted})
	}
	return drawn
}

func days(w stats.Window) string {
	return w.From.Format("01-02") + " – " + w.Last().Format("01-02")
}

// rate is a share in hundredths; there is none of nothing.
func rate(f stats.Figure) string {
	if f.Base == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f%%", 100*f.Rate())
}

func base(f stats.Figure) string { return fmt.Sprintf("%d/%d", f.Counted, f.Base) }

// share is a rate with its base; "" where there is none.
func share(f stats.Figure) string {
	if f.Base == 0 {
		return ""
	}
	return rate(f) + " (" + base(f) + ")"
}
