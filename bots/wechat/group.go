package wechat

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"

	"snapgrid/intake"
)

// book keeps which chat is which. A chat has a lasting number of ours; what the
// service calls it holds for one login only. After a login a chat is found
// again by its plain room number where the service tells that, else by its
// title if exactly one chat carries it and its people are about the same.
// Everything else waits: nothing is ever said on a guess.
type book struct {
	mu      sync.Mutex
	path    string
	dirty   bool
	session string // the login's mark; "" before the first
	chats   []*record
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

// Waiting is a chat whose posts wait because it is not sure which it is.
type Waiting struct {
	ID    string
	Title string
	Why   string // for people
}

type bookFile struct {
	Session string    `json:"session"`
	Chats   []*record `json:"chats"`
}

func openBook(path string) (*book, error) {
	b := &book{path: path}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	var file bookFile
	if err == nil {
		err = json.Unmarshal(data, &file)
	}
	if err != nil {
		return nil, fmt.Errorf("read the book of chats: %w", err)
	}
	b.session = file.Session
	for _, r := range file.Chats {
		if r != nil {
			b.chats = append(b.chats, r)
		}
	}
	return b, nil
}

// save writes the book if it changed.
func (b *book) save() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.write()
}

func (b *book) write() error {
	if !b.dirty {
		return nil
	}
	data, err := json.MarshalIndent(bookFile{b.session, b.chats}, "", "  ")
	if err == nil {
		err = writeFile(b.path, data)
	}
	if err != nil {
		return fmt.Errorf("write the book of chats: %w", err)
	}
	b.dirty = false
	return nil
}

// begin takes up a login and binds the chats that are beyond doubt.
func (b *book) begin(session string, chats []live) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.session != session {
		b.session, b.dirty = session, true
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
	if r == nil {
		r = &record{ID: newID(), Private: l.private}
		r.Twin = l.title == "" || b.titled(l) > 0 || alike(l, chats) > 1
		b.chats = append(b.chats, r)
		b.mark(l)
	}
	b.bind(r, l)
	return r.ID
}

// match finds the one record that a chat can be, by title.
func (b *book) match(l live, chats []live) *record {
	if l.title == "" || alike(l, chats) != 1 || b.titled(l) != 1 {
		return nil
	}
	for _, r := range b.chats {
		if r.Title != l.title || r.Private != l.private {
			continue
		}
		if r.Twin || r.Session == b.session && r.Name != "" || !similar(r.People, l.people) {
			return nil
		}
		return r
	}
	return nil
}

// mark remembers, for every record of a title that more than one chat has, that
// the title proves nothing any more.
func (b *book) mark(l live) {
	if l.title == "" || b.titled(l) == 0 {
		return
	}
	for _, r := range b.chats {
		if r.Title == l.title && r.Private == l.private {
			r.Twin = true
		}
	}
}

// titled counts the records of a title.
func (b *book) titled(l live) int {
	n := 0
	for _, r := range b.chats {
		if r.Title == l.title && r.Private == l.private {
			n++
		}
	}
	return n
}

// alike counts the live chats of a title.
func alike(l live, chats []live) int {
	n := 0
	for _, other := range chats {
		if other.title == l.title && other.private == l.private {
			n++
		}
	}
	return n
}

// similar reports whether two groups can be the same by their people: at least
// half of all in either are in both. Unknown people prove nothing.
func similar(before, now []string) bool {
	if len(before) == 0 || len(now) == 0 {
		return true
	}
	both := 0
	for _, p := range now {
		if slices.Contains(before, p) {
			both++
		}
	}
	return 2*both >= len(before)+len(now)-both
}

func (b *book) bind(r *record, l live) {
	r.Session, r.Name, b.dirty = b.session, l.name, true
	b.refresh(r, l)
}

// refresh follows a chat that is bound: its title and people change.
func (b *book) refresh(r *record, l live) {
	if l.title != "" && r.Title != l.title {
		r.Twin = b.titled(l) > 0 || r.Twin && r.Title == ""
		b.mark(l)
		r.Title, b.dirty = l.title, true
	}
	if len(l.people) > 0 && !slices.Equal(r.People, l.people) {
		r.People, b.dirty = l.people, true
	}
}

// bound finds the record of a session name in this login.
func (b *book) bound(name string) *record {
	for _, r := range b.chats {
		if r.Session == b.session && r.Name == name && name != "" {
			return r
		}
	}
	return nil
}

// learn takes plain names, which are beyond doubt, by session name. A chat that
// was bound to another one's name lets go of it.
func (b *book) learn(plain map[string]string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for name, id := range plain {
		holder, owner := b.bound(name), b.plain(id)
		switch {
		case owner != nil && owner != holder:
			if holder != nil {
				holder.Name = ""
			}
			owner.Session, owner.Name, b.dirty = b.session, name, true
		case owner == nil && holder != nil && holder.Plain == "":
			holder.Plain, b.dirty = id, true
		case owner == nil && holder != nil:
			holder.Name, b.dirty = "", true
		}
	}
}

func (b *book) plain(id string) *record {
	for _, r := range b.chats {
		if r.Plain == id {
			return r
		}
	}
	return nil
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
func (b *book) waiting() []Waiting {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []Waiting
	for _, r := range b.chats {
		if r.Session != b.session || r.Name == "" {
			list = append(list, Waiting{r.ID, r.Title, r.why()})
		}
	}
	return list
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
	for _, r := range b.chats {
		if r.Title == title && !r.Private {
			return r.ID, nil
		}
	}
	r := &record{ID: newID(), Title: title}
	b.chats, b.dirty = append(b.chats, r), true
	return r.ID, b.write()
}

func newID() string {
	id := make([]byte, 10)
	_, _ = rand.Read(id) // never fails, says its documentation
	return hex.EncodeToString(id)
}
