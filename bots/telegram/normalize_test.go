package telegram

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	testSelf = identity{id: 1, username: "SnapGridBot"}
	testTime = time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)
)

func TestNormalize(t *testing.T) {
	files, err := filepath.Glob("testdata/normalize/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no updates", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := printed(t, decode(raw).inbounds(testSelf, testTime))
			golden := strings.TrimSuffix(file, "json") + "golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}

// printed shows what is set and leaves out the rest, the raw bytes of dead
// letters too.
func printed(t *testing.T, batch []intake.Inbound) []byte {
	t.Helper()
	shown := []reflect.Value{}
	for _, in := range batch {
		if in.At != testTime {
			t.Errorf("heard at %v", in.At)
		}
		if in.Dead != nil && len(in.Dead.Raw) == 0 {
			t.Error("dead letter without its bytes")
		}
		v := reflect.ValueOf(in)
		for _, f := range v.Fields() {
			if f := f; f.Kind() == reflect.Pointer && !f.IsNil() {
				shown = append(shown, f.Elem())
			}
		}
	}
	var b bytes.Buffer
	if len(shown) == 0 {
		b.WriteString("nothing\n")
	}
	for _, v := range shown {
		b.WriteString(v.Type().Name() + "\n")
		show(&b, v, "  ")
	}
	return b.Bytes()
}

func show(b *bytes.Buffer, v reflect.Value, indent string) {
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Name
		if f.IsZero() || name == "Raw" {
			continue
		}
		if f.Kind() == reflect.Pointer {
			f = f.Elem()
		}
		if f.Kind() == reflect.Slice {
			for j := range f.Len() {
				b.WriteString(indent + name + "\n")
				show(b, f.Index(j), indent+"  ")
			}
			continue
		}
		if _, leaf := reflect.TypeAssert[json.Marshaler](f); f.Kind() == reflect.Struct && !leaf {
			b.WriteString(indent + name + "\n")
			show(b, f, indent+"  ")
			continue
		}
		text, _ := json.Marshal(f.Interface())
		b.WriteString(indent + name + " " + string(text) + "\n")
	}
}

// FuzzNormalize holds normalize to never panicking, never losing a photo and
// never letting an unreadable update vanish.
func FuzzNormalize(f *testing.F) {
	files, _ := filepath.Glob("testdata/normalize/*.json")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		h := decode(raw)
		batch := h.inbounds(testSelf, testTime)
		photos, dead := 0, 0
		for _, in := range batch {
			for _, m := range []*intake.Message{in.Said, in.Edited} {
				if m != nil {
					photos += len(m.Media)
					sound(t, m)
				}
			}
			if in.Dead != nil {
				dead++
			}
		}
		if (h.reason != "" || !h.numbered) && dead != 1 {
			t.Fatalf("unreadable (%s), %d dead letters", h.reason, dead)
		}
		m := messageOf(&h.update)
		if m != nil && len(m.Photo) > 0 && m.MigrateToChatID == 0 && m.MigrateFromChatID == 0 && photos+dead == 0 {
			t.Fatal("a photo was lost")
		}
	})
}

// sound checks what every message must be.
func sound(t *testing.T, m *intake.Message) {
	t.Helper()
	if m.ID == "" || m.Chat.IsZero() {
		t.Fatalf("message without address: %+v", m)
	}
	for _, s := range []string{m.Text, m.ChatTitle, m.Sender.Name, m.Album, m.Language} {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			t.Fatalf("text that no database keeps: %q", s)
		}
	}
	if _, err := chatID(m.Chat); err != nil {
		t.Fatal(err)
	}
}
