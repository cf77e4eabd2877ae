package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReplayShowsWhatWouldBeSaid plays a morning of a group: what is printed stands
// in the order in which it would have been said, and nothing is left behind.
func TestReplayShowsWhatWouldBeSaid(t *testing.T) {
	dir := t.TempDir()
	scratch := filepath.Join(dir, "tmp")
	config, rules := filepath.Join(dir, "snapgrid.yaml"), filepath.Join(dir, "triage.yaml")
	original, err := os.ReadFile(filepath.Join(root, "configs", "triage.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	writeAll(t, map[string][]byte{
		filepath.Join(dir, "export", "result.json"):           []byte(pastExport),
		filepath.Join(dir, "export", "photos", "photo_1.jpg"): snapshot(311),
		filepath.Join(dir, "export", "photos", "photo_2.jpg"): snapshot(312),
		filepath.Join(scratch, "mine"):                        nil,
		rules:                                                 original,
		config: []byte(`
units: [{code: shizheng, name: 区市政处, categories: [E, P], chats: [telegram/-100777]}]
cells: [configs/sample/cells.geojson]
places: [configs/sample/places.csv]
chats: [{channel: telegram, id: "-1005551", kind: riders, cell: "990101"}]
staff: [{channel: telegram, id: "42", name: 周斌, role: unit_officer, unit: shizheng}]
`),
	})
	t.Setenv("TMPDIR", scratch)
	code, out := say(t, nil, "replay", "--config", config, "--rules", rules, filepath.Join(dir, "export"))
	if code != 0 {
		t.Fatal(code, out)
	}
	rest := out
	for _, want := range []string{
		"刘洋: 书院路66号路灯不亮了，晚上黑得很 [photo]", "(reaction)", "(ack)", "#1 收到", "→ telegram/-100777  (card)", "王敏: 今天中午吃啥 老地方",
		"周斌: 已修复，换了灯泡 [photo]", "to 刘洋: “书院路66号", "(resolution)", "[1 pictures] #1 修好了", "(alarm)", "紧急 #2", "该在1月3日13:08前签收，现在还没有",
		"6 messages: 5 reports and what belongs to them, 1 chatter, 0 unsure", "2 tickets, 1 of them still open", "chatter that would have been answered: 0",
	} {
		_, after, found := strings.Cut(rest, want)
		if !found {
			t.Fatalf("want %q, then, in\n%s", want, out)
		}
		rest = after
	}
	left, err := os.ReadDir(scratch)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// TestReplayOfARecording plays JSON lines, shows only what we would say, and keeps the
// database where it is told to.
func TestReplayOfARecording(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lines, keep := filepath.Join(dir, "day.jsonl"), filepath.Join(dir, "kept")
	writeAll(t, map[string][]byte{lines: []byte(`{"at":"2026-03-02T08:00:00+08:00","chat":"telegram/-1","title":"群","id":"1","sender":{"id":"7","name":"刘洋"},"text":"早"}

{"at":"2026-03-02T08:00:02+08:00","chat":"telegram/-1","title":"群","id":"2","sender":{"id":"8","name":"王敏"},"text":"井盖不见了，在书院路66号，电话13812345678","lat":38.5975,"lon":104.0921}
`)})
	code, out := say(t, nil, "replay", "--said", "--speed", "100", "--after", "1s", "--keep", keep, lines)
	if code != 0 || strings.Contains(out, "刘洋") || strings.Contains(out, "13812345678") || !strings.Contains(out, "to 王敏: “井盖不见了") || !strings.Contains(out, "1 chatter") {
		t.Fatal(code, out)
	}
	if tickets := rowsOf(t, filepath.Join(keep, "snapgrid.db"), `select n from tickets`); len(tickets) != 1 {
		t.Errorf("kept: %v", tickets)
	}
	bad := filepath.Join(dir, "bad.jsonl")
	writeAll(t, map[string][]byte{bad: []byte(`{"at":"2026-03-02T08:00:00Z","chat":"telegram/-1","id":"1","sender":{"id":"7"},"photos":["../secret.jpg"]}`)})
	for args, want := range map[string]string{
		"": "name the folder", "--speed 0 " + lines: "want a number such as 60", filepath.Join(dir, "none"): "no such file", bad: "line 1 of the recording: the photo",
		dir: "there is no result.json", "--keep " + keep + " " + lines: "file exists",
	} {
		if code, out := say(t, nil, append([]string{"replay"}, strings.Fields(args)...)...); code == 0 || !strings.Contains(out, want) {
			t.Errorf("%q: %d %s", args, code, out)
		}
	}
}
