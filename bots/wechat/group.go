package wechat

import (
	"crypto/rand"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"sync"

	"snapgrid/bots"
	"snapgrid/intake"
)

// book keeps which chat is which. A chat has a lasting number of ours; what the
// service calls it holds for one login only. After a login a chat is found
// again by its plain room number where the service tells that, else by its
// title if exactly one chat carries it and its people are about the same.
// Everything else waits: nothing is ever said on a guess.
//
// Nodes that share the folder share the book: who holds the account changes it, others
// only reserve numbers.
type book struct {
	mu      sync.Mutex
	path    string
	dirty   bool
	session string // the login's mark; "" before the first
	chats   []*record
	told    map[string]string // plain names that this login's service told, by session name
	gone    map[string]bool   // records that were dropped and are still on disk
}

// record is one chat. Names of people are kept as digests only.
type record struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Private bool     `json:"private,omitempty"`
	Plain   string   `json:"plain,omitempty"`   // the service's lasting name, if it ever told
	Twin    bool     `json:"twin,omitempty"`    // another chat had the same title: it proves nothing
	People  []string `json:"people,omitempty"`  // digests of the members' names when last bound
	Session string   `json:"session,omitempty"` // the login that Name belongs to
	Name    string   `json:"name,omitempty"`    // session name
}

// live is a chat as the present login shows it.
type live struct {
	name    string
	title   string
	private bool
	people  []string
}

// begin takes up a login and binds the chats that are beyond doubt.
func (b *book) begin(session string, chats []live) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.session != session {
		b.session, b.dirty, b.told = session, true, nil
	}
	for _, l := range chats {
		if r := b.bound(l.name); r != nil {
			b.refresh(r, l)
		} else if r := b.match(l, chats); r != nil {
			b.bind(r, l)
		}
	}
}

// find returns the number of a chat somebody speaks in, making one if need be.
func (b *book) find(l live, chats []live) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r := b.bound(l.name); r != nil {
		b.refresh(r, l)
		return r.ID
	}
	r := b.match(l, chats)
	if owner := b.plain(b.told[l.name]); owner != nil {
		r = owner
	}
	if r == nil {
		r = &record{ID: newID(), Private: l.private}
		r.Twin = l.title == "" || b.titled(l) > 0 || alike(l, chats) > 1
		b.chats = append(b.chats, r)
		b.mark(l)
	}
	b.bind(r, l)
	if plain := b.told[l.name]; plain != "" && r.Plain == "" {
		r.Plain = plain
	}
	return r.ID
}

// resolve says what this login calls a chat.
func (b *book) resolve(id string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range b.chats {
		if r.ID != id {
			continue
		}
		if r.Session == b.session && r.Name != "" {
			return r.Name, nil
		}
		return "", &intake.Error{Code: intake.CodeUnavailable, Message: "the wechat chat waits for binding: " + r.why()}
	}
	return "", &intake.Error{Code: intake.CodeUnavailable, Message: "the wechat chat waits for binding: its record is lost"}
}

func (r *record) why() string {
	if r.Twin {
		return "more than one chat has had this title"
	}
	return "the account sees no chat, or more than one, that it must be"
}

// waiting lists the chats that this login did not find.
func (b *book) waiting() []bots.Lost {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []bots.Lost
	for _, r := range b.chats {
		if r.Session != b.session || r.Name == "" {
			list = append(list, bots.Lost{Ref: intake.ChatRef{Channel: Channel, ID: r.ID}, Title: r.Title, Twin: r.Twin})
		}
	}
	return list
}

// drop forgets records that have become part of others, and with them the doubt
// about the titles they shared.
func (b *book) drop(gone map[string]bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(gone) == 0 {
		return
	}
	b.chats = slices.DeleteFunc(b.chats, func(r *record) bool { return gone[r.ID] })
	if b.gone == nil {
		b.gone = map[string]bool{}
	}
	maps.Copy(b.gone, gone)
	for _, r := range b.chats {
		r.Twin = r.Twin && (r.Title == "" || b.titled(live{title: r.Title, private: r.Private}) > 1)
	}
	b.dirty = true
}

// reserve returns the number of the group with a title, making a record that the
// group is bound to when it is seen.
func (b *book) reserve(title string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	title = strings.TrimSpace(title)
	if title == "" {
		return "", &intake.Error{Code: intake.CodeInvalid, Message: "a wechat group needs a title"}
	}
	id := ""
	err := b.exchange(func() {
		for _, r := range b.chats {
			if r.Title == title && !r.Private {
				id = r.ID
				return
			}
		}
		id = newID()
		b.chats, b.dirty = append(b.chats, &record{ID: id, Title: title}), true
	})
	return id, err
}

func newID() string {
	id := make([]byte, 10)
	_, _ = rand.Read(id) // never fails, says its documentation
	return hex.EncodeToString(id)
}
