package wechat

import (
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"github.com/eatmoreapple/openwechat"
	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// unreadable keeps a message that the library could not decode.
func (s *session) unreadable(raw []byte) {
	s.add(intake.Inbound{Dead: &intake.DeadLetter{Channel: Channel, Key: digest(string(raw)), Raw: raw, Reason: "not decodable"}})
}

func (s *session) add(in intake.Inbound) {
	in.At = s.a.needs.Now().UTC()
	s.batch = append(s.batch, in)
}

// hear takes one message from the library.
func (s *session) hear(m *openwechat.Message) {
	s.heard++
	if s.failed != nil || s.roster == nil {
		return
	}
	r := take(m)
	defer func() {
		if p := recover(); p != nil {
			zerolog.Ctx(s.ctx).Error().Interface("panic", p).Bytes("stack", debug.Stack()).Str("message", r.id).Msg("could not read a message")
			s.add(r.dead("reading it failed"))
		}
	}()
	switch {
	case r.kind == kindNotice:
		s.a.book.learn(plainNames(r))
	case r.from == s.roster.self, !strings.HasPrefix(r.from, "@"):
		// our own words from the phone, and the service's own accounts
	case s.known(r):
		s.read(r)
	}
}

// known makes sure that the roster has the chat and the sender; what it does not
// have after a look is no chat of ours, such as an official account.
func (s *session) known(r raw) bool {
	if !r.group() {
		if _, ok := s.roster.friends[r.from]; !ok {
			s.relook()
		}
		_, ok := s.roster.friends[r.from]
		return ok
	}
	sender, _ := r.split()
	g := s.roster.groups[r.from]
	strange := g == nil || sender != "" && !g.has(sender)
	if strange && (g == nil || time.Since(g.looked) > 30*s.a.timing.pulse) {
		s.lookAt(r.from)
	}
	return true
}

// lookAt reads one group anew. A group that cannot be read is kept without a
// title: what is said in it is heard, and bound to nothing.
func (s *session) lookAt(name string) {
	if err := s.roster.look(s.ctx, s.bot, &openwechat.User{UserName: name}); err != nil {
		zerolog.Ctx(s.ctx).Warn().Err(err).Msg("a group cannot be looked up")
		if s.roster.groups[name] == nil {
			s.roster.groups[name] = &group{members: map[string]person{}, looked: time.Now()}
		}
	}
	s.roster.index()
}

// relook reads all contacts anew, not too often.
func (s *session) relook() {
	s.stale = true
	if time.Since(s.looked) < 10*s.a.timing.pulse {
		return
	}
	if err := s.look(); err != nil {
		zerolog.Ctx(s.ctx).Warn().Err(err).Msg("contacts cannot be read")
	}
}

// read normalises a message and adds it to the batch.
func (s *session) read(r raw) {
	l := s.live(r.from)
	if r.kind == kindSystem {
		s.heed(r, readSystem(r.content))
		return
	}
	chat := intake.ChatRef{Channel: Channel, ID: s.a.book.find(l, s.chats())}
	group := ""
	if r.group() {
		group = r.from
	}
	in, ok := normalize(r, scene{
		login: s.wire.mark, chat: chat, title: l.title, private: l.private, ours: s.roster.ours(group),
		sender: func(session string) intake.Sender { return s.roster.sender(group, session, s.a.needs.Staff) },
		quoted: func(name, words string) string { return s.a.memory.find(chat, name, words) },
	})
	if !ok {
		return
	}
	if in.Said != nil {
		s.remember(in.Said)
	}
	s.add(in)
}

// remember notes a message for later quotes and fetches its photos while that
// is possible.
func (s *session) remember(m *intake.Message) {
	words := m.Text
	if words == "" && len(m.Media) > 0 {
		words = picture
	}
	s.a.memory.add(m.Chat, m.ID, m.Sender.Name, words)
	for i := range m.Media {
		if s.blind || m.Media[i].TooBig {
			continue
		}
		if err := s.shelve(&m.Media[i]); err != nil {
			s.blind = true
			zerolog.Ctx(s.ctx).Warn().Err(err).Str("message", m.ID).Msg("a photo cannot be fetched yet")
		}
	}
}

// heed follows what a system message says about a group.
func (s *session) heed(r raw, c change) {
	if !r.group() {
		return
	}
	if g := s.roster.groups[r.from]; g != nil && c.title != "" {
		g.title = c.title
	}
	if c.people || c.inside {
		s.lookAt(r.from)
	}
	l := s.live(r.from)
	id := s.a.book.find(l, s.chats())
	if c.outside || c.inside {
		ref := intake.ChatRef{Channel: Channel, ID: id}
		s.add(intake.Inbound{Member: &intake.Membership{Chat: ref, Title: l.title, Inside: c.inside}})
	}
}

var usernames = regexp.MustCompile(`<username>([^<]*)</username>`)

// plainNames pairs session names with the service's lasting ones. Lists of
// unequal length pair nothing.
func plainNames(r raw) map[string]string {
	m := usernames.FindStringSubmatch(plain(r.content))
	if m == nil || r.notice == "" {
		return nil
	}
	names, lasting := strings.Split(r.notice, ","), strings.Split(m[1], ",")
	if len(names) != len(lasting) {
		return nil
	}
	pairs := map[string]string{}
	for i, name := range names {
		if name != "" && lasting[i] != "" {
			pairs[name] = lasting[i]
		}
	}
	return pairs
}
