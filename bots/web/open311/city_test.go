package open311_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"snapgrid/bots/botstest"
	"snapgrid/bots/web/open311"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// city is the database: tickets by number, and the messages that were posted.
type city struct {
	tickets []intake.Ticket
	shots   map[int64]intake.Shots
	events  map[int64][]intake.Event
	reads   atomic.Int64

	mu     sync.Mutex
	posted []intake.Message
	next   int64 // number of the ticket that the next message becomes; 0: none
}

func (c *city) ListTickets(_ context.Context, f intake.Filter) ([]intake.Ticket, error) {
	c.reads.Add(1)
	var found []intake.Ticket
	for _, t := range slices.Backward(c.tickets) {
		switch {
		case len(f.Numbers) > 0 && !slices.Contains(f.Numbers, t.N),
			len(f.Categories) > 0 && !slices.Contains(f.Categories, t.Category),
			len(f.Statuses) > 0 && !slices.Contains(f.Statuses, t.Status),
			!f.ChangedIn[0].IsZero() && t.ChangeAt.Before(f.ChangedIn[0]), !f.ChangedIn[1].IsZero() && !t.ChangeAt.Before(f.ChangedIn[1]),
			f.Near.Radius > 0 && (t.Fix.Source == "" || t.Fix.DistanceTo(f.Near.Point) > f.Near.Radius),
			!f.Box.IsZero() && (t.Fix.Source == "" || t.Fix.Lat < f.Box.Min.Lat || t.Fix.Lat > f.Box.Max.Lat || t.Fix.Lon < f.Box.Min.Lon || t.Fix.Lon > f.Box.Max.Lon),
			!f.From.IsZero() && t.OpenedAt.Before(f.From), !f.To.IsZero() && !t.OpenedAt.Before(f.To),
			f.Before != 0 && t.N >= f.Before:
			continue
		}
		found = append(found, t)
	}
	return found[min(f.Skip, len(found)):min(f.Skip+f.Limit, len(found))], nil
}

func (c *city) Shots(context.Context, []int64) (map[int64]intake.Shots, error) {
	c.reads.Add(1)
	return c.shots, nil
}

func (c *city) Reports(context.Context, []int64) (map[int64]int, error) {
	c.reads.Add(1)
	return map[int64]int{2: 1}, nil
}

func (c *city) EventsOf(context.Context, []int64) (map[int64][]intake.Event, error) {
	c.reads.Add(1)
	return c.events, nil
}

func (c *city) EventsIn(_ context.Context, f intake.EventFilter) ([]intake.Event, error) {
	c.reads.Add(1)
	var found []intake.Event
	for _, n := range slices.Sorted(maps.Keys(c.events)) {
		for _, e := range c.events[n] {
			if (f.From.IsZero() || !e.At.Before(f.From)) && (f.To.IsZero() || e.At.Before(f.To)) && slices.Contains(f.Kinds, e.Kind) {
				found = append(found, e)
			}
		}
	}
	slices.SortFunc(found, func(a, b intake.Event) int { return a.At.Compare(b.At) })
	return found[min(f.Skip, len(found)):min(f.Skip+f.Limit, len(found))], nil
}

func (c *city) FindChat(_ context.Context, ref intake.ChatRef) (intake.Chat, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if slices.ContainsFunc(c.posted, func(m intake.Message) bool { return m.Chat == ref }) {
		return intake.Chat{ID: 1, Ref: ref}, nil
	}
	return intake.Chat{}, &intake.Error{Code: intake.CodeNotFound, Message: "no chat"}
}

func (c *city) FindMessage(_ context.Context, _ int64, id string) (intake.Heard, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, m := range c.posted {
		if m.ID == id {
			if c.next == 0 {
				return intake.Heard{Message: m, State: intake.MessageUnsure}, nil
			}
			return intake.Heard{Message: m, State: intake.MessageTicket, Ticket: c.next + int64(i)}, nil
		}
	}
	return intake.Heard{}, &intake.Error{Code: intake.CodeNotFound, Message: "no message"}
}

// take keeps each message once, as the line does.
func (c *city) take(_ context.Context, batch []intake.Inbound) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, in := range batch {
		if !slices.ContainsFunc(c.posted, func(m intake.Message) bool { return m.ID == in.Said.ID }) {
			c.posted = append(c.posted, *in.Said)
		}
	}
	return nil
}

type blobs struct{}

func (blobs) Create(_ context.Context, r io.Reader, _ int64) (string, int64, error) {
	b, err := io.ReadAll(r)
	return "key", int64(len(b)), err
}

func (blobs) Open(context.Context, string) (io.ReadSeekCloser, error) {
	return nil, errors.New("nothing is read here")
}

var (
	zone = time.FixedZone("CST", 8*3600)
	now  = time.Date(2026, 3, 5, 12, 0, 0, 0, zone)
)

// hostile is a description that breaks careless writers.
const hostile = "坑 <b>&\"'\x00\x08]]> 😀\u202e"

func newCity() *city {
	day := 24 * time.Hour
	return &city{
		tickets: []intake.Ticket{
			{
				N: 1, Status: intake.StatusClosed, Category: "E0401", Masked: "旧坑", OpenedAt: now.Add(-100 * day), ChangeAt: now.Add(-90 * day),
				DoneAt: now.Add(-95 * day), Outcome: "已填", Unit: "cg",
			},
			{
				N: 2, Status: intake.StatusDispatched, Tier: intake.TierJoint, Severity: intake.Urgent, Category: "E0401", Words: "13800138000", Masked: hostile, Unit: "cg", Channel: "telegram",
				OpenedAt: now.Add(-2 * day), ChangeAt: now.Add(-day), DueAt: now.Add(day),
				Fix: geotag.Fix{Point: geotag.Point{Lat: 34.25, Lon: 108.9}, Radius: 12.34, Source: geotag.SourceExif, Address: "人民路", Cell: "c1"},
			},
			{N: 3, Status: intake.StatusMerged, MergedInto: 2, Category: "P0103", Masked: "同一个坑", OpenedAt: now.Add(-day), ChangeAt: now, DoneAt: now.Add(-time.Hour)},
			{N: 4, Status: intake.StatusRejected, Masked: "骂人", Outcome: "无关", OpenedAt: now.Add(-time.Hour), ChangeAt: now, DoneAt: now},
		},
		shots: map[int64]intake.Shots{2: {Before: []string{"aa"}, After: []string{"cc"}}, 4: {Before: []string{"dd"}}},
		events: map[int64][]intake.Event{
			2: {
				{ID: 11, Ticket: 2, At: now.Add(-2 * day), Kind: intake.EventOpened, Status: intake.StatusReported, Text: "坑", Actor: intake.Actor{Sender: "reporter-1"}},
			},
			3: {
				{ID: 12, Ticket: 3, At: now.Add(-day), Kind: intake.EventReminded, Status: intake.StatusReported, Text: "within the house"},
				{ID: 13, Ticket: 3, At: now.Add(-time.Hour), Kind: intake.EventMerged, Status: intake.StatusMerged, Text: "已并入 #2"},
			},
			4: {
				{ID: 14, Ticket: 4, At: now.Add(-time.Hour), Kind: intake.EventOpened, Status: intake.StatusReported, Text: "骂人"},
				{ID: 15, Ticket: 4, At: now, Kind: intake.EventRejected, Status: intake.StatusRejected, Text: "无关", Actor: intake.Actor{Kind: intake.ActorOfficer}},
			},
		},
	}
}

var categories = intake.Categories{
	{Code: "E0401", Name: "路面塌陷", NameEn: "road collapse", Group: "突发事件", Keywords: []string{"塌陷", "坑"}},
	{Code: "P0103", Name: "雨水井盖", NameEn: "storm drain cover", Group: "公用设施", Attributes: []intake.Attribute{
		{Code: "what", Question: "井盖怎么了", Kind: intake.AttributeOne, Required: true, Choices: []intake.Choice{{Key: "gone", Name: "丢失"}, {Key: "loose", Name: "松动"}}},
		{Code: "lanes", Question: "影响", Help: "可多选", Kind: intake.AttributeMany, Choices: []intake.Choice{{Key: "car", Name: "机动车"}, {Key: "bike", Name: "非机动车"}}},
		{Code: "size", Question: "多大（米）", Kind: intake.AttributeNumber, Required: true},
	}},
}

// getter stands for the guarded client: it lets web addresses in.
type getter struct{}

func (getter) Check(address string) error {
	if strings.HasPrefix(address, "https://") {
		return nil
	}
	return &intake.Error{Code: intake.CodeNever, Message: "not asked"}
}

func (getter) Get(_ context.Context, address string, limit int64) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader(fmt.Sprint(address, " ", limit))), nil
}

func open(t *testing.T, c *city) *open311.Adapter {
	t.Helper()
	square := geotag.Cell{Code: "c1", Level: geotag.LevelGrid, Shape: []geotag.Polygon{{{
		{Lat: 34, Lon: 108}, {Lat: 34, Lon: 109}, {Lat: 35, Lon: 109}, {Lat: 35, Lon: 108},
	}}}}
	a := open311.New(open311.Options{
		Config: open311.Config{JurisdictionID: "sample", APIKeys: []string{"secret"}}, PublicURL: "https://city.example", Zone: zone,
		Categories: categories, Getter: getter{},
		Units: []intake.Unit{{Code: "cg", Name: "城管局"}}, Store: c, Blobs: blobs{},
		Areas: geotag.NewAtlas([]geotag.Cell{square}, nil), Now: func() time.Time { return now },
	})
	botstest.Run(t, a, c.take)
	return a
}

func ask(t *testing.T, a *open311.Adapter, method, target string, body io.Reader, contentType string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, target, body)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	rec := httptest.NewRecorder()
	a.ServeHTTP(rec, req)
	switch kind := rec.Header().Get("Content-Type"); {
	case method == http.MethodHead:
	case kind == "text/xml; charset=utf-8":
		if !strings.HasPrefix(rec.Body.String(), `<?xml version="1.0" encoding="utf-8"?>`+"\n<") {
			t.Errorf("%s begins with %.60q", target, rec.Body)
		}
		wellFormed(t, target, rec.Body.Bytes())
	case kind == "application/json; charset=utf-8":
		if !json.Valid(rec.Body.Bytes()) {
			t.Errorf("%s is not JSON: %s", target, rec.Body)
		}
	case rec.Code != http.StatusNoContent:
		t.Errorf("%s is %q", target, kind)
	}
	for _, personal := range []string{"reporter-1", "张三", "骑手群", "13800138000"} {
		if strings.Contains(rec.Body.String(), personal) {
			t.Errorf("%s tells %q", target, personal)
		}
	}
	return rec
}

func wellFormed(t *testing.T, target string, body []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%s is not XML: %v\n%s", target, err, body)
			return
		}
	}
}
