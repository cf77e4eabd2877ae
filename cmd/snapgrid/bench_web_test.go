package main

import (
	"cmp"
	"compress/gzip"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/rs/zerolog"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
)

// A million tickets, or as many as SNAPGRID_BENCH_TICKETS says: of 4,000 that are
// over, and 1,000 that are open, each many times over, the open ones on top.
const (
	overOnes = 4000
	openOnes = 1000
	openMany = 28 // times
)

// metropolis is a program with many tickets whose pages are looked at.
type metropolis struct {
	*testing.B
	*program
	exec  func(query string, args ...any)
	pages *httptest.Server
	over  int64 // how often each that is over is there
	last  int64
}

// BenchmarkPages measures the pages by 8 browsers at once, each opening the next page
// when it has the last one.
func BenchmarkPages(b *testing.B) {
	eachDatabase(b, func(b *testing.B, cfg configs.Config, _ *telegramtest.Server) {
		cfg.Database = kept(cfg.Database)
		p, err := build(zerolog.New(zerolog.NewConsoleWriter()).Level(zerolog.ErrorLevel).WithContext(context.Background()), cfg, io.Discard)
		if err != nil {
			b.Fatal(err)
		}
		defer p.close()
		t := &metropolis{B: b, program: p, exec: statements(b, cfg.Database)}
		began := time.Now()
		if newest, err := p.db.LatestTickets(b.Context(), intake.Filter{Limit: 1}); err != nil {
			b.Fatal(err)
		} else if len(newest) > 0 {
			t.last = newest[0].N
		} else {
			t.settle(strings.HasPrefix(cfg.Database, "postgres"))
		}
		b.Logf("%d tickets in %s", t.last, time.Since(began).Round(time.Second))
		t.pages = httptest.NewServer(p.server.Handler())
		defer t.pages.Close()
		street := t.officer("street", intake.Office{Role: intake.RoleStreet})
		unit := t.officer("paishui", intake.Office{Role: intake.RoleUnitOfficer, Unit: "paishui"})
		for _, page := range t.list(street, unit) {
			b.Run(page.name, func(b *testing.B) { t.look(b, page.path, page.cookie) })
		}
		b.Run("size", func(b *testing.B) { t.weigh(b, street) })
	})
}

// opened is a page as somebody opens it.
type opened struct{ name, path, cookie string }

// list is the pages that are measured, by one who sees everything and one of a unit.
func (t *metropolis) list(street, unit string) []opened {
	return []opened{
		{"home", "/", ""}, {"public-ticket", fmt.Sprintf("/tickets/%d", t.last), ""},
		{"board", "/desk", street}, {"board-light", "/desk?by=light", street}, {"board-of-unit", "/desk", unit},
		{"board-closed-cell", "/desk?status=closed&cell=cell-7", street}, {"board-red-class", "/desk?light=red&class=E0401", street},
		{"ticket", fmt.Sprintf("/desk/tickets/%d", t.last), street},
		{"search-2-frequent", "/desk/search?q=路灯", street}, {"search-4-frequent", "/desk/search?q=路灯不亮", street},
		{"search-2-rare", "/desk/search?q=孔雀", street}, {"search-4-rare", "/desk/search?q=孔雀开屏", street},
		{"search-1", "/desk/search?q=井", street}, {"search-words", "/desk/search?q=东门街 路灯", street}, {"search-street", "/desk/search?q=东门街", street},
		{"search-filtered", "/desk/search?q=路灯&status=reported&unit=paishui", street},
		{"search-middling", "/desk/search?q=东门街12号 积水", street}, {"search-of-unit", "/desk/search?q=积水", unit},
		{"inbox", "/desk/inbox", street},
	}
}

// kept is the database to measure: a new one, or one of its kind that is kept between
// runs, filled where it is empty, so that one page can be measured again and again.
// SNAPGRID_BENCH_SQLITE names its file, SNAPGRID_BENCH_POSTGRES its address.
func kept(address string) string {
	if strings.HasPrefix(address, "sqlite:") {
		if file := os.Getenv("SNAPGRID_BENCH_SQLITE"); file != "" {
			return "sqlite:" + file
		}
		return address
	}
	return cmp.Or(os.Getenv("SNAPGRID_BENCH_POSTGRES"), address)
}

// statements runs statements on a database, past the store.
func statements(b *testing.B, address string) func(query string, args ...any) {
	b.Helper()
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		db, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(off)&_pragma=busy_timeout(10000)&_pragma=temp_store(memory)")
		if err != nil {
			b.Fatal(err)
		}
		db.SetMaxOpenConns(1)
		b.Cleanup(func() { _ = db.Close() })
		return func(query string, args ...any) {
			if _, err := db.ExecContext(b.Context(), query, args...); err != nil {
				b.Fatalf("%s: %v", query, err)
			}
		}
	}
	pool, err := pgxpool.New(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	return func(query string, args ...any) {
		if _, err := pool.Exec(b.Context(), query, args...); err != nil {
			b.Fatalf("%s: %v", query, err)
		}
	}
}

// settle fills the metropolis.
func (t *metropolis) settle(postgres bool) {
	t.Helper()
	many, err := strconv.Atoi(cmp.Or(os.Getenv("SNAPGRID_BENCH_TICKETS"), "1000000"))
	if err != nil {
		t.Fatal(err)
	}
	t.over = int64(max(1, (many-openOnes*openMany)/overOnes))
	t.keep(0, overOnes, func(i int) intake.Ticket { return pattern(i, false) })
	if postgres {
		t.exec(`drop index ticket_terms_terms`)
	}
	t.multiply(postgres, 0, overOnes, t.over-1)
	t.exec(`update counters set value = $1 where name = 'ticket'`, overOnes*t.over)
	t.keep(overOnes*t.over, openOnes, func(i int) intake.Ticket { return pattern(i, true) })
	t.multiply(postgres, overOnes*t.over, openOnes, openMany-1)
	t.last = overOnes*t.over + openOnes*openMany
	t.exec(`update counters set value = $1 where name = 'ticket'`, t.last)
	rare := pattern(0, false)
	rare.Masked = "公园里孔雀开屏了没人管"
	rare.N = 1
	if err := t.db.SaveTicket(t.Context(), rare); err != nil {
		t.Fatal(err)
	}
	if postgres {
		t.exec(`create index ticket_terms_terms on ticket_terms using gin (terms) with (gin_pending_list_limit = 512)`)
		t.exec(`vacuum analyze`)
		return
	}
	t.exec(`pragma wal_checkpoint(truncate)`)
}

// pattern is one of the tickets that are there many times.
func pattern(i int, open bool) intake.Ticket {
	troubles := []string{"路灯不亮了", "窨井盖翘起来了", "积水很深过不去", "垃圾堆成山没人清", "树倒了挡住半边路", "共享单车堵住盲道", "护栏撞坏了", "路面塌了一个坑", "下水道堵了往外冒", "施工噪音半夜还在响"}
	classes := []string{"P0118", "P0103", "E0401", "E0201", "E0501", "E0601", "P0201", "E0401", "P0105", "E0301"}
	units := []string{"shizheng", "paishui", "chengguan", "huanwei", ""}
	street := string([]rune("东西南北中")[i/10%5]) + string([]rune("门关庄桥湾营坊里")[i/50%8]) + "街"
	words := fmt.Sprintf("%s%d号%s，麻烦快点来看看", street, i/3%97, troubles[i%10])
	at := time.Now().Add(-730 * 24 * time.Hour)
	t := intake.Ticket{
		Status: intake.StatusClosed, Severity: intake.Ordinary, Category: classes[i%10], Words: words, Masked: words, Unit: units[i*7%5],
		Channel: "telegram", OpenedAt: at, ChangeAt: at, Tier: 3, Voices: 1, Outcome: "已派人处理完毕", DoneAt: at, Ending: intake.EndingSolved,
		Fix: geotag.Fix{Point: geotag.Point{Lat: 34.2 + float64(i%997)/5000, Lon: 108.9 + float64(i%991)/5000}, Radius: 20, Source: geotag.SourcePin, Address: street, Cell: fmt.Sprintf("cell-%d", i*13%200)},
	}
	if open {
		now := time.Now()
		t.Status, t.Outcome, t.Ending, t.DoneAt = intake.OpenStatuses()[i*3%7], "", "", time.Time{}
		t.OpenedAt, t.ChangeAt, t.DueAt = now, now, now.Add(time.Duration(i%90-30)*time.Hour)
		t.Clocks.RedAt, t.Clocks.YellowAt = t.DueAt, t.DueAt.Add(-5*time.Hour)
	}
	return t
}

// keep opens tickets in the usual way.
func (t *metropolis) keep(above int64, count int, pattern func(i int) intake.Ticket) {
	t.Helper()
	t.exec(`create table if not exists sample_terms (n bigint primary key, terms text)`)
	for at := 0; at < count; at += 500 {
		err := t.db.InTx(t.Context(), func(ctx context.Context) error {
			for i := at; i < min(count, at+500); i++ {
				if _, err := t.db.OpenTicket(ctx, pattern(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range count {
		ticket := pattern(i)
		terms := slices.DeleteFunc(search.Terms(ticket), func(term string) bool { return strings.HasPrefix(term, "#") })
		t.exec(`insert into sample_terms (n, terms) values ($1, $2)`, above+int64(i)+1, strings.Join(terms, " "))
	}
}

// multiply puts so many tickets above a number there several times more.
func (t *metropolis) multiply(postgres bool, above int64, count int, times int64) {
	t.Helper()
	if times < 1 {
		return
	}
	series, later := `(with recursive s (i) as (select 1 union all select i + 1 from s where i < $1) select i from s)`, `t.opened_at + i * 3600000000`
	if postgres {
		series, later = `generate_series(1, $1::bigint) i`, `t.opened_at + i * interval '1 hour'`
	}
	columns := strings.Split(strings.NewReplacer("t.", "", "\n", "", "\t", "", " ", "").Replace(row.TicketColumns), ",")
	values := make([]string, len(columns))
	for i, c := range columns {
		values[i] = cmp.Or(map[string]string{"n": "t.n + i * $2", "opened_at": later}[c], "t."+c)
	}
	t.exec("insert into tickets ("+strings.Join(columns, ", ")+") select "+strings.Join(values, ", ")+
		" from "+series+" cross join tickets t where t.n > $3 and t.n <= $3 + $2", times, int64(count), above)
	into, terms := `ticket_terms (rowid, terms)`, `terms || ' #' || (n + i * $2)`
	if postgres {
		into, terms = `ticket_terms (n, terms)`, `array_to_tsvector(string_to_array(terms, ' ') || array['#' || (n + i * $2)])`
	}
	t.exec("insert into "+into+" select n + i * $2, "+terms+" from "+series+" cross join sample_terms where n > $3 and n <= $3 + $2",
		times, int64(count), above)
}

// officer is the cookie of somebody on the staff.
func (t *metropolis) officer(name string, office intake.Office) string {
	t.Helper()
	o, key := intake.Officer{Name: name, Role: office.Role, Unit: office.Unit}, rand.Text()
	id, err := t.db.PutOfficer(t.Context(), o)
	if err == nil {
		o.ID = id
		err = t.db.PutSession(t.Context(), key, intake.Session{Officer: o, Expires: time.Now().Add(time.Hour)})
	}
	if err != nil {
		t.Fatal(err)
	}
	return "snapgrid_session=" + key
}

// look opens a page b.N times by 8 browsers.
func (t *metropolis) look(b *testing.B, path, cookie string) {
	var took []time.Duration
	var mutex sync.Mutex
	var all sync.WaitGroup
	work := make(chan struct{}, b.N)
	for range b.N {
		work <- struct{}{}
	}
	close(work)
	b.ReportMetric(t.alone(b, path, cookie), "ms-alone")
	t.first(b, path, cookie)
	for range 8 {
		all.Go(func() {
			for range work {
				began := time.Now()
				t.fetch(b, path, cookie)
				mutex.Lock()
				took = append(took, time.Since(began))
				mutex.Unlock()
			}
		})
	}
	all.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
}

// first opens a page by 8 browsers at once: for the first page they open each of them
// needs a connection to the database that has not yet seen its statements. The longest
// is told apart.
func (t *metropolis) first(b *testing.B, path, cookie string) {
	var all sync.WaitGroup
	began := time.Now()
	for range 8 {
		all.Go(func() { t.fetch(b, path, cookie) })
	}
	all.Wait()
	b.ReportMetric(float64(time.Since(began).Microseconds())/1000, "ms-first")
}

// alone is how long a page takes in the middle, in ms, of 11 one after the other.
func (t *metropolis) alone(b *testing.B, path, cookie string) float64 {
	var took []time.Duration
	for range 11 {
		began := time.Now()
		t.fetch(b, path, cookie)
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return float64(took[5].Microseconds()) / 1000
}

func (t *metropolis) fetch(b *testing.B, path, cookie string) string {
	address, query, asks := strings.Cut(path, "?")
	if asks {
		values, err := url.ParseQuery(query)
		if err != nil {
			b.Error(err)
		}
		address += "?" + values.Encode()
	}
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, t.pages.URL+address, http.NoBody)
	if err != nil {
		b.Error(err)
		return ""
	}
	request.Header.Set("Cookie", cookie)
	answer, err := t.pages.Client().Do(request)
	if err != nil {
		b.Error(err)
		return ""
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.Errorf("%s answered %d, %v", path, answer.StatusCode, err)
	}
	return string(body)
}

var linked = regexp.MustCompile(`(?:src|href)="(/assets/[^"]+\.(?:css|js|svg)[^"]*)"`)

// weigh adds up what a first visit loads, without photos.
func (t *metropolis) weigh(b *testing.B, street string) {
	for name, page := range map[string][2]string{"home": {"/", ""}, "board": {"/desk", street}, "search": {"/desk/search?q=路灯", street}} {
		files := []string{t.fetch(b, page[0], page[1])}
		for _, m := range linked.FindAllStringSubmatch(files[0], -1) {
			files = append(files, t.fetch(b, strings.ReplaceAll(m[1], "&amp;", "&"), ""))
		}
		plain, packed := 0, 0
		for _, f := range files {
			var w strings.Builder
			z := gzip.NewWriter(&w)
			_, _ = z.Write([]byte(f)) // a builder never fails
			_ = z.Close()
			plain, packed = plain+len(f), packed+w.Len()
		}
		b.ReportMetric(float64(plain)/1000, "kB-"+name)
		b.ReportMetric(float64(packed)/1000, "kB-"+name+"-gzip")
	}
}
