package weekly

import (
	"context"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/stats"
)

var shanghai = time.FixedZone("CST", 8*3600)

// office is a place where seven matters were reported, a day each, and four solved.
type office struct {
	now   time.Time
	asked stats.Question
}

func (o *office) Here() time.Time { return o.now }

func (o *office) Report(_ context.Context, q stats.Question) (stats.Report, time.Time, error) {
	o.asked = q
	var facts []stats.Fact
	for i := range 7 {
		f := stats.Fact{N: int64(i + 1), Opened: stats.At(q.Window.From.AddDate(0, 0, i).Add(time.Hour)), Status: intake.StatusDispatched}
		if i < 4 {
			f.Status, f.Ending, f.Done, f.Due = intake.StatusClosed, intake.EndingSolved, f.Opened+1, f.Opened+2
		}
		facts = append(facts, f)
	}
	q.Now = o.now
	return stats.Count(q, facts, nil, nowhere{}), o.now, nil
}

type nowhere struct{}

func (nowhere) Path(string) []geotag.Cell { return []geotag.Cell{{Code: "c", Name: "红辉社区"}} }
func (nowhere) Cell(string) (geotag.Cell, bool) {
	return geotag.Cell{Code: "c", Name: "红辉社区"}, true
}

// hours are those of Tuesday's nine o'clock on: Monday is a holiday.
type hours struct{}

func (hours) Add(from time.Time, d time.Duration) time.Time {
	return from.AddDate(0, 0, 1).Add(9*time.Hour + d)
}
func (hours) Working(t time.Time) bool { return t.Hour() >= 9 && t.Hour() < 18 }

// store keeps posts and pictures.
type store struct {
	posts    map[string]intake.Post
	pictures map[string][]byte
	owed     int
}

func (s *store) InTx(ctx context.Context, f func(context.Context) error) error { return f(ctx) }
func (s *store) Enqueue(_ context.Context, owed ...intake.Owed) error {
	s.owed += len(owed)
	return nil
}
func (s *store) Weeklies(context.Context) ([]int64, error) { return []int64{4, 5}, nil }
func (s *store) Chat(_ context.Context, id int64) (intake.Chat, error) {
	return intake.Chat{ID: id, Cell: "c", Gone: id == 5}, nil
}

func (s *store) FindPost(_ context.Context, key string) (intake.Post, error) {
	p, ok := s.posts[key]
	if !ok {
		return p, &intake.Error{Code: intake.CodeNotFound}
	}
	return p, nil
}

func (s *store) PutPost(_ context.Context, p intake.Post) (bool, error) {
	_, known := s.posts[p.Key]
	s.posts[p.Key] = p
	return !known, nil
}

func (s *store) Put(_ context.Context, name string, data []byte) error {
	s.pictures[name] = data
	return nil
}

func TestTell(t *testing.T) {
	words, err := notice.New(nil, nil, "zh-CN", shanghai)
	if err != nil {
		t.Fatal(err)
	}
	s, o := &store{posts: map[string]intake.Post{}, pictures: map[string][]byte{}}, &office{}
	h := New(Needs{Store: s, Office: o, Writer: words, Shelf: s, Hours: hours{}, Areas: nowhere{}})
	for _, tt := range []struct {
		now   time.Time
		posts int
	}{
		{time.Date(2026, 11, 22, 12, 0, 0, 0, shanghai), 0}, // Sunday: the week is not over, and the last one is old
		{time.Date(2026, 11, 23, 12, 0, 0, 0, shanghai), 0}, // Monday is a holiday
		{time.Date(2026, 11, 24, 8, 59, 0, 0, shanghai), 0},
		{time.Date(2026, 11, 24, 9, 5, 0, 0, shanghai), 1},
		{time.Date(2026, 11, 24, 9, 10, 0, 0, shanghai), 1}, // once
		{time.Date(2026, 11, 25, 10, 0, 0, 0, shanghai), 1},
		{time.Date(2026, 12, 1, 20, 0, 0, 0, shanghai), 1},  // not at night
		{time.Date(2026, 12, 2, 9, 30, 0, 0, shanghai), 2},  // the program was away for a day
		{time.Date(2026, 12, 11, 9, 30, 0, 0, shanghai), 2}, // and for the whole beginning of this week
	} {
		o.now = tt.now
		if err := h.Tell(t.Context()); err != nil || len(s.posts) != tt.posts || s.owed != tt.posts || len(s.pictures) != tt.posts {
			t.Errorf("at %v: %d posts, %d jobs, %d pictures, %v; want %d", tt.now, len(s.posts), s.owed, len(s.pictures), err, tt.posts)
		}
	}
	if o.asked.Area != "c" || o.asked.Window.From.Format(time.DateOnly) != "2026-11-23" || o.asked.Window.Last().Format(time.DateOnly) != "2026-11-29" {
		t.Errorf("asked for %+v", o.asked)
	}
	want := "📊 红辉社区 一周情况（11-16 – 11-22）\n反映了 7 件，已解决 4 件\n按期办完 100.0% (4/4)"
	p := s.posts["weekly/2026-11-23/4"]
	if strings.TrimSpace(p.Text) != want || len(p.Photos) != 1 || len(s.pictures[p.Photos[0]]) < 10_000 {
		t.Errorf("%+v", p)
	}
}
