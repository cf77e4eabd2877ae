package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
)

// hire puts somebody on the staff before the program starts.
func (s *scene) hire(name, role string, cells ...string) *telegramtest.User {
	s.Helper()
	who := s.telegram.User(name)
	s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
		Channel: "telegram", ID: strconv.FormatInt(who.ID, 10), Name: name, Role: role, Cells: cells,
	})
	return who
}

// Where it is promised, somebody else than who repaired it looks first; the reporter
// hears of it once, after that.
func TestRepairIsVerifiedByAnother(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			first, second := s.hire("吴敏", "grid_officer", "990101"), s.hire("郑海", "grid_officer", "990101")
			grid := s.telegram.Supergroup("网格工作群")
			grid.Add()
			s.cfg.Chats = append(s.cfg.Chats, configs.Chat{Channel: "telegram", ID: id(grid), Kind: "staff", Cell: "990101"})
			s.cfg.SLA = filepath.Join(t.TempDir(), "sla.yaml")
			s.sound(os.WriteFile(s.cfg.SLA, []byte("policies:\n  - {solve: 7天, verify: 24h}\n"), 0o600))
			s.later = 2 // two repairs would be told to the reporter if nobody looked
			s.start()
			report, _, _ := s.reported(701)
			first.SendPhoto(grid, snapshot(702), "#1 已修复，换了灯泡")
			look := s.hear(grid, "the question", isPhoto, telegramtest.Says("请现场看一眼"))
			if toast := s.pressed(first, look, "核实通过"); !strings.Contains(toast, "请换个人去看") {
				t.Errorf("who repaired it was shown %q", toast)
			}
			s.press(s.officer, look, "核实通过")
			s.rest()
			if n := did(s.riders, telegramtest.Says("修好了")); n != 0 || s.ticket(1).More.Status != "resolved" {
				t.Fatalf("the riders heard of it %d times:\n%s", n, script(s.riders))
			}
			s.press(second, look, "没修好")
			s.hear(s.office, "the card", telegramtest.Says("核实没通过"))
			first.SendPhoto(grid, snapshot(703), "#1 已修复，换了灯座")
			again := s.hear(grid, "the second question", isPhoto, telegramtest.Says("换了灯座"))
			s.press(second, again, "核实通过")
			s.mended(report, isPhoto, telegramtest.Says("换了灯座"))
			s.rest()
			s.press(second, again, "核实通过") // pressed twice
			s.rest()
			if got := s.ticket(1); got.More.Status != "verified" || did(s.riders, telegramtest.Says("修好了")) != 1 {
				t.Errorf("the ticket is %s\n%s", got.More.Status, script(s.riders))
			}
		})
	}
}

// A reporter who does not agree is heard: what was explained goes on, what was
// refused is shown to the street.
func TestObjections(t *testing.T) {
	story(t, func(s *scene) {
		boss := s.telegram.User("高建军")
		_, err := s.program.db.PutOfficer(t.Context(), intake.Officer{
			Channel: "telegram", Sender: strconv.FormatInt(boss.ID, 10), Name: "高建军", Role: intake.RoleStreet,
		})
		s.sound(err)
		boss.Say(boss.Private(), "/start")
		s.hear(boss.Private(), "the welcome", telegramtest.Says("办结"))
		report, _, _ := s.reported(711)
		boss.Say(boss.Private(), "解释 #1 等明年统一改造")
		s.hear(s.riders, "the explanation", telegramtest.RepliesTo(report), telegramtest.Says("眼下还解决不了"))
		s.liu.Say(s.riders, "#1 不满意")
		s.hear(s.office, "the card", telegramtest.Says("报的人说没修好"))
		boss.Say(boss.Private(), "不受理 #1 这是小区里的路灯，请找物业")
		s.hear(s.riders, "the refusal", telegramtest.RepliesTo(report), telegramtest.Says("请找物业"))
		objection := s.liu.Say(s.riders, "#1 不满意，路灯在小区外面")
		s.hear(s.riders, "the answer", telegramtest.RepliesTo(objection), telegramtest.Says("已转给街道"))
		s.hear(boss.Private(), "the objection", telegramtest.Says("不同意"), telegramtest.Says("小区外面"))
		s.rest()
		if got := s.ticket(1); got.More.Status != "rejected" || got.happened("objected") != 1 || got.happened("reopened") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	})
}

// Long matters are told of at intervals, where they were reported.
func TestLongMatterIsFollowedUp(t *testing.T) {
	story(t, func(s *scene) {
		report, _, _ := s.reported(721)
		s.officer.Say(s.office, "登记入册 #1 等明年改造 2027-03-01")
		s.hear(s.riders, "the news", telegramtest.RepliesTo(report), telegramtest.Says("还在办，没忘"), telegramtest.Says("3月1日再看"))
	}, func(s *scene) { s.cfg.Desk.Question, s.cfg.Desk.FollowUp = time.Second, 4*time.Second })
}

// A rider who left out where it is hears one question, some time later, and not two.
func TestRiderIsAskedOnce(t *testing.T) {
	story(t, func(s *scene) {
		report := s.liu.SendPhoto(s.riders, snapshot(731), "路灯不亮了")
		ack := s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		if strings.Contains(ack.Text, "回复这条") {
			s.Errorf("the rider was asked at once: %s", ack.Text)
		}
		s.hear(s.riders, "the question", telegramtest.RepliesTo(report), telegramtest.Says("说一下在哪"), telegramtest.Says("不急"))
		time.Sleep(2 * time.Second) // two sweeps
		s.rest()
		if n := did(s.riders, telegramtest.Says("说一下在哪")); n != 1 {
			s.Errorf("asked %d times:\n%s", n, script(s.riders))
		}
	}, func(s *scene) { s.cfg.Desk.Question = time.Second })
}

// Who follows a ticket hears in private how it ends; who stopped does not.
func TestFollowers(t *testing.T) {
	story(t, func(s *scene) {
		zhao := s.telegram.User("赵磊")
		for _, who := range []*telegramtest.User{s.wang, zhao} {
			who.Say(who.Private(), "/start")
			s.hear(who.Private(), "the welcome", telegramtest.Says("照片"))
		}
		report, _, card := s.reported(741)
		s.wang.Say(s.riders, "关注 #1")
		s.hear(s.wang.Private(), "the promise", telegramtest.Says("有结果就在这里告诉您"))
		zhao.Say(zhao.Private(), "/follow 1")
		s.hear(zhao.Private(), "the promise", telegramtest.Says("有结果就在这里告诉您"))
		zhao.Say(zhao.Private(), "取消关注 #1")
		s.hear(zhao.Private(), "the end of it", telegramtest.Says("不再告诉您"))
		s.officer.SendPhoto(s.office, snapshot(742), "已修复，换了灯泡", telegramtest.ReplyTo(card.ID))
		s.mended(report, isPhoto)
		s.hear(s.wang.Private(), "the news", telegramtest.Says("您关注的 #1"), telegramtest.Says("换了灯泡"))
		s.rest()
		if n := did(zhao.Private(), telegramtest.Says("您关注的")); n != 0 {
			s.Errorf("who does not follow any more was told:\n%s", script(zhao.Private()))
		}
	})
}

// At night a group that sleeps is left alone, though the program is started anew; in
// the morning many repairs are one list.
func TestNightAndMorning(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t, address(t))
			zone, err := s.cfg.Zone()
			s.sound(err)
			now := time.Now().In(zone)
			s.cfg.Outbox.QuietHours = now.Add(-time.Minute).Format("15:04") + "-" + now.Add(-2*time.Minute).Format("15:04")
			stop := s.start()
			for n := range 5 {
				s.slept(n + 1)
			}
			for n := range 5 {
				s.officer.SendPhoto(s.office, snapshot(uint64(760+n)), fmt.Sprintf("#%d 已修复", n+1))
				s.hear(s.office, "the answer", telegramtest.Says(fmt.Sprintf("#%d 已办结", n+1)))
			}
			s.rest()
			if n := did(s.riders, telegramtest.Says("修好了")); n != 0 {
				t.Fatalf("the group was woken up:\n%s", script(s.riders))
			}
			stop()
			s.cfg.Outbox.QuietHours = ""
			s.start()
			list := s.hear(s.riders, "the list", telegramtest.Says("这5件有了进展"))
			s.rest()
			if !strings.Contains(list.Text, "/tickets/5") || did(s.riders, telegramtest.Says("修好了")) != 0 {
				t.Errorf("the morning was\n%s", script(s.riders))
			}
		})
	}
}

// slept opens the n-th ticket of a report that was made an hour ago.
func (s *scene) slept(n int) {
	s.Helper()
	ctx, then := s.Context(), time.Now().Add(-time.Hour)
	chat, err := s.program.db.FindChat(ctx, intake.ChatRef{Channel: "telegram", ID: id(s.riders)})
	s.sound(err)
	// At once: the sweep would take up a message that lay there for an hour.
	s.sound(s.program.db.InTx(ctx, func(ctx context.Context) error {
		heard, err := s.program.db.PutMessages(ctx, []intake.Message{{
			Chat: chat.Ref, ID: strconv.Itoa(9000 + n), Sender: intake.Sender{ID: "77", Name: "刘洋"}, SentAt: then, Text: "路灯不亮了",
		}}, then)
		if err != nil {
			return err
		}
		_, err = s.program.desk.Open(ctx, intake.Report{
			Chat: chat, Sender: heard[0].Sender, Messages: heard,
			Verdict: intake.Verdict{Kind: intake.IsReport, Category: "P0118", Severity: intake.Ordinary},
		})
		return err
	}))
}

// Staff know a rider by an alias. Who may look up the name leaves a note, and the
// rider is told.
func TestAliasAndItsName(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.Say(s.liu.Private(), "/start")
		s.hear(s.liu.Private(), "the welcome", telegramtest.Says("照片"))
		_, _, card := s.reported(771)
		if !strings.Contains(card.Text, "流动网格员 01") || strings.Contains(card.Text, "刘洋") {
			s.Errorf("the card says %s", card.Text)
		}
		admin := s.administrator()
		page := admin.open("/desk/tickets/1")
		if !strings.Contains(page.body, "流动网格员 01") || strings.Contains(page.body, "刘洋") {
			s.Errorf("the page shows a name, or no alias:\n%s", page.body)
		}
		if named := admin.form(page, "/desk/tickets/1/reveal").send(); !strings.Contains(named.body, "刘洋") {
			s.Errorf("the name is not shown:\n%s", named.body)
		}
		s.hear(s.liu.Private(), "that somebody looked", telegramtest.Says("看了您的名字"), telegramtest.Says("流动网格员 01"))
		if audit := admin.open("/desk/audit").body; !strings.Contains(audit, "流动网格员 01") || strings.Contains(audit, "刘洋") {
			s.Errorf("the audit says\n%s", audit)
		}
		asked := s.officer.Say(s.officer.Private(), "实名 #1")
		s.hear(s.officer.Private(), "the refusal", telegramtest.RepliesTo(asked), telegramtest.Says("只有负责的工作人员"))
	}, withRoom)
}

// A rider can prove that they stopped; a code that was changed proves nothing.
func TestProofOfTheStop(t *testing.T) {
	story(t, func(s *scene) {
		s.reported(781)
		s.wang.Say(s.riders, "停车证明 #1")
		s.hear(s.riders, "the refusal", telegramtest.Says("只能由报 #1 的人来要"))
		s.liu.Say(s.liu.Private(), "停车证明 #1")
		told := s.hear(s.liu.Private(), "the proof", telegramtest.Says("停车上报"), telegramtest.Says("约 1 分钟"))
		_, link, _ := strings.Cut(told.Text, s.program.url)
		link = strings.Fields(link)[0]
		page := s.get(link)
		for _, want := range []string{"核验通过", "约 1 分钟", "流动网格员 01"} {
			if !strings.Contains(page, want) {
				s.Errorf("the page lacks %q:\n%s", want, page)
			}
		}
		if strings.Contains(page, "刘洋") || strings.Contains(page, "路灯") {
			s.Errorf("the page says too much:\n%s", page)
		}
		if forged := s.browser().open(link[:len(link)-1] + "7"); !strings.Contains(forged.body, "查不到这张证明") && link[len(link)-1] != '7' {
			s.Errorf("a forged code shows\n%s", forged.body)
		}
		if dir := os.Getenv("SNAPGRID_SHOTS"); dir != "" {
			s.sound(os.WriteFile(filepath.Join(dir, "proof.html"), []byte(page), 0o600))
		}
	})
}
