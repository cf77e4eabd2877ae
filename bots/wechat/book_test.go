package wechat

import (
	"os"
	"path/filepath"
	"testing"
)

// Two nodes share the folder. A title has one number whoever reserves it first, and who
// only reserves does not undo what the holder of the account learned meanwhile.
func TestNodesShareTheBook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chats.json")
	holder, standby := reopened(t, path), reopened(t, path)
	reserve := func(b *book, title string) string {
		t.Helper()
		id, err := b.reserve(title)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	one := reserve(holder, "骑手群")
	if id := reserve(standby, "骑手群"); id != one {
		t.Errorf("the title has the numbers %s and %s", one, id)
	}
	riders, chatter := room("@@a", "骑手群", "a", "b"), room("@@b", "闲聊", "c")
	holder.begin("login", []live{riders, chatter})
	two := holder.find(chatter, []live{riders, chatter})
	three := reserve(standby, "居民群") // before the holder wrote
	reopened(t, path, holder)
	reserve(standby, "物业群") // after it did
	if err := standby.catchUp(); err != nil {
		t.Fatal(err)
	}
	standby.begin("login", []live{riders, chatter})
	for id, want := range map[string]string{one: "@@a", two: "@@b"} {
		if got, err := standby.resolve(id); got != want {
			t.Errorf("after the takeover %s is %q, %v", want, got, err)
		}
	}
	standby.drop(map[string]bool{three: true})
	if waiting := reopened(t, path, standby).waiting(); len(waiting) != 1 || waiting[0].Title != "物业群" {
		t.Errorf("these wait: %+v", waiting)
	}
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := standby.reserve("新群"); err == nil {
		t.Error("a book that cannot be read was written over")
	}
}
