package history_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/history"
	"snapgrid/intake"
)

var update = flag.Bool("update", false, "write the golden file anew")

// read reads an export and prints what was found, a line each.
func read(t testing.TB, export string) (string, history.Count, error) {
	t.Helper()
	var b strings.Builder
	r := history.Reader{Zone: time.FixedZone("CST", 8*3600), Take: func(m intake.Message) error {
		fmt.Fprintf(&b, "%s %s %s topic=%q from=%s(%s) reply=%q %q", m.SentAt.Format(time.RFC3339), m.Chat, m.ID, m.Topic, m.Sender.ID, m.Sender.Name, m.ReplyTo, m.Text)
		for _, media := range m.Media {
			fmt.Fprintf(&b, " [%s %s original=%v]", media.Ref, media.Type, media.Original)
		}
		if m.Pin != nil {
			fmt.Fprintf(&b, " pin=%v %q %q", m.Pin.Point, m.Pin.Name, m.Pin.Address)
		}
		b.WriteString("\n")
		return nil
	}}
	count, err := r.Read(strings.NewReader(export))
	return b.String(), count, err
}

func TestExport(t *testing.T) {
	data, err := os.ReadFile("testdata/result.json")
	if err != nil {
		t.Fatal(err)
	}
	got, count, err := read(t, string(data))
	if err != nil {
		t.Fatal(err)
	}
	got += fmt.Sprintf("%+v\n", count)
	if *update {
		if err := os.WriteFile("testdata/result.golden", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/result.golden")
	if err != nil || got != string(want) {
		t.Errorf("%v, got\n%s\nwant\n%s", err, got, want)
	}
}

// An account's export holds many chats; those between two people are left alone.
func TestAccount(t *testing.T) {
	export := `{"about":"…","personal_information":{"user_id":1},"chats":{"about":"…","list":[
		{"name":"妈妈","type":"personal_chat","id":5,"messages":[{"id":1,"type":"message","date_unixtime":"1700000000","from":"妈妈","from_id":"user5","text":"吃饭"}]},
		{"name":"骑手群","type":"private_group","id":77,"messages":[{"id":2,"type":"message","date_unixtime":"1700000000","from":null,"from_id":"user9","text":"路塌了"}]}
	]},"left_chats":{"list":[{"name":"旧群","type":"public_supergroup","id":88,"messages":[{"id":3,"type":"message","date_unixtime":"1700000001","from":"刘","from_id":"channel4","text":"灯坏了"}]}]}}`
	got, count, err := read(t, export)
	if err != nil || strings.Contains(got, "吃饭") || !strings.Contains(got, "telegram/-77 2") || !strings.Contains(got, "telegram/-10088 3") || !strings.Contains(got, "from=-1004(刘)") {
		t.Errorf("%v\n%s", err, got)
	}
	if count.Chats != 3 || count.Messages != 2 || count.Skipped != 1 {
		t.Errorf("%+v", count)
	}
}

func TestBadFiles(t *testing.T) {
	for _, export := range []string{"", "[]", "{", `{"messages":{}}`, `{"messages":[{"id":1},`, `{"id":"x"}`, "<html>"} {
		if got, _, err := read(t, export); err == nil {
			t.Errorf("%q was read:\n%s", export, got)
		}
	}
	odd := `{"type":"private_group","id":1,"messages":[{"id":"one"},{"id":2,"type":"message","date":"gestern","text":"x"},7,{"id":3,"type":"message","date":"2024-01-02T08:00:00","from_id":"user1","text":[1]},
		{"id":4,"type":"message","date":"2024-01-02T08:00:00","from_id":"user1","text":"真的"}]}`
	got, count, err := read(t, odd)
	if err != nil || count.Messages != 1 || count.Bad != 3 || !strings.HasPrefix(got, "2024-01-02T00:00:00Z") {
		t.Errorf("%v %+v\n%s", err, count, got)
	}
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	if _, err := history.Open(dir); err == nil || !strings.Contains(err.Error(), "JSON") {
		t.Error(err)
	}
	put(t, filepath.Join(dir, "messages.html"), "<html>")
	if _, err := history.Open(dir); err == nil || !strings.Contains(err.Error(), "HTML") {
		t.Error(err)
	}
	put(t, filepath.Join(dir, "photos", "photo_1.jpg"), "jpeg")
	put(t, filepath.Join(filepath.Dir(dir), "secret"), "not yours")
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link.jpg")); err != nil {
		t.Fatal(err)
	}
	folder, err := history.OpenFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	r, err := folder.Fetch(context.Background(), "telegram", intake.Media{Ref: "photos/photo_1.jpg"})
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil || string(data) != "jpeg" || r.Close() != nil {
		t.Errorf("%q, %v", data, err)
	}
	for _, ref := range []string{"photos/photo_2.jpg", "../secret", "link.jpg", "(missing)", "", "photos"} {
		r, err := folder.Fetch(context.Background(), "telegram", intake.Media{Ref: ref})
		if err == nil {
			_, err = io.ReadAll(r)
			_ = r.Close()
		}
		if err == nil {
			t.Errorf("%q was opened", ref)
		}
	}
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// FuzzRead gives anything to the reader.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/result.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add(`{"chats":{"list":[{"messages":[{}]}]}}`)
	f.Fuzz(func(t *testing.T, export string) {
		lines, count, err := read(t, export)
		if err == nil && strings.Count(lines, "\n") < count.Messages {
			t.Errorf("%d messages in %q", count.Messages, lines)
		}
	})
}
