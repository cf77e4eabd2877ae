package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
)

// town is who has a say beside the unit of a scene: a property company, the grid of
// 书院路66号, and the street.
type town struct {
	property, grid, street *telegramtest.Chat
	chen, li, gao          *telegramtest.User
}

// withTown gives each of them a chat, and one of them to talk there.
func withTown(s *scene) {
	s.town = town{
		property: s.telegram.Supergroup("槐荫物业工作群"), grid: s.telegram.Supergroup("第3网格"), street: s.telegram.Supergroup("槐荫街道指挥中心"),
		chen: s.telegram.User("陈工"), li: s.telegram.User("李网格"), gao: s.telegram.User("高主任"),
	}
	for _, c := range []*telegramtest.Chat{s.town.property, s.town.grid, s.town.street} {
		c.Add()
	}
	s.cfg.Units = append(s.cfg.Units, configs.Unit{Code: "wuye", Name: "槐荫物业", Chats: []string{"telegram/" + id(s.town.property)}})
	s.cfg.Chats = append(s.cfg.Chats,
		configs.Chat{Channel: "telegram", ID: id(s.town.grid), Kind: "staff", Cell: "990101-03"},
		configs.Chat{Channel: "telegram", ID: id(s.town.street), Kind: "staff", Cell: "990101001"})
	for _, o := range []configs.Officer{
		{ID: person(s.town.chen), Name: "陈工", Role: "unit_officer", Unit: "wuye"},
		{ID: person(s.town.li), Name: "李网格", Role: "grid_officer", Cells: []string{"990101-03"}},
		{ID: person(s.town.gao), Name: "高主任", Role: "street"},
	} {
		o.Channel = "telegram"
		s.cfg.Staff = append(s.cfg.Staff, o)
	}
}

func person(u *telegramtest.User) string { return strconv.FormatInt(u.ID, 10) }

// pressed presses a button of a card and returns what the presser was shown.
func (s *scene) pressed(u *telegramtest.User, card telegramtest.Sent, label string) string {
	s.Helper()
	press, err := u.Press(card, label)
	if err != nil {
		s.Fatalf("%v\n%s", err, script(card.Chat))
	}
	s.rest()
	text, _ := press.Toast()
	if !press.Answered() {
		s.Errorf("the press of %q was not answered", label)
	}
	return text
}

// shows checks what a card shows now, and the buttons under it.
func (s *scene) shows(card telegramtest.Sent, buttons string, words ...string) {
	s.Helper()
	s.rest()
	now := card
	for _, sent := range card.Chat.Heard() {
		if sent.ID == card.ID && isEdit(sent) {
			now = sent
		}
	}
	var labels []string
	for _, b := range now.Buttons {
		labels = append(labels, b.Label)
	}
	if strings.Join(labels, " ") != buttons {
		s.Errorf("under the card stands %q, want %q", labels, buttons)
	}
	for _, word := range words {
		if !strings.Contains(now.Text, word) {
			s.Errorf("the card lacks %q:\n%s", word, now.Text)
		}
	}
}

// cards counts the cards in a chat; those that were brought up to date count once.
func cards(c *telegramtest.Chat) int {
	return did(c, isSpeech, telegramtest.Says("📍"))
}

// TestCardLivesWhereItStands goes the whole way: the grid says that it is true, a
// unit signs and hands over, the next sends back, the street decides.
func TestCardLivesWhereItStands(t *testing.T) {
	story(t, func(s *scene) {
		report, _, card := s.reported(701)
		looked := s.hear(s.town.grid, "the grid's card", isPhoto, telegramtest.Says("#1"))
		s.shows(card, "签收 已修复 不归我们", "已派单：区市政处")
		s.shows(looked, "属实 不属实 重复")
		if toast := s.pressed(s.town.li, looked, "属实"); !strings.Contains(toast, "已核为属实") {
			s.Errorf("the grid was shown %q", toast)
		}
		s.shows(looked, "不属实 重复", "属实，已派单：区市政处")
		s.shows(card, "签收 已修复 不归我们", "属实，已派单")

		if toast := s.pressed(s.officer, card, "签收"); !strings.Contains(toast, "已签收") {
			s.Errorf("who signed was shown %q", toast)
		}
		s.shows(card, "已修复 不归我们", "已签收：区市政处 周斌")
		s.shows(looked, "", "已签收：区市政处 周斌")

		s.pressed(s.officer, card, "不归我们")
		why := s.hear(s.office, "the question", telegramtest.Says("不归你们？"))
		s.officer.Say(s.office, "不是市政的灯", telegramtest.ReplyTo(why.ID))
		whose := s.hear(s.office, "who signed first is asked on", telegramtest.Says("首接负责"))
		s.officer.Say(s.office, "小区里的灯，是物业的", telegramtest.ReplyTo(whose.ID))
		next := s.hear(s.town.property, "the card of the next unit", isPhoto, telegramtest.Says("#1"))
		s.shows(next, "签收 已修复 不归我们", "已派单：槐荫物业", "首接：区市政处", "退回过：区市政处（小区里的灯，是物业的）")
		s.shows(card, "", "已派单：槐荫物业")
		if n := cards(s.office) + cards(s.town.street); n != 1 {
			s.Errorf("%d cards came to who need not act:\n%s\n%s", n, script(s.office), script(s.town.street))
		}

		back := s.town.chen.Say(s.town.property, "不归我们，是市政的路灯", telegramtest.ReplyTo(next.ID))
		s.hear(s.town.property, "the answer", telegramtest.RepliesTo(back), telegramtest.Says("先冻结"))
		frozen := s.hear(s.town.street, "the street's card", telegramtest.Says("🧊"))
		s.shows(frozen, "不属实 重复", "区市政处（小区里的灯，是物业的） → 槐荫物业（不归我们，是市政的路灯）", "派给 #1")
		refused := s.town.li.Say(s.town.grid, "派给 #1 物业")
		s.hear(s.town.grid, "the refusal", telegramtest.RepliesTo(refused), telegramtest.Says("由街道定"))

		order := s.town.gao.Say(s.town.street, "派给 #1 物业 灯在小区里面")
		s.hear(s.town.street, "the answer", telegramtest.RepliesTo(order), telegramtest.Says("已派给槐荫物业"))
		last := s.hear(s.town.property, "the card comes again", isPhoto, after(next), telegramtest.Says("#1"))
		s.shows(frozen, "", "已派单：槐荫物业")
		s.shows(next, "")
		s.pressed(s.town.chen, last, "签收")
		s.pressed(s.town.chen, last, "已修复")
		s.mended(report, telegramtest.Says("槐荫物业"))
		s.shows(last, "", "已处理")
		if got := s.ticket(1); got.happened("returned") != 2 || got.happened("dispatched") != 3 || got.happened("screened") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	}, withTown, patient)
}

// Two at once, twice, late, the wrong one: one wins, the others are told, and the
// group hears nothing.
func TestButtonsAreForgiving(t *testing.T) {
	story(t, func(s *scene) {
		_, _, card := s.reported(702)
		looked := s.hear(s.town.grid, "the grid's card", isPhoto, telegramtest.Says("#1"))
		spoken := did(s.office, isSpeech)
		var toasts []*telegramtest.Press
		for _, u := range []*telegramtest.User{s.officer, s.officer, s.town.gao, s.town.chen, s.liu} {
			press, err := u.Press(card, "签收")
			if err != nil {
				s.Fatal(err)
			}
			toasts = append(toasts, press)
		}
		s.rest()
		said := map[string]int{}
		for _, p := range toasts {
			text, _ := p.Toast()
			for _, word := range []string{"已签收，", "不能这样改", "只有负责的工作人员能改"} {
				if strings.Contains(text, word) {
					said[word]++
				}
			}
		}
		if said["已签收，"] != 1 || said["不能这样改"] != 2 || said["只有负责的工作人员能改"] != 2 {
			s.Errorf("they were told %v", said)
		}
		s.pressed(s.town.li, looked, "属实")
		if got := s.ticket(1); got.happened("accepted") != 1 || did(s.office, isSpeech) != spoken {
			s.Errorf("the ticket is %+v, the group heard\n%s", got, script(s.office))
		}
	}, withTown)
}

// TestGridFindsNothing ends a report that the grid did not find; the reporter hears
// why and may object.
func TestGridFindsNothing(t *testing.T) {
	story(t, func(s *scene) {
		report, _, card := s.reported(703)
		looked := s.hear(s.town.grid, "the grid's card", isPhoto, telegramtest.Says("#1"))
		s.pressed(s.town.li, looked, "不属实")
		why := s.hear(s.town.grid, "the question", telegramtest.Says("现场看到了什么"))
		s.town.li.Say(s.town.grid, "两盏灯都亮着", telegramtest.ReplyTo(why.ID))
		s.hear(s.riders, "the word to the reporter", telegramtest.RepliesTo(report), telegramtest.Says("没有发现这个问题"), telegramtest.Says("两盏灯都亮着"))
		s.shows(card, "", "不予受理")
		s.liu.Say(s.riders, "#1 不满意，天黑以后就不亮")
		s.hear(s.town.street, "the objection", telegramtest.Says("天黑以后就不亮"))
		if got := s.ticket(1); got.More.Status != "rejected" || got.happened("untrue") != 1 || got.happened("objected") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	}, withTown)
}

// onDuty puts somebody on the roster who stands in for somebody on leave.
func onDuty(s *scene) {
	roster := filepath.Join(s.TempDir(), "roster.yaml")
	today := time.Now().AddDate(0, 0, -1).Format(time.DateOnly) + ".." + time.Now().AddDate(0, 0, 1).Format(time.DateOnly)
	text := "roster:\n  - {unit: shizheng, officer: 老钱}\nleave:\n  - {officer: 老钱, dates: " + today + ", stand_in: 周斌}\n"
	if err := os.WriteFile(roster, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
	s.cfg.Roster = roster
	s.cfg.Staff = append(s.cfg.Staff, configs.Officer{Channel: "telegram", ID: "777", Name: "老钱", Role: "unit_officer", Unit: "shizheng"})
}

// TestOfficerOnDutyIsTold names the officer on the card and tells them in private,
// where they can act as well.
func TestOfficerOnDutyIsTold(t *testing.T) {
	story(t, func(s *scene) {
		s.officer.Say(s.officer.Private(), "帮助")
		s.hear(s.officer.Private(), "the help", telegramtest.Says("签收"))
		_, _, card := s.reported(704)
		s.shows(card, "签收 已修复 不归我们", "已派单：区市政处 周斌")
		mine := s.hear(s.officer.Private(), "the card in private", telegramtest.Says("#1"), telegramtest.Says("📍"))
		s.pressed(s.officer, mine, "签收")
		s.shows(card, "已修复 不归我们", "已签收：区市政处 周斌")
		s.shows(mine, "已修复 不归我们", "已签收：区市政处 周斌")
	}, onDuty, patient)
}

// TestNobodyAnswersOrCanBeTold falls to the street: for a class that nobody lists,
// for a unit without a chat, and for one whose chat is gone.
func TestNobodyAnswersOrCanBeTold(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		prepare func(s *scene)
		says    string
	}{
		"a hole":                {func(s *scene) { s.cfg.Units[0].Categories = []string{"E"} }, "还没有单位负责"},
		"a unit without a chat": {func(s *scene) { s.cfg.Units[0].Chats = nil }, "没有能通知到的群"},
	} {
		t.Run(name, func(t *testing.T) {
			story(t, func(s *scene) {
				s.liu.SendPhoto(s.riders, snapshot(705), "书院路66号路灯不亮了")
				s.hear(s.town.street, "the street's card", telegramtest.Says("#1"), telegramtest.Says(tt.says))
				s.rest()
				if n := cards(s.town.property); n != 0 {
					s.Errorf("a unit that has nothing to do with it was told:\n%s", script(s.town.property))
				}
			}, withTown, tt.prepare)
		})
	}
	t.Run("a chat that vanished", func(t *testing.T) {
		story(t, func(s *scene) {
			s.reported(706)
			s.office.Kick()
			s.liu.SendPhoto(s.riders, snapshot(707), "书院路68号路灯不亮了")
			s.hear(s.town.street, "the street's card", telegramtest.Says("#2"), telegramtest.Says("没有能通知到的群"))
		}, withTown)
	})
}

// TestGoneUnitIsStoodInFor has the unit throw the bot out just before a report: the
// street gets the card, and is told why.
func TestGoneUnitIsStoodInFor(t *testing.T) {
	story(t, func(s *scene) {
		s.office.Kick()
		s.liu.SendPhoto(s.riders, snapshot(46), "槐荫路路灯不亮了")
		card := s.hear(s.town.street, "the card that the unit did not get", telegramtest.Says("#1"))
		s.shows(card, "签收 已修复 不归我们", "这个单位没有能通知到的群，请转告")
		s.rest()
		if cards := len(s.town.street.Heard()); cards != 1 {
			s.Errorf("the street heard %d things:\n%s", cards, script(s.town.street))
		}
	}, withTown)
}
