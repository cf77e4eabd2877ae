package wechattest

import (
	"context"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"
)

// Chat is a group, or the private chat with one person. People are named by
// their nickname; "王敏#2" is another person who calls herself 王敏.
type Chat struct {
	s       *Service
	key     string
	group   bool
	title   string
	remark  string // of a friend
	members []string
	cards   map[string]string // names within the group
	unsaved bool
	heard   []Heard
}

// Heard is one thing our account said: words or a picture.
type Heard struct {
	ID      string
	Text    string
	Picture []byte
	Mark    string // the client's own number of the message
}

// Group makes a group that our account is in, saved to its contacts.
func (s *Service) Group(title string, members ...string) *Chat {
	return s.add(&Chat{group: true, title: title, members: members})
}

// Friend makes a contact of our account.
func (s *Service) Friend(who, remark string) *Chat {
	return s.add(&Chat{title: nick(who), remark: remark, members: []string{who}})
}

func (s *Service) add(c *Chat) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.s, c.cards = s, map[string]string{}
	c.key = fmt.Sprintf("chat%d", len(s.chats))
	if !c.group {
		c.key = c.members[0]
	}
	s.chats = append(s.chats, c)
	return c
}

// Say sends words and returns the message's number.
func (c *Chat) Say(who, text string) string { return c.send(&entry{who: who, kind: 1, text: text}) }

// SendPhoto sends a picture.
func (c *Chat) SendPhoto(who string, picture []byte) string {
	return c.send(&entry{who: who, kind: 3, media: picture})
}

// SendFile sends a file as it is.
func (c *Chat) SendFile(who, filename string, content []byte) string {
	return c.send(&entry{who: who, kind: 49, appKind: 6, file: filename, media: content})
}

// SendLocation sends a position, GCJ-02 as the real service does.
func (c *Chat) SendLocation(who string, lat, lon float64, label string) string {
	return c.send(&entry{who: who, kind: 1, subKind: 48, text: label, lat: lat, lon: lon})
}

// Quote answers a message the way older phones do: as plain words.
func (c *Chat) Quote(who, quotedName, quoted, text string) string {
	return c.Say(who, "「"+quotedName+"："+quoted+"」\n- - - - - - - - - - - - - - -\n"+text)
}

// QuoteID answers a message the way newer phones do: by its number.
func (c *Chat) QuoteID(who, id, quotedName, quoted, text string) string {
	escape := html.EscapeString
	xml := `<msg><appmsg appid="" sdkver="0"><title>` + escape(text) + `</title><type>57</type>` +
		`<refermsg><type>1</type><svrid>` + id + `</svrid><displayname>` + escape(quotedName) + `</displayname>` +
		`<content>` + escape(quoted) + `</content></refermsg></appmsg></msg>`
	return c.send(&entry{who: who, kind: 49, appKind: 57, text: xml})
}

// SendKind sends something of another kind, such as 34 for a voice message.
func (c *Chat) SendKind(who string, kind int, content string) string {
	return c.send(&entry{who: who, kind: kind, text: content})
}

// SayOurselves is our account speaking on its phone.
func (c *Chat) SayOurselves(text string) string {
	return c.send(&entry{who: ourKey, kind: 1, text: text})
}

// Recall takes a message back.
func (c *Chat) Recall(who, id string) {
	xml := `<sysmsg type="revokemsg"><revokemsg><session>x</session><oldmsgid>1</oldmsgid><msgid>` + id +
		`</msgid><replacemsg><![CDATA["` + nick(who) + `" 撤回了一条消息]]></replacemsg></revokemsg></sysmsg>`
	c.send(&entry{who: who, kind: 10002, text: xml})
}

// Rename gives the group a new title.
func (c *Chat) Rename(who, title string) {
	c.s.mu.Lock()
	c.title = title
	c.s.mu.Unlock()
	c.send(&entry{kind: 10000, text: `"` + nick(who) + `"修改群名为“` + title + `”`})
}

// Join lets another person into the group.
func (c *Chat) Join(who, by string) {
	c.s.mu.Lock()
	c.members = append(slices.Clone(c.members), who)
	c.s.mu.Unlock()
	c.send(&entry{kind: 10000, text: `"` + nick(by) + `"邀请"` + nick(who) + `"加入了群聊`})
}

// Card sets a person's name within the group.
func (c *Chat) Card(who, card string) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.cards[who] = card
}

// Unsave takes the group out of the account's contacts, where groups are until
// somebody saves them.
func (c *Chat) Unsave() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.unsaved = true
}

// Heard lists what our account said in the chat.
func (c *Chat) Heard() []Heard {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return slices.Clone(c.heard)
}

// Hear waits until our account said n things in the chat.
func (c *Chat) Hear(ctx context.Context, n int) ([]Heard, error) {
	if !c.s.wait(ctx, time.Minute, func() bool { return len(c.heard) >= n }) {
		return c.Heard(), fmt.Errorf("heard %d things in %q, want %d", len(c.Heard()), c.title, n)
	}
	return c.Heard(), nil
}

func (c *Chat) send(e *entry) string {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	e.chat, e.at = c, time.Now()
	c.s.log = append(c.s.log, e)
	e.seq = len(c.s.log)
	e.id = fmt.Sprintf("%d", 7000000000000000000+e.seq)
	c.s.wake()
	return e.id
}

func nick(who string) string {
	name, _, _ := strings.Cut(who, "#")
	return name
}
