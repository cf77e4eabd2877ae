package wechat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"slices"
	"time"

	"github.com/eatmoreapple/openwechat"

	"snapgrid/intake"
)

// roster is who and what the session's names stand for. Only the library's
// goroutine has it.
type roster struct {
	session string // the login's own mark
	self    string // session name of our account
	nick    string // of our account
	friends map[string]person
	groups  map[string]*group
	byName  map[string]map[string]bool // name → session names of those who carry it
}

// person is somebody as seen in one place.
type person struct {
	nick   string
	remark string // ours for a friend
	card   string // their own within a group
}

// shown is the name a person goes by.
func (p person) shown() string {
	for _, name := range []string{p.remark, p.card, p.nick} {
		if name != "" {
			return name
		}
	}
	return ""
}

type group struct {
	title   string
	members map[string]person
	digests []string // of the members' names, in order
	looked  time.Time
}

func (g *group) has(session string) bool {
	_, ok := g.members[session]
	return ok
}

// people lists digests of the members' names, in order.
func (g *group) people() []string {
	var list []string
	for _, p := range g.members {
		if p.nick != "" {
			list = append(list, digest("person", p.nick))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// atOnce is how many groups can be asked for in one request.
const atOnce = 50

// call reads the contacts and the members of all groups.
func call(ctx context.Context, bot *openwechat.Bot, session string) (*roster, error) {
	self, err := bot.GetCurrentUser()
	if err != nil {
		return nil, err
	}
	members, err := self.Members(true)
	if err != nil {
		return nil, fmt.Errorf("read the contacts: %w", scrub(err))
	}
	r := &roster{
		session: session, self: self.UserName, nick: clean(self.NickName),
		friends: map[string]person{}, groups: map[string]*group{},
	}
	var groups []*openwechat.User
	for _, u := range members {
		switch {
		case u.IsGroup():
			groups = append(groups, u)
		case u.IsFriend():
			r.friends[u.UserName] = describe(u)
		}
	}
	for some := range slices.Chunk(groups, atOnce) {
		if err := r.look(ctx, bot, some...); err != nil {
			return nil, err
		}
	}
	r.index()
	return r, nil
}

// look reads groups with their members.
func (r *roster) look(ctx context.Context, bot *openwechat.Bot, groups ...*openwechat.User) error {
	found, err := bot.Caller.WebWxBatchGetContact(ctx, groups, bot.Storage.Request)
	if err != nil {
		return fmt.Errorf("read the members of groups: %w", scrub(err))
	}
	for _, u := range found {
		g := &group{title: clean(u.NickName), members: map[string]person{}, looked: time.Now()}
		for _, m := range u.MemberList {
			g.members[m.UserName] = describe(m)
		}
		g.digests = g.people()
		r.groups[u.UserName] = g
	}
	return nil
}

// index finds out which names are carried by one person only.
func (r *roster) index() {
	r.byName = map[string]map[string]bool{}
	add := func(session string, p person) {
		for _, name := range []string{p.remark, p.card, p.nick} {
			if name == "" {
				continue
			}
			if r.byName[name] == nil {
				r.byName[name] = map[string]bool{}
			}
			r.byName[name][session] = true
		}
	}
	for session, p := range r.friends {
		add(session, p)
	}
	for _, g := range r.groups {
		for session, p := range g.members {
			add(session, p)
		}
	}
}

// person finds somebody in a group, or a friend for group "".
func (r *roster) person(groupName, session string) (person, bool) {
	p, ok := r.friends[session]
	if g := r.groups[groupName]; g != nil {
		m, in := g.members[session]
		m.remark = p.remark
		return m, in
	}
	return p, ok
}

// sender names somebody for good where the name is theirs alone among all the
// people we see: by the name the staff list knows them by, else by the name they
// go by. Everybody else has a number that ends with the session, and so no
// rights that outlive it.
func (r *roster) sender(groupName, session string, staff []string) intake.Sender {
	p, _ := r.person(groupName, session)
	sender := intake.Sender{Name: p.shown()}
	for _, name := range staff {
		if r.only(name, session) {
			sender.ID = PersonID(name)
			return sender
		}
	}
	if name := p.shown(); name != "" && r.only(name, session) {
		sender.ID = PersonID(name)
		return sender
	}
	if session != "" {
		sender.ID = "s" + digest(r.session, session)
	}
	return sender
}

// only reports whether a name is carried by this person and nobody else.
func (r *roster) only(name, session string) bool {
	return len(r.byName[name]) == 1 && r.byName[name][session]
}

// ours lists the names of our own account in a chat.
func (r *roster) ours(groupName string) []string {
	names := []string{r.nick}
	if g := r.groups[groupName]; g != nil {
		if me := g.members[r.self]; me.card != "" {
			names = append(names, me.card)
		}
	}
	return names
}

// PersonID is the lasting number of the one person who carries a name: what
// [intake.Sender] has as its ID, and what an officer known by name is kept with.
func PersonID(name string) string { return "n" + digest("name", name) }

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}

func describe(u *openwechat.User) person {
	return person{nick: clean(u.NickName), remark: clean(u.RemarkName), card: clean(u.DisplayName)}
}

// clean reads a name: the library has turned its emoji already.
func clean(name string) string { return html.UnescapeString(openwechat.FormatEmoji(name)) }
