package ledger_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/ledger"
)

var words = ledger.Words{
	Zone:     time.FixedZone("CST", 8*3600),
	Category: func(code string) string { return map[string]string{"E0401": "路面塌陷"}[code] },
	Unit:     func(code string) string { return map[string]string{"shizheng": "区市政处"}[code] },
	State:    func(intake.Ticket) string { return "已解决" },
}

func entries() []ledger.Entry {
	at := time.Date(2026, 11, 22, 2, 32, 0, 0, time.UTC)
	return []ledger.Entry{
		{
			Reporter: "流动网格员 07 等2人", Handler: "周斌", Ticket: intake.Ticket{
				N: 12, Masked: "印刷技校门口\n路塌了", Category: "E0401", Severity: intake.Emergency, Status: intake.StatusClosed,
				Ending: intake.EndingSolved, Outcome: "回填后铺了沥青", Unit: "shizheng", Channel: "telegram",
				Fix:      geotag.Fix{Point: geotag.Point{Lat: 34.2658, Lon: -108.91021}, Radius: 80, Source: geotag.SourcePlace, Address: "印刷技校门口", Cell: "610104-07"},
				OpenedAt: at, DueAt: at.Add(2 * time.Hour), DoneAt: at.Add(95*time.Minute + 59*time.Second), Voices: 2,
			},
		},
		{Reporter: "居民", Ticket: intake.Ticket{N: 13, Masked: `=HYPERLINK("http://evil","点我")`, Outcome: "@all, \"quoted\"", OpenedAt: at}},
	}
}

func written(t *testing.T, begin func(out *bytes.Buffer) (ledger.Writer, error)) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := begin(&out)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries() {
		if err := w.Write(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const paper = "投诉人,投诉问题,处理意见及结果,经办人,"

func TestCSV(t *testing.T) {
	data := written(t, func(out *bytes.Buffer) (ledger.Writer, error) { return ledger.NewCSV(out, words, ledger.UTF8) })
	if !bytes.HasPrefix(data, []byte("\ufeff"+paper)) || !bytes.Contains(data, []byte("\r\n")) {
		t.Errorf("it begins with %q", data[:80])
	}
	rows := parse(t, strings.TrimPrefix(string(data), "\ufeff"))
	want := []string{"流动网格员 07 等2人", "印刷技校门口 路塌了", "已解决：回填后铺了沥青", "周斌", "12", "E0401", "路面塌陷", "emergency", "closed", "solved",
		"610104-07", "印刷技校门口", "34.265800", "-108.910210", "80", "区市政处", "telegram", "2026-11-22 10:32", "2026-11-22 12:32", "2026-11-22 12:07", "1.6", "", "2", ""}
	if len(rows) != 3 || strings.Join(rows[1], "|") != strings.Join(want, "|") {
		t.Errorf("%q", rows)
	}
	if got := rows[2][1]; got != `'=HYPERLINK("http://evil","点我")` {
		t.Errorf("a formula got through: %s", got)
	}
	if rows[2][12] != "" || rows[2][20] != "" {
		t.Errorf("what is not known is not empty: %q", rows[2])
	}
}

// TestHoursAreThoseBetweenTheTimesWritten holds for every second in which a matter may end:
// a ledger that is read and written again says the same.
func TestHoursAreThoseBetweenTheTimesWritten(t *testing.T) {
	e := entries()[0]
	minute := e.OpenedAt.Add(93 * time.Minute)
	e.DoneAt = minute
	want := words.Values(e)
	e.OpenedAt = e.OpenedAt.Add(30 * time.Second)
	for second := range 60 {
		e.DoneAt = minute.Add(time.Duration(second) * time.Second)
		if got := words.Values(e); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("at second %d: %q, want %q", second, got, want)
		}
	}
}

func TestOldExcel(t *testing.T) {
	data := written(t, func(out *bytes.Buffer) (ledger.Writer, error) { return ledger.NewCSV(out, words, ledger.GB18030) })
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || !strings.HasPrefix(string(text), paper) || bytes.Contains(data, []byte("投诉")) {
		t.Errorf("%v, %q", err, text[:60])
	}
	if rows := parse(t, string(text)); rows[1][2] != "已解决：回填后铺了沥青" {
		t.Errorf("%q", rows[1])
	}
	if _, err := ledger.NewCSV(&bytes.Buffer{}, words, "latin1"); err == nil {
		t.Error("an encoding that there is not was taken")
	}
}

func parse(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A long workbook that comes to nothing leaves nothing behind.
func TestDroppedXLSX(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	var out bytes.Buffer
	w, err := ledger.NewXLSX(&out, words)
	if err != nil {
		t.Fatal(err)
	}
	long := ledger.Entry{Ticket: intake.Ticket{Masked: strings.Repeat("x", 1<<15-1)}}
	for range excelize.StreamChunkSize>>15 + 2 {
		if err := w.Write(long); err != nil {
			t.Fatal(err)
		}
	}
	if waits, err := os.ReadDir(folder); err != nil || len(waits) != 1 {
		t.Fatalf("%d files hold the sheet, %v", len(waits), err)
	}
	if err := w.Drop(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 || out.Len() != 0 {
		t.Errorf("%d files and %d bytes are left, %v", len(left), out.Len(), err)
	}
}

func TestXLSX(t *testing.T) {
	data := written(t, func(out *bytes.Buffer) (ledger.Writer, error) { return ledger.NewXLSX(out, words) })
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("台账")
	if err != nil || len(rows) != 3 || strings.Join(rows[0][:4], ",")+"," != paper {
		t.Fatalf("%q, %v", rows, err)
	}
	if rows[1][3] != "周斌" || rows[2][1] != `=HYPERLINK("http://evil","点我")` {
		t.Errorf("%q", rows)
	}
	if formula, err := book.GetCellFormula("台账", "B3"); err != nil || formula != "" {
		t.Errorf("what people wrote became a formula: %q, %v", formula, err)
	}
}

func TestGeoJSON(t *testing.T) {
	data := written(t, func(out *bytes.Buffer) (ledger.Writer, error) { return ledger.NewGeoJSON(out, words) })
	var got struct {
		Type     string
		Features []struct {
			ID         int64
			Geometry   *struct{ Coordinates []float64 }
			Properties map[string]string
		}
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || len(got.Features) != 2 || got.Features[1].Geometry != nil {
		t.Fatalf("%+v", got)
	}
	if f := got.Features[0]; f.ID != 12 || f.Geometry.Coordinates[0] != -108.91021 || f.Properties["经办人"] != "周斌" {
		t.Errorf("%+v", f)
	}
}
