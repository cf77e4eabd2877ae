package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// pastExport is a morning of a riders' group as Telegram Desktop exports it: a
// report with a photo, small talk, the fix in an answer, a report in two messages
// whose photo was not exported, and a position.
const pastExport = `{"name":"流动网格员","type":"private_supergroup","id":5551,"messages":[
{"id":1,"type":"service","date_unixtime":"1735700000","action":"create_group","actor":"周斌","actor_id":"user42","text":""},
{"id":10,"type":"message","date_unixtime":"1735866764","from":"刘洋","from_id":"user7","photo":"photos/photo_1.jpg","text":"书院路66号路灯不亮了，晚上黑得很"},
{"id":11,"type":"message","date_unixtime":"1735866790","from":"王敏","from_id":"user8","text":["今天中午吃啥 ",{"type":"bold","text":"老地方"}]},
{"id":12,"type":"message","date_unixtime":"1735876764","from":"周斌","from_id":"user42","reply_to_message_id":10,"photo":"photos/photo_2.jpg","text":"已修复，换了灯泡"},
{"id":13,"type":"message","date_unixtime":"1735880000","from":"李雷","from_id":"user9","photo":"(File not included. Change data exporting settings to download.)","text":""},
{"id":14,"type":"message","date_unixtime":"1735880005","from":"李雷","from_id":"user9","text":"井盖不见了，旁边就是小学"},
{"id":15,"type":"message","date_unixtime":"1735880010","from":"李雷","from_id":"user9","location_information":{"latitude":38.5975,"longitude":104.0921},"text":""}
]}`

func TestImportedChatBecomesTickets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeAll(t, map[string][]byte{
		filepath.Join(dir, "export", "result.json"):           []byte(pastExport),
		filepath.Join(dir, "export", "photos", "photo_1.jpg"): snapshot(301),
		filepath.Join(dir, "export", "photos", "photo_2.jpg"): snapshot(302),
	})
	config := filepath.Join(dir, "snapgrid.yaml")
	writeAll(t, map[string][]byte{config: []byte(fmt.Sprintf(`
database: sqlite:%s/snapgrid.db
photos: file:%s/photos
units: [{code: shizheng, name: 区市政处, categories: [E, P], chats: [telegram/-100777]}]
cells: [configs/sample/cells.geojson]
places: [configs/sample/places.csv]
chats: [{channel: telegram, id: "-1005551", kind: riders, cell: "990101"}]
staff: [{channel: telegram, id: "42", name: 周斌, role: unit_officer, unit: shizheng}]
`, dir, dir))})
	args := []string{"import", "--config", config, "chat", filepath.Join(dir, "export")}
	code, out := say(t, nil, args...)
	if code != 0 || !strings.Contains(out, "6 messages in 1 chats, 6 of them new; 2 tickets, 3 photos (1 not in the export)") {
		t.Fatalf("%d: %s", code, out)
	}
	db, err := sqlite.Open(t.Context(), filepath.Join(dir, "snapgrid.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	lamp, well := ticketOf(t, db, 1), ticketOf(t, db, 2)
	if lamp.Status != intake.StatusClosed || lamp.Ending != intake.EndingSolved || lamp.OpenedAt.Unix() < 1735866764 || lamp.OpenedAt.Unix() > 1735866764+60 ||
		lamp.DoneAt.Sub(lamp.OpenedAt).Round(time.Hour) != 3*time.Hour || !strings.Contains(lamp.Outcome, "换了灯泡") || lamp.Fix.Address == "" {
		t.Errorf("the lamp: %+v", lamp)
	}
	if !well.Status.Open() || well.Severity != intake.Emergency || !strings.Contains(well.Words, "井盖") || well.Fix.Source != "pin" || !well.Clocks.LookAt.IsZero() {
		t.Errorf("the manhole: %+v", well)
	}
	if waiting, err := db.WaitingChats(t.Context(), time.Now().AddDate(1, 0, 0)); err != nil || len(waiting) != 0 {
		t.Errorf("posts wait in %v, %v", waiting, err)
	}
	if posts := rowsOf(t, filepath.Join(dir, "snapgrid.db"), `select key from posts`); len(posts) != 0 {
		t.Errorf("something would be said: %v", posts)
	}
	code, out = say(t, nil, args...)
	if code != 0 || !strings.Contains(out, "0 of them new; 0 tickets") {
		t.Errorf("a second time: %d: %s", code, out)
	}
}

func ticketOf(t *testing.T, db storage.Store, n int64) intake.Ticket {
	t.Helper()
	found, err := db.Ticket(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func rowsOf(t *testing.T, file, text string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	return query(t, db, text)
}

func writeAll(t *testing.T, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestImportOfWhatIsNoExport says what to do.
func TestImportOfWhatIsNoExport(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	environ := []string{"SNAPGRID_DATABASE=sqlite:" + filepath.Join(dir, "s.db"), "SNAPGRID_PHOTOS=file:" + filepath.Join(dir, "photos")}
	for want, files := range map[string]map[string][]byte{
		"there is no result.json":   {},
		"Machine-readable JSON":     {"messages.html": []byte("<html>")},
		"read the export":           {"result.json": []byte(`{"type":"private_group","id":1,"messages":[{"id":1}`)},
		"0 messages in 1 chats, 0 ": {"result.json": []byte(`{"type":"private_group","id":1,"messages":[]}`)},
	} {
		export := t.TempDir()
		for name, data := range files {
			writeAll(t, map[string][]byte{filepath.Join(export, name): data})
		}
		if _, out := say(t, environ, "import", "chat", export); !strings.Contains(out, want) {
			t.Errorf("want %q, got %s", want, out)
		}
	}
}
