package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

const paperLedger = `居民服务投诉记录簿 2024年
投诉人,投诉问题,处理意见及结果,经办人,日期
张三丰 13812345678,书院路66号路灯不亮了，张三丰说晚上黑得很,3月5日已更换灯泡,周斌,3月1日
李阿姨,井盖不见了，旁边就是小学,,王敏,3月2日
李阿姨,井盖不见了，旁边就是小学,,王敏,3月2日
,,已解决,王敏,3月4日
`

// TestImportedLedgerBecomesTickets reads a paper ledger, reads it again when somebody
// wrote on in it, and writes it out and in again.
func TestImportedLedgerBecomesTickets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	paper := filepath.Join(dir, "ledger.csv")
	in := func(name string) []string {
		return []string{"SNAPGRID_DATABASE=sqlite:" + filepath.Join(dir, name, "s.db"), "SNAPGRID_PHOTOS=file:" + filepath.Join(dir, name, "photos")}
	}
	imports := func(where, file, want string) {
		t.Helper()
		code, out := say(t, in(where), "import", "tickets", file)
		if code != 0 || !strings.Contains(out, want) {
			t.Fatalf("%d: %s, want %q", code, out, want)
		}
	}
	writeAll(t, map[string][]byte{paper: []byte(paperLedger)})
	imports("one", paper, "tickets: 2 added, 0 changed, 1 known already, 1 refused")
	imports("one", paper, "0 added, 0 changed, 3 known already")
	writeAll(t, map[string][]byte{paper: []byte(strings.ReplaceAll(paperLedger, "小学,,", "小学,已补装井盖,"))})
	imports("one", paper, "0 added, 1 changed, 2 known already")

	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "one", "s.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	lamp, well := ticketOf(t, db, 1), ticketOf(t, db, 2)
	march := time.Date(2024, 2, 29, 16, 0, 0, 0, time.UTC)
	if lamp.Status != intake.StatusClosed || lamp.Ending != intake.EndingSolved || !lamp.OpenedAt.Equal(march) || lamp.Outcome != "3月5日已更换灯泡" || lamp.Fix.Source != "place" || lamp.Channel != intake.ChannelPaper {
		t.Errorf("the lamp: %+v", lamp)
	}
	if well.Status != intake.StatusClosed || time.Since(well.DoneAt) > time.Hour || !well.Clocks.LookAt.IsZero() {
		t.Errorf("the manhole: %+v", well)
	}
	if posts := rowsOf(t, filepath.Join(dir, "one", "s.db"), `select key from posts`); len(posts) != 0 {
		t.Errorf("something would be said: %v", posts)
	}
	officers, err := db.Officers(t.Context())
	if err != nil || slices.ContainsFunc(officers, func(o intake.Officer) bool { return o.Name == "王敏" }) {
		t.Errorf("who is named in a ledger is on the staff: %v %v", officers, err)
	}
	nobodyNamed(t, filepath.Join(dir, "one"))

	code, exported := say(t, in("one"), "export", "tickets")
	if code != 0 || !strings.Contains(exported, "周斌") || !strings.Contains(exported, "王敏") {
		t.Fatal(code, exported)
	}
	writeAll(t, map[string][]byte{paper: []byte(exported)})
	imports("one", paper, "0 added, 0 changed, 2 known already")
	imports("two", paper, "2 added, 0 changed, 0 known already")
	if _, again := say(t, in("two"), "export", "tickets"); again != exported {
		t.Errorf("written out again it is\n%s\nand was\n%s", again, exported)
	}
}

// nobodyNamed looks for who complained in all files of a folder.
func nobodyNamed(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "s.db*"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"张三", "13812345678"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%s holds %s", name, secret)
			}
		}
	}
}

// TestWrongWaysToImportALedger says what to do.
func TestWrongWaysToImportALedger(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	environ := []string{"SNAPGRID_DATABASE=sqlite:" + filepath.Join(dir, "s.db"), "SNAPGRID_PHOTOS=file:" + filepath.Join(dir, "photos")}
	paper := filepath.Join(dir, "ledger.csv")
	writeAll(t, map[string][]byte{paper: []byte("投诉人,问题类型\n")})
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"tickets", 2, "tickets FILE.csv or FILE.xlsx"},
		{"tickets " + filepath.Join(dir, "none.csv"), 1, "no such file"},
		{"tickets " + paper, 1, "there is no column 投诉问题, 处理意见及结果, 经办人"},
		{"tickets --cell nowhere " + paper, 1, "no area has this code"},
	} {
		if code, out := say(t, environ, append([]string{"import"}, strings.Fields(c.args)...)...); code != c.code || !strings.Contains(out, c.want) {
			t.Errorf("%s: %d %s", c.args, code, out)
		}
	}
}
