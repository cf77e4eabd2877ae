package main

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
)

// avenue is a scene with a street office that approves whistles, a grid officer
// who blows them, and two units with groups of their own; the police have none.
type avenue struct {
	*scene
	command, traffic, urban     *telegramtest.Chat
	grid, lead, warden, trooper *telegramtest.User
}

// onAvenue plays a story there.
func onAvenue(t *testing.T, f func(s *avenue), prepare ...func(s *avenue)) {
	t.Helper()
	var streets sync.Map
	story(t, func(s *scene) {
		found, _ := streets.Load(s)
		f(found.(*avenue))
	}, func(s *scene) {
		w := newAvenue(s)
		for _, change := range prepare {
			change(w)
		}
		streets.Store(s, w)
	})
}

func newAvenue(s *scene) *avenue {
	w := &avenue{
		scene: s, command: s.telegram.Supergroup("青石街道指挥群"), traffic: s.telegram.Supergroup("区交警大队群"), urban: s.telegram.Supergroup("区城管局群"),
		grid: s.telegram.User("李娜"), lead: s.telegram.User("陈主任"), warden: s.telegram.User("城管老张"), trooper: s.telegram.User("交警小王"),
	}
	for _, c := range []*telegramtest.Chat{w.command, w.traffic, w.urban} {
		c.Add()
	}
	s.cfg.Units = append(s.cfg.Units,
		configs.Unit{Code: "jiaojing", Name: "区交警大队", Chats: []string{"telegram/" + id(w.traffic)}},
		configs.Unit{Code: "chengguan", Name: "区城管局", Chats: []string{"telegram/" + id(w.urban)}},
		configs.Unit{Code: "gongan", Name: "区公安分局"})
	s.cfg.Chats = append(s.cfg.Chats, configs.Chat{Channel: "telegram", ID: id(w.command), Kind: "staff", Cell: "990101"})
	for _, o := range []struct {
		who        *telegramtest.User
		role, unit string
	}{{w.grid, "grid_officer", ""}, {w.lead, "street", ""}, {w.warden, "unit_officer", "chengguan"}, {w.trooper, "unit_officer", "jiaojing"}} {
		s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
			Channel: "telegram", ID: strconv.FormatInt(o.who.ID, 10), Name: o.who.Name, Role: o.role, Unit: o.unit,
		})
	}
	return w
}

// press presses a button that must be there.
func (s *scene) press(who *telegramtest.User, under telegramtest.Sent, label string) {
	s.Helper()
	if _, err := who.Press(under, label); err != nil {
		s.Fatalf("%v\n%s", err, script(under.Chat))
	}
}

// TestWhistle leads a whistle from the grid over the street to two units, of which
// one comes and the other says that it is not theirs, back to who whistled.
func TestWhistle(t *testing.T) {
	onAvenue(t, func(s *avenue) {
		s.reported(300)
		s.asks(s.officer, "收到 #1", "已签收")
		whistle := s.grid.Say(s.office, "吹哨 #1 城管 交警、交警 货车反复占道")
		s.hear(s.office, "that the street is asked", telegramtest.RepliesTo(whistle), telegramtest.Says("哨1（工作推进哨）已交街道"))
		ask := s.hear(s.command, "the question", telegramtest.Says("叫：区城管局、区交警大队"), telegramtest.Says("理由：货车反复占道"))
		s.press(s.grid, ask, "同意吹哨")
		s.hear(s.command, "the refusal", telegramtest.Says("哨1 不归您点"))
		s.press(s.lead, ask, "同意吹哨")
		s.press(s.lead, ask, "同意吹哨") // twice
		s.hear(s.office, "that it is blown", telegramtest.RepliesTo(whistle), telegramtest.Says("哨1 吹响了"))
		s.hear(s.command, "the question, answered", telegramtest.Says("✅ 已批准"))
		s.hear(s.command, "that it is approved already", telegramtest.Says("不能这样改"))

		refused := s.hear(s.urban, "the card of the one", telegramtest.Says("请区城管局来一趟"))
		s.press(s.warden, refused, "不归我")
		why := s.hear(s.urban, "the question why", telegramtest.Says("为什么不归你们"))
		s.warden.Say(s.urban, "这是交警的事，城管管不了机动车", telegramtest.ReplyTo(why.ID))
		decide := s.hear(s.command, "the refusal", telegramtest.Says("区城管局说不归他们"), telegramtest.Says("管不了机动车"))
		s.press(s.lead, decide, "不用来了")
		s.hear(s.urban, "that they are let off", telegramtest.Says("街道同意，不用来了"))

		card := s.hear(s.traffic, "the card of the other", telegramtest.Says("请区交警大队来一趟"))
		s.press(s.warden, card, "签到") // of another unit
		s.press(s.trooper, card, "签到")
		s.hear(s.traffic, "that it is not theirs", telegramtest.Says("不归您点"))
		s.hear(s.traffic, "the card, signed", isEdit, telegramtest.Says("区交警大队：已签到"))
		s.press(s.trooper, card, "到场")
		s.hear(s.traffic, "what is missing", telegramtest.Says("发一张现场照片或位置"))
		s.trooper.SendPhoto(s.traffic, snapshot(301), "", telegramtest.ReplyTo(card.ID))
		s.hear(s.traffic, "the card, there", isEdit, telegramtest.Says("区交警大队：已到场"))
		s.trooper.SendPhoto(s.traffic, snapshot(302), "完成 拖走了三辆货车", telegramtest.ReplyTo(card.ID))

		report := s.hear(s.office, "the report", telegramtest.RepliesTo(whistle), telegramtest.Says("已完成，拖走了三辆货车"))
		s.press(s.grid, report, "确认完成")
		s.hear(s.office, "the report, confirmed", isEdit, telegramtest.Says("办得怎么样"))
		s.press(s.grid, report, "基本满意")
		s.hear(s.office, "the report, rated", isEdit, telegramtest.Says("已评价：基本满意"))
		s.rest()
		s.checkWhistle()
	})
}

// checkWhistle looks at what is left of a whistle that went all the way.
func (s *avenue) checkWhistle() {
	s.Helper()
	w, err := s.program.db.Whistle(s.Context(), 1)
	s.sound(err)
	if w.Status != intake.WhistleRated || w.Rating != intake.RatedFair || len(w.Parts) != 2 || len(w.Parts[1].Proofs) != 2 {
		s.Errorf("the whistle is %+v", w)
	}
	if n := did(s.office, telegramtest.Says("拖走了三辆货车"), isPhoto) + did(s.office, isPhoto, telegramtest.Says("")); n < 2 {
		s.Errorf("the proofs are not shown:\n%s", script(s.office))
	}
	got := s.ticket(1)
	if got.happened("whistled") != 1 || got.happened("attended") != 1 || got.happened("whistle_done") != 1 || got.More.Status != "accepted" {
		s.Errorf("the ticket is %+v", got)
	}
	rates, err := s.program.db.WhistleRates(s.Context(), time.Now().Add(-time.Hour), time.Now().Add(time.Hour))
	s.sound(err)
	if len(rates) != 1 || rates[0].Whistles != 1 || rates[0].Tickets != 1 {
		s.Errorf("the rates are %+v", rates)
	}
	var out, faults strings.Builder
	if status := run(s.Context(), []string{"whistles", "--config", s.file("127.0.0.1:0")}, world{out: &out, err: &faults}); status != 0 || !strings.Contains(out.String(), "100.0%") {
		s.Errorf("the command says %d %s%s", status, out.String(), faults.String())
	}
}

// TestWhistleInDanger blows at once; the street approves afterwards, acts for a
// unit without a group, and is told of promises that were not kept.
func TestWhistleInDanger(t *testing.T) {
	hurry := func(s *avenue) {
		for i := range s.cfg.Whistles.Kinds {
			s.cfg.Whistles.Kinds[i].Sign = 4 * time.Second
		}
	}
	onAvenue(t, func(s *avenue) {
		s.liu.Say(s.riders, "纺织路路口电线掉下来冒火花了")
		s.hear(s.riders, "the acknowledgement", telegramtest.Says("#1"))
		s.grid.Say(s.grid.Private(), "/whistle 1 gongan jiaojing")
		s.hear(s.grid.Private(), "that it is blown", telegramtest.Says("哨1 吹响了"))
		ask := s.hear(s.command, "the question", telegramtest.Says("已先吹，请补批"))
		card := s.hear(s.command, "the card of the unit without a group", telegramtest.Says("☎️ 区公安分局没有群"))
		s.hear(s.traffic, "the card of the other", telegramtest.Says("应急处置哨"))
		s.press(s.lead, ask, "同意吹哨")
		s.hear(s.command, "the question, answered", isEdit, telegramtest.Says("✅ 已批准"))
		s.hear(s.traffic, "the reminder", telegramtest.Says("区交警大队"), telegramtest.Says("已超时"))
		s.hear(s.command, "what was not kept", telegramtest.Says("区交警大队没有在"), telegramtest.Says("前签到"))
		s.press(s.lead, card, "签到")
		s.hear(s.command, "the card, signed", isEdit, telegramtest.Says("区公安分局：已签到"))
		at := s.lead.Say(s.command, "哨1 到场 公安")
		s.lead.SendLocation(s.command, 38.605, 104.1)
		s.hear(s.command, "the nod", func(sent telegramtest.Sent) bool { return sent.Kind == telegramtest.Reaction && sent.ID >= at.ID })
		s.hear(s.command, "the card, there", isEdit, telegramtest.Says("区公安分局：已到场"))
		if n := did(s.traffic, telegramtest.Says("已超时"), telegramtest.Says("11")); n > 1 {
			s.Errorf("the reminder was said %d times:\n%s", n, script(s.traffic))
		}
		w, err := s.program.db.Whistle(s.Context(), 1)
		if s.sound(err); w.Approver == 0 || !w.Urgent || w.Parts[0].Proofs[0].Point == nil || w.Status != intake.WhistleBlown {
			s.Errorf("the whistle is %+v", w)
		}
	}, hurry)
}

// TestWhistleRefused: nobody is called to what nobody looked at, by who has no
// right, under a name that means nothing, or when it is over.
func TestWhistleRefused(t *testing.T) {
	onAvenue(t, func(s *avenue) {
		_, _, card := s.reported(303)
		for _, try := range []struct {
			who           *telegramtest.User
			says, answers string
		}{
			{s.grid, "吹哨 #1 城管", "#1 还没核实"},
			{s.grid, "吹哨 #77 城管", "没有找到 #77"},
			{s.liu, "吹哨 #1 城管", "吹哨要网格员"},
			{s.grid, "哨 5 签到", "没有找到 哨5"},
		} {
			said := try.who.Say(s.office, try.says)
			s.hear(s.office, "the answer to "+try.says, telegramtest.RepliesTo(said), telegramtest.Says(try.answers))
		}
		s.asks(s.officer, "收到 #1", "已签收")
		s.asks(s.grid, "吹哨 #1 卫生局", "“卫生局”是哪个单位")
		s.asks(s.grid, "吹哨 #1", "是哪个单位")
		s.asks(s.lead, "吹哨 #1 城管", "哨1 吹响了")
		s.asks(s.lead, "吹哨 #1 城管", "区城管局现在是“未签到”")
		s.asks(s.lead, "哨1", "已吹响，等签到")
		s.lead.Say(s.office, "撤哨 哨1 车自己走了")
		s.hear(s.office, "that it is called off", telegramtest.Says("哨1 已撤：车自己走了"))
		s.hear(s.urban, "the card, called off", isEdit, telegramtest.Says("已撤哨，不用来了"))
		s.press(s.officer, card, "已修复")
		s.hear(s.office, "the card, resolved", isEdit, telegramtest.Says("已处理"))
		s.asks(s.lead, "吹哨 #1 城管", "不能这样改")
		s.rest()
		refusals, err := s.program.db.Refusals(s.Context(), 10)
		if s.sound(err); len(refusals) != 1 || refusals[0].What != "whistle draft" {
			s.Errorf("the audit is %+v", refusals)
		}
	})
}
