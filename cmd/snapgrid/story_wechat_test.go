package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/bots/wechat/wechattest"
	"snapgrid/configs"
	"snapgrid/intake"
)

const residents = "纺织社区居民群"

// onWeChat adds a group of residents on WeChat to the scene.
func onWeChat(s *scene) {
	double, err := wechattest.Start()
	s.sound(err)
	s.Cleanup(double.Close)
	s.wechat = double
	s.cfg.WeChat.Enabled, s.cfg.WeChat.Endpoint, s.cfg.WeChat.State = true, double.URL(), filepath.Join(s.TempDir(), "wechat")
	s.cfg.WeChat.PerMinute = 60
	s.cfg.Chats = append(s.cfg.Chats, configs.Chat{Channel: "wechat", Title: residents, Kind: "residents", Cell: "990101003001"})
	patient(s)
}

// listen waits until our account said something in the group that fits all the
// words; a photo fits "[照片]".
func (s *scene) listen(c *wechattest.Chat, want ...string) string {
	s.Helper()
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		for _, h := range c.Heard() {
			if said := words(h); containsAll(said, want) {
				return said
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	var all []string
	for _, h := range c.Heard() {
		all = append(all, words(h))
	}
	s.Fatalf("nobody said %q; said was:\n%s", want, strings.Join(all, "\n--\n"))
	return ""
}

func words(h wechattest.Heard) string {
	if h.Picture != nil {
		return "[照片]"
	}
	return h.Text
}

func containsAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// relogin ends the session, so that all names change, and waits for the next.
func (s *scene) relogin(code int) {
	s.Helper()
	before := s.wechat.Logins()
	s.wechat.Logout(code)
	s.until("another login", func() bool { return s.wechat.Logins() > before })
	s.onAir()
}

// onAir waits until the account is logged in: what was said before is not heard.
func (s *scene) onAir() {
	s.Helper()
	s.until("a login", func() bool { return s.program.host.HealthOf("wechat").State == "running" })
}

func (s *scene) until(what string, true func() bool) {
	s.Helper()
	for deadline := time.Now().Add(patience); !true(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.Fatalf("waited in vain for %s", what)
		}
	}
}

// A photo, then words, in a group of WeChat; staff repair from Telegram; in
// between the account is thrown out and everybody has another name.
func TestWeChatHearsAndIsAnswered(t *testing.T) {
	story(t, func(s *scene) {
		group, other := s.wechat.Group(residents, "赵阿姨", "李师傅"), s.wechat.Group("闲聊群", "赵阿姨")
		s.onAir()
		group.Say("李师傅", "今天菜价又涨了")
		group.SendPhoto("赵阿姨", snapshot(301))
		group.Say("赵阿姨", "书院路66号路面塌了一个坑，太危险了")
		ack := s.listen(group, "#1 收到", "书院路66号")
		if !strings.HasPrefix(ack, "赵阿姨") {
			s.Errorf("nobody can tell who is answered:\n%s", ack)
		}
		s.hear(s.office, "the card", telegramtest.Says("#1"))
		s.relogin(1101)
		s.officer.SendPhoto(s.office, snapshot(302), "#1 已修复，回填后铺了沥青")
		fixed := s.listen(group, "#1 修好了", "铺了沥青")
		s.listen(group, "[照片]")
		group.Quote("赵阿姨", "网格小助手", fixed, "不满意，又塌了")
		s.listen(group, "#1 抱歉没修好")
		if n := len(other.Heard()); n != 0 {
			s.Errorf("another group heard %d things", n)
		}
		s.fellShort("wechat", intake.ShortReaction, intake.ShortQuote, intake.ShortAlbum)
		if got := s.ticket(1); got.More.Channel != "wechat" || got.More.Status != "reopened" || len(got.More.Photos) != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	}, onWeChat)
}

// fellShort demands that posts of a channel are listed as short of all this.
func (s *scene) fellShort(channel intake.Channel, want ...intake.Shortfall) {
	s.Helper()
	for _, what := range want {
		s.until("a post of "+string(channel)+" short of "+string(what), func() bool {
			posts, err := s.program.db.ShortPosts(s.Context(), intake.ShortFilter{Channel: channel, What: what}, 1)
			return s.sound(err) || len(posts) > 0
		})
	}
}

// A position of WeChat is GCJ-02; on the ticket it is WGS-84.
func TestWeChatPosition(t *testing.T) {
	story(t, func(s *scene) {
		group := s.wechat.Group(residents, "赵阿姨")
		s.onAir()
		group.SendPhoto("赵阿姨", snapshot(303))
		group.Say("赵阿姨", "这个路灯不亮了，晚上黑漆漆的")
		s.listen(group, "#1 收到")
		group.SendLocation("赵阿姨", 34.2600, 108.9500, "陕西省西安市")
		s.until("the position", func() bool { return s.ticket(1).More.LocationSource == "pin" })
		s.ticket(1).near(s.T, 34.261581, 108.945335) // 460 m from where a map of WGS-84 would show the same numbers
	}, onWeChat)
}

// Two groups of one title can not be told apart after a login: what is to be
// said waits, until somebody writes the code in the right one.
func TestWeChatTwinsWaitForTheirCode(t *testing.T) {
	story(t, func(s *scene) {
		one, two := s.wechat.Group("骑手群", "王敏", "甲"), s.wechat.Group("骑手群", "李强", "乙")
		s.onAir()
		two.Say("李强", "这里归谁管啊")
		one.SendPhoto("王敏", snapshot(304))
		one.Say("王敏", "书院路66号井盖不见了")
		s.listen(one, "#1 收到")
		s.relogin(1102)
		said := len(one.Heard())
		s.officer.SendPhoto(s.office, snapshot(305), "#1 已修复")
		var lost string
		s.until("the resolution to wait", func() bool {
			for _, p := range s.program.host.Pairings() {
				for _, l := range p.Waiting {
					chat, err := s.program.db.FindChat(s.Context(), l.Ref)
					if err != nil {
						continue // a chat in which nobody spoke
					}
					n, err := s.program.db.CountWaiting(s.Context(), chat.ID)
					s.sound(err)
					if n > 0 {
						lost = chat.Ref.String()
					}
				}
			}
			return lost != ""
		})
		one.Say("甲", "/bind "+s.code("chat", "code", "--for", lost))
		s.listen(one, "#1 修好了")
		if len(two.Heard()) != 0 || len(one.Heard()) <= said {
			s.Errorf("the groups heard %d and %d things", len(one.Heard()), len(two.Heard()))
		}
		two.Say("乙", "/bind NOSUCHCODE")
		s.listen(two, "码不对")
	}, onWeChat)
}
