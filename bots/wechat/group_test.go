package wechat

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"snapgrid/intake"
)

func room(name, title string, people ...string) live {
	return live{name: name, title: title, people: people}
}

func TestBinding(t *testing.T) {
	old := room("@@old", "骑手群", "a", "b", "c", "d")
	tests := map[string]struct {
		before []live // of the first login; the first one is the chat in question
		after  []live // of the second
		want   string // what the chat is called now; "" if it waits
	}{
		"same title, same people":         {[]live{old}, []live{room("@@new", "骑手群", "a", "b", "c", "d")}, "@@new"},
		"same title, people unknown":      {[]live{old}, []live{room("@@new", "骑手群")}, "@@new"},
		"same title, half of the people":  {[]live{old}, []live{room("@@new", "骑手群", "a", "b")}, "@@new"},
		"same title, other people":        {[]live{old}, []live{room("@@new", "骑手群", "d", "e", "f", "g")}, ""},
		"another title, same people":      {[]live{old}, []live{room("@@new", "骑手一群", "a", "b", "c", "d")}, "@@new"},
		"another title, most people":      {[]live{old}, []live{room("@@new", "骑手一群", "a", "b", "c", "d", "e", "f")}, "@@new"},
		"another title, half the people":  {[]live{old}, []live{room("@@new", "骑手一群", "a", "b", "e", "f")}, ""},
		"another title, few people":       {[]live{room("@@old", "骑手群", "a", "b")}, []live{room("@@new", "骑手一群", "a", "b")}, ""},
		"two with the same people now":    {[]live{old}, []live{room("@@new", "骑手一群", "a", "b", "c", "d"), room("@@y", "骑手二群", "a", "b", "c", "d", "e")}, ""},
		"two with the same people then":   {[]live{old, room("@@x", "闲聊", "a", "b", "c", "d")}, []live{room("@@new", "骑手一群", "a", "b", "c", "d")}, ""},
		"gone":                            {[]live{old}, nil, ""},
		"two now":                         {[]live{old}, []live{old, room("@@new", "骑手群", "e")}, ""},
		"two then, one now":               {[]live{old, room("@@two", "骑手群", "e")}, []live{room("@@new", "骑手群", "a", "b", "c", "d")}, ""},
		"a friend of that name now":       {[]live{old}, []live{{name: "@new", title: "骑手群", private: true}}, ""},
		"no title then, the same now":     {[]live{room("@@old", "")}, []live{room("@@new", "")}, ""},
		"another group beside it renamed": {[]live{old, room("@@x", "甲")}, []live{room("@@new", "骑手群", "a", "b", "c"), room("@@y", "乙")}, "@@new"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "chats.json")
			b := reopened(t, path)
			b.begin("one", test.before)
			id := ""
			for _, l := range test.before {
				if found := b.find(l, test.before); id == "" {
					id = found
				}
			}
			if got, err := b.resolve(id); err != nil || got != test.before[0].name {
				t.Fatalf("in the first login: %q, %v", got, err)
			}
			b = reopened(t, path, b)
			if got, err := b.resolve(id); err != nil || got != test.before[0].name {
				t.Fatalf("after a restart: %q, %v", got, err)
			}
			b.begin("two", test.after)
			for _, l := range test.after {
				b.find(l, test.after)
			}
			got, err := b.resolve(id)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if test.want == "" && intake.CodeOf(err) != intake.CodeUnavailable {
				t.Errorf("got %v", err)
			}
		})
	}
}

// reopened saves a book and reads it again.
func reopened(t *testing.T, path string, books ...*book) *book {
	t.Helper()
	for _, b := range books {
		if err := b.save(); err != nil {
			t.Fatal(err)
		}
	}
	b, err := openBook(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRenameIsFollowed(t *testing.T) {
	b := reopened(t, filepath.Join(t.TempDir(), "chats.json"))
	before := []live{room("@@a", "旧名", "x"), room("@@b", "旧名", "y")}
	b.begin("one", before)
	id := b.find(before[0], before)
	b.find(before[1], before)
	renamed := []live{room("@@a", "新名", "x"), before[1]}
	if got := b.find(renamed[0], renamed); got != id {
		t.Fatalf("the renamed group became %s", got)
	}
	b.begin("two", []live{room("@@c", "新名", "x"), room("@@d", "旧名", "y")})
	if got, err := b.resolve(id); got != "@@c" {
		t.Errorf("a title of its own: %q, %v", got, err)
	}
}

func TestPlainNumberBeatsTitle(t *testing.T) {
	b := reopened(t, filepath.Join(t.TempDir(), "chats.json"))
	a := []live{room("@@a", "骑手群")}
	b.begin("one", a)
	id := b.find(a[0], a)
	b.learn(map[string]string{"@@a": "1@chatroom"})
	// In the next login another group has taken the title.
	now := []live{room("@@x", "骑手群"), room("@@y", "别的")}
	b.begin("two", now)
	b.learn(map[string]string{"@@x": "2@chatroom", "@@y": "1@chatroom"})
	if got, err := b.resolve(id); got != "@@y" {
		t.Errorf("got %q, %v", got, err)
	}
	if other := b.find(now[0], now); other == id {
		t.Error("the other group is taken for the first")
	}
}

func TestLostBookBindsNothing(t *testing.T) {
	b := reopened(t, filepath.Join(t.TempDir(), "chats.json"))
	b.begin("one", []live{room("@@a", "骑手群")})
	if _, err := b.resolve("0123456789"); intake.CodeOf(err) != intake.CodeUnavailable {
		t.Errorf("got %v", err)
	}
}

// A book that cannot be read is no empty one, or chats would be taken for others.
func TestBrokenBookIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chats.json")
	if err := os.WriteFile(path, []byte(`{"chats":[null`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := openBook(path); err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "/bind") {
		t.Errorf("got %v", err)
	}
}
