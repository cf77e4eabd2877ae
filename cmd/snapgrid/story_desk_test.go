package main

import (
	"strconv"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
)

// withStreet lets Wang be of the street.
func withStreet(s *scene) {
	s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
		Channel: "telegram", ID: strconv.FormatInt(s.wang.ID, 10), Name: "王敏", Role: "street",
	})
}

// asks lets somebody say something to ticket 1 and waits for an answer with the words.
func (s *scene) asks(who *telegramtest.User, words, answer string) {
	s.Helper()
	said := who.Say(s.office, words)
	s.hear(s.office, "the answer to "+words, telegramtest.RepliesTo(said), telegramtest.Says(answer))
}

// TestLongMatter leads a ticket through the states of a long matter to an ending
// that is no repair. The group is told why, and objects; the street gives it away.
func TestLongMatter(t *testing.T) {
	story(t, func(s *scene) {
		report, _, _ := s.reported(170)
		s.asks(s.officer, "收到 #1", "已签收")
		s.asks(s.officer, "/begin 1", "开始处理")
		s.asks(s.officer, "挂起 #1 等厂家发货", "哪天再看")
		s.asks(s.officer, "挂起 #1 等厂家发货 3天", "先放一放")
		if got := s.ticket(1); got.More.Status != "waiting" {
			s.Errorf("the ticket is %s", got.More.Status)
		}
		s.asks(s.officer, "继续 #1", "继续办理")
		s.asks(s.officer, "解释 #1", "请写一句原因")
		s.asks(s.officer, "解释 #1 这条路灯线明年统一改造", "原因正发回原群")
		why := s.hear(s.riders, "the reason", telegramtest.RepliesTo(report), telegramtest.Says("眼下还解决不了"), telegramtest.Says("明年统一改造"))
		if n := did(s.riders, telegramtest.Says("修好了")); n != 0 {
			s.Errorf("what was explained is called repaired:\n%s", script(s.riders))
		}
		objection := s.liu.Say(s.riders, "不满意", telegramtest.ReplyTo(why.ID))
		s.hear(s.riders, "the promise", telegramtest.RepliesTo(objection), telegramtest.Says("重新交办"))
		s.asks(s.officer, "不受理 #1 不归市政", "只有负责的工作人员能改")
		s.asks(s.wang, "转交 #1 已转给区供电公司，电话95598", "原因正发回原群")
		s.hear(s.riders, "the other office", telegramtest.RepliesTo(report), telegramtest.Says("已转给别处"), telegramtest.Says("95598"))
		got := s.ticket(1)
		if got.More.Status != "closed" || got.happened("explained") != 1 || got.happened("moved") != 1 || got.happened("waiting") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
		if kept, err := s.program.db.Ticket(s.Context(), 1); err != nil || kept.Ending != intake.EndingMoved || kept.Wait.For != "" {
			s.Errorf("%+v, %v", kept, err)
		}
	}, withStreet)
}

// TestScreenedAndAssignedByHand lets the street screen a report and give it to a
// unit by its everyday name, refuse another with a reason, and take it up again.
func TestScreenedAndAssignedByHand(t *testing.T) {
	story(t, func(s *scene) {
		report, _, _ := s.reported(171)
		s.asks(s.officer, "退回 #1 是物业的", "已退回")
		s.asks(s.wang, "属实 #1", "已核为属实")
		s.asks(s.wang, "派给 #1 卫生局", "没认出是哪个单位")
		s.asks(s.wang, "派给 #1 市政", "已派给区市政处")
		if got := s.ticket(1); got.More.Status != "dispatched" {
			s.Errorf("the ticket is %s", got.More.Status)
		}
		s.asks(s.wang, "不受理 #1 这是小区自己的灯，请找槐荫物业", "原因正发回原群")
		s.hear(s.riders, "the reason", telegramtest.RepliesTo(report), telegramtest.Says("请找槐荫物业"))
		s.asks(s.wang, "/reopen 1", "重新交办")
		if got := s.ticket(1); got.More.Status != "reopened" {
			s.Errorf("the ticket is %s", got.More.Status)
		}
	}, withStreet)
}
