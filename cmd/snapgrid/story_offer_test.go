package main

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
)

// takers is a scene with a street, a property company and a co-building unit, each
// with a chat of its own and somebody in it.
type takers struct {
	street        *telegramtest.User
	wuye, tongxin *telegramtest.Chat
	sun, he       *telegramtest.User // of the property company, of the co-building unit
}

// withTakers lets a scene have a takers; where a class begins is said by tiers.
func withTakers(tiers ...configs.Tier) func(s *scene) {
	return func(s *scene) {
		m := &s.takers
		m.wuye, m.tongxin = s.telegram.Supergroup("槐荫物业"), s.telegram.Supergroup("通讯共建单位")
		m.wuye.Add()
		m.tongxin.Add()
		m.street, m.sun, m.he = s.telegram.User("街道老高"), s.telegram.User("孙师傅"), s.telegram.User("何师傅")
		for _, u := range []struct {
			code, name string
			chat       *telegramtest.Chat
			who        *telegramtest.User
		}{{"wuye", "槐荫物业", m.wuye, m.sun}, {"tongxin", "通讯共建单位", m.tongxin, m.he}} {
			s.cfg.Units = append(s.cfg.Units, configs.Unit{Code: u.code, Name: u.name, Chats: []string{"telegram/" + id(u.chat)}})
			s.cfg.Chats = append(s.cfg.Chats, configs.Chat{Channel: "telegram", ID: id(u.chat), Kind: "staff"})
			s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
				Channel: "telegram", ID: strconv.FormatInt(u.who.ID, 10), Name: u.name, Role: "unit_officer", Unit: u.code,
			})
		}
		s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
			Channel: "telegram", ID: strconv.FormatInt(m.street.ID, 10), Name: "老高", Role: "street",
		})
		s.cfg.Tiers = tiers
	}
}

// A matter of neighbours begins with the grid. Nobody settles it: it rises to a
// meeting, and then to the unit, each time with a word to those who had it.
func TestTierRisesByItself(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(401), "书院路66号路灯不亮了")
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		if strings.Contains(ack.Text, "区市政处") {
			s.Errorf("the unit is named before the neighbours had their time: %s", ack.Text)
		}
		s.hear(s.office, "the meeting", telegramtest.Says("#1"), telegramtest.Says("第2层“协商”"))
		s.hear(s.office, "the units", telegramtest.Says("#1"), telegramtest.Says("第3层“联动”"))
		s.hear(s.office, "the card of the unit", isPhoto, telegramtest.Says("#1"), telegramtest.Says("带上照片写“已修复”"))
		s.rest()
		got := s.ticket(1)
		if got.More.Tier != "joint" || got.More.Status != "dispatched" || got.happened("raised") != 2 {
			s.Errorf("the ticket is %+v", got)
		}
		if n := did(s.office, telegramtest.Says("现在是第2层“协商”")); n != 1 {
			s.Errorf("the meeting was told of %d times:\n%s", n, script(s.office))
		}
	}, withTakers(configs.Tier{Categories: []string{"P01"}, Begin: "self", Self: time.Second, Consult: time.Second}))
}

// Who holds a meeting says what it decided, or is asked.
func TestMeetingsOutcome(t *testing.T) {
	story(t, func(s *scene) {
		m := &s.takers
		report := s.liu.SendPhoto(s.riders, snapshot(402), "书院路66号路灯不亮了")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		alone := m.street.Private()
		lower := m.street.Say(alone, "降级 #1 先和邻居商量")
		s.hear(alone, "the second tier", telegramtest.RepliesTo(lower), telegramtest.Says("第2层“协商”"))
		s.hear(s.office, "the unit is told", telegramtest.Says("第2层“协商”"))
		done := m.street.SendPhoto(alone, snapshot(403), "#1 已修复，换了灯泡")
		s.hear(alone, "the question", telegramtest.RepliesTo(done), telegramtest.Says("会上怎么定的"))
		if got := s.ticket(1); got.Status != "open" {
			s.Errorf("the ticket is %+v", got)
		}
		again := m.street.Say(alone, "#1 已修复 协商结果：三户平摊电费，灯归物业管")
		s.hear(alone, "the answer", telegramtest.RepliesTo(again), telegramtest.Says("#1"))
		s.mended(report, isPhoto, telegramtest.Says("三户平摊电费"))
	}, withTakers())
}

// Two units want the order at the same moment: one has it, the other is told, and
// both cards say who.
func TestOrderIsTakenOnce(t *testing.T) {
	story(t, func(s *scene) {
		m := &s.takers
		report := s.liu.SendPhoto(s.riders, snapshot(404), "书院路66号路灯不亮了")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		alone := m.street.Private()
		placed := m.street.Say(alone, "下单 #1 槐荫物业 通讯共建单位 周末前换好")
		confirmed := s.hear(alone, "the confirmation", telegramtest.RepliesTo(placed), telegramtest.Says("先接先得"))
		cards := map[*telegramtest.User]telegramtest.Sent{
			m.sun: s.hear(m.wuye, "the order", isPhoto, telegramtest.Says("订单 #1"), telegramtest.Says("周末前换好")),
			m.he:  s.hear(m.tongxin, "the order", isPhoto, telegramtest.Says("订单 #1"), telegramtest.Says("周末前换好")),
		}
		var both sync.WaitGroup
		for who, card := range cards {
			both.Go(func() {
				if _, err := who.Press(card, "接单"); err != nil {
					s.Error(err)
				}
			})
		}
		both.Wait()
		winner, loser, name := m.wuye, m.tongxin, "槐荫物业"
		if news := s.hear(alone, "who has it", telegramtest.Says("接单"), after(confirmed)); strings.Contains(news.Text, "通讯共建单位") {
			winner, loser, name = loser, winner, "通讯共建单位"
		}
		s.hear(winner, "the card to work with", isPhoto, telegramtest.Says("已签收："+name), telegramtest.Says("修好后回复这条"))
		s.hear(loser, "it is gone", isText, telegramtest.Says("#1 已由"+name+"接单"))
		for _, chat := range []*telegramtest.Chat{winner, loser} {
			s.hear(chat, "the card says who", isEdit, telegramtest.Says("已被"+name+"接单"))
		}
		s.rest()
		if did(winner, isPhoto, telegramtest.Says("修好后回复这条")) != 1 || did(loser, telegramtest.Says("修好后回复这条")) != 0 {
			s.Errorf("it was taken twice:\n%s\n%s", script(winner), script(loser))
		}
		got := s.ticket(1)
		if got.More.Status != "accepted" || got.happened("taken") != 1 || got.happened("offered") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
		worker := map[*telegramtest.Chat]*telegramtest.User{m.wuye: m.sun, m.tongxin: m.he}[winner]
		worker.SendPhoto(winner, snapshot(405), "#1 已修复")
		s.mended(report, isPhoto, telegramtest.Says(name))
	}, withTakers())
}

// An order is for the staff of those units, and while it is held out.
func TestOrderIsWithdrawn(t *testing.T) {
	story(t, func(s *scene) {
		m := &s.takers
		s.liu.SendPhoto(s.riders, snapshot(406), "书院路66号路灯不亮了")
		s.hear(s.office, "the card", isPhoto, telegramtest.Says("#1"))
		alone := m.street.Private()
		m.street.Say(alone, "下单 #1 槐荫物业")
		card := s.hear(m.wuye, "the order", telegramtest.Says("订单 #1"))
		if _, err := s.wang.Press(card, "接单"); err != nil {
			s.Fatal(err)
		}
		s.rest()
		if refused, err := s.program.db.Refusals(s.Context(), 10); err != nil || len(refused) != 1 {
			s.Errorf("the audit says %+v, %v", refused, err)
		}
		twice := m.street.Say(alone, "下单 #1 通讯共建单位")
		s.hear(alone, "it is offered already", telegramtest.RepliesTo(twice), telegramtest.Says("撤单 #1"))
		back := m.street.Say(alone, "撤单 #1")
		s.hear(alone, "it is withdrawn", telegramtest.RepliesTo(back), telegramtest.Says("已撤回"))
		s.hear(m.wuye, "the card says so", isEdit, telegramtest.Says("已撤回"))
		late := m.sun.Say(m.wuye, "接单 #1")
		s.hear(m.wuye, "it is gone", telegramtest.RepliesTo(late), telegramtest.Says("不用接了"))
		again := m.street.Say(alone, "/order 1 tongxin")
		s.hear(alone, "it is offered anew", telegramtest.RepliesTo(again), telegramtest.Says("通讯共建单位"))
		taken := m.he.Say(m.tongxin, "/take 1")
		s.hear(m.tongxin, "it is theirs", telegramtest.RepliesTo(taken), telegramtest.Says("归你们办了"))
	}, withTakers())
}
