package page

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/sla"
)

// deskWords are the functions of the console's templates in one language.
func (p *Pages) deskWords(language string) template.FuncMap {
	say := func(sentence string, args ...any) string { return Translate(language, sentence, args...) }
	return template.FuncMap{
		"role":      func(r intake.Role) string { return say(roleNames[r]) },
		"step":      func(s intake.WhistleStep) string { return say(stepNames[s]) },
		"rated":     func(r intake.WhistleRating) string { return say(whistleRatings[r]) },
		"lightname": func(l sla.Light) string { return say(lightNames[l]) },
		"tier":      func(t intake.Tier) string { return say(tierNames[t]) },
		"promised":  func(c sla.Clock) string { return say(clockNames[c]) },
		"arrived":   func(s intake.PostState) string { return say(postStates[s]) },
		"offered":   func(s intake.OfferState) string { return say(offerStates[s]) },
		"audited":   func(k intake.AuditKind) string { return say(auditNames[k]) },
		"change":    func(k string) string { return say(appointmentNames[intake.AppointmentKind(k)]) },
		"jobstate":  func(s intake.JobState) string { return say(jobStates[s]) },
		"job":       func(kind string) string { return named(say, jobNames, kind) },
		"held":      func(lease string) string { return named(say, leaseNames, lease) },
		"running":   func(state string) string { return named(say, channelStates, state) },
		"kind":      func(k intake.ChatKind) string { return say(chatKinds[k]) },
		"turn":      func(w dispatch.When) string { return when(say, w) },
		"span":      func(s sla.Span) string { return spanWords(say, s) },
		"within":    func(s sla.Span, most time.Duration) string { return within(say, s, most) },
		"lasting":   func(d time.Duration) string { return lasting(say, d) },
		"ago":       func(at time.Time) string { return lasting(say, p.options.Now().Sub(at)) },
		"good":      func(g intake.Guest) bool { return g.State(p.Now()) == intake.GuestGood },
		"scope":     func(s intake.TokenScope) string { return say(scopeNames[s]) },
		"eventof":   func(kind string) string { return say(eventNames[intake.EventKind(kind)]) },
		"office":    func(o intake.Office) string { return p.officeWords(say, o) },
		"joined":    func(words []string) string { return strings.Join(words, " ") },
		"upto":      upto,
		"next":      func(n int) int { return n + 1 },
		"prev":      func(n int) int { return n - 1 },
		"officeform": func(roles []intake.Role, units []intake.Unit, id int64) officeForm {
			return officeForm{roles, units, id}
		},
		"key": func(o intake.Office) string { return string(o.Role) + "/" + o.Unit + "/" + strings.Join(o.Cells, ",") },
	}
}

// officeForm is what the fields of an office offer; the ID tells several forms apart.
type officeForm struct {
	Roles []intake.Role
	Units []intake.Unit
	ID    int64
}

// upto tells a number that was counted up to [intake.WaitingMost].
func upto(n int) string {
	if n >= intake.WaitingMost {
		return fmt.Sprintf("%d+", intake.WaitingMost-1)
	}
	return strconv.Itoa(n)
}

// officeWords tells a role and for what it is.
func (p *Pages) officeWords(say func(string, ...any) string, o intake.Office) string {
	parts := append([]string{say(roleNames[o.Role])}, o.Cells...)
	if o.Unit != "" {
		parts = append(parts, p.unitName(o.Unit))
	}
	return strings.Join(parts, " · ")
}

// named tells what something of the house is; what has no words goes by its name.
func named(say func(string, ...any) string, names map[string]string, name string) string {
	if words, known := names[name]; known {
		return say(words)
	}
	return name
}

// lasting tells how long something took, roughly.
func lasting(say func(string, ...any) string, d time.Duration) string {
	switch {
	case d < time.Minute:
		return say("不到 1 分钟")
	case d < time.Hour:
		return say("%d 分钟", int(d.Minutes()))
	case d < 48*time.Hour:
		return say("%d 小时", int(d.Hours()))
	}
	return say("%d 天", int(d.Hours()/24))
}

// spanWords tells a promise in working hours, workdays, or natural time.
func spanWords(say func(string, ...any) string, s sla.Span) string {
	switch {
	case s.IsZero():
		return "–"
	case s.Unit == sla.Workdays:
		return say("%d 个工作日", s.Days)
	case s.Unit == sla.WorkingTime:
		return say("%s 个工作小时", fmt.Sprintf("%g", s.Time.Hours()))
	}
	return lasting(say, s.Time)
}

// within tells a promise that may take no longer than a time round the clock; 0 is any.
func within(say func(string, ...any) string, s sla.Span, most time.Duration) string {
	natural := s.Unit == sla.RoundTheClock
	switch {
	case most == 0 || natural && s.Time <= most:
		return spanWords(say, s)
	case natural || s.IsZero():
		return lasting(say, most)
	}
	return say("%s，最多 %s", spanWords(say, s), lasting(say, most))
}

// when tells a part of the week or of the calendar; "" is always.
func when(say func(string, ...any) string, w dispatch.When) string {
	var parts []string
	for _, d := range w.Days {
		parts = append(parts, say(weekdays[d]))
	}
	for _, h := range w.Hours {
		parts = append(parts, h.String())
	}
	for _, d := range w.Dates {
		parts = append(parts, d.String())
	}
	return strings.Join(parts, " ")
}

var weekdays = map[time.Weekday]string{
	time.Monday: "周一", time.Tuesday: "周二", time.Wednesday: "周三", time.Thursday: "周四",
	time.Friday: "周五", time.Saturday: "周六", time.Sunday: "周日",
}

var roleNames = map[intake.Role]string{
	intake.RoleGridOfficer: "网格员", intake.RoleUnitOfficer: "单位人员", intake.RoleStreet: "街道", intake.RoleAdmin: "管理员",
}

var chatKinds = map[intake.ChatKind]string{
	intake.ChatRiders: "骑手", intake.ChatStaff: "工作人员", intake.ChatResidents: "居民", intake.ChatPrivate: "私聊",
}

var stepNames = map[intake.WhistleStep]string{
	intake.StepDraft: "提出吹哨", intake.StepApprove: "同意", intake.StepBlow: "吹响", intake.StepCancel: "撤哨",
	intake.StepSign: "签到", intake.StepContact: "已联系", intake.StepArrive: "到场", intake.StepDone: "完成",
	intake.StepRefuse: "不归我", intake.StepInsist: "还是要来", intake.StepRelease: "不用来了",
	intake.StepConfirm: "确认完成", intake.StepRedo: "还没办好",
	intake.StepGood: "满意", intake.StepFair: "基本满意", intake.StepPoor: "不满意",
}

var whistleRatings = map[intake.WhistleRating]string{
	intake.RatedGood: "满意", intake.RatedFair: "基本满意", intake.RatedPoor: "不满意",
}

var lightNames = map[sla.Light]string{
	sla.Red: "已超时", sla.Yellow: "快到期", sla.Green: "期限内", sla.Grey: "暂停计时", sla.Dark: "不用等",
}

var tierNames = map[intake.Tier]string{
	intake.TierSelf: "自治", intake.TierConsult: "协商", intake.TierJoint: "联动",
}

var clockNames = map[sla.Clock]string{
	sla.Sign: "签收", sla.Contact: "联系反映人", sla.Solve: "办结", sla.Verify: "核实",
}

var postStates = map[intake.PostState]string{
	intake.PostWaiting: "等着发", intake.PostSending: "正在发", intake.PostSent: "送到了", intake.PostDead: "没送到",
	intake.PostHeld: "夜里先不发", intake.PostFolded: "并进清单发了",
}

var offerStates = map[intake.OfferState]string{
	intake.OfferOpen: "等人接单", intake.OfferTaken: "有人接了", intake.OfferWithdrawn: "收回了", intake.OfferExpired: "过期没人接",
}

var auditNames = map[intake.AuditKind]string{
	intake.AuditAppointment: "职责变动", intake.AuditDisclosure: "看过原话原图", intake.AuditDispute: "不同意和退回", intake.AuditRefusal: "被拒绝的操作",
}

var appointmentNames = map[intake.AppointmentKind]string{
	intake.Invited: "发了邀请", intake.Joined: "加入", intake.Dismissed: "离开", intake.Given: "加一项职责", intake.Taken: "去一项职责",
}

var jobStates = map[intake.JobState]string{
	intake.JobWaiting: "等着办", intake.JobRunning: "正在办", intake.JobAgain: "没办成，会再试", intake.JobLater: "还没到时候",
	intake.JobGivenUp: "办不了，不再试", intake.JobDropped: "试得太多，不再试",
}

var jobNames = map[string]string{
	intake.AssembleBurst{}.Kind(): "读一段话", intake.DevelopPhoto{}.Kind(): "处理照片", intake.ExaminePhotos{}.Kind(): "核对照片",
	intake.DeliverPosts{}.Kind(): "发消息", intake.Announce{}.Kind(): "告诉结果", intake.CloseTicket{}.Kind(): "到期办结",
	intake.ReportWhistle{}.Kind(): "报告吹哨结果", intake.ReadAgain{}.Kind(): "重读改过的话", intake.HandlePress{}.Kind(): "处理按钮",
	intake.HandleReaction{}.Kind(): "处理表情", intake.SeekAdvice{}.Kind(): "问外面的模型",
	intake.TellWebhooks{}.Kind(): "挑出要推送的", intake.CallWebhook{}.Kind(): "推送给其他程序",
}

// leaseNames are what only one node does at a time.
var leaseNames = map[string]string{"chores": "定时的事", "tidy": "清理过期的", "wechat/account": "微信号"}

var channelStates = map[string]string{"starting": "正在接上", "running": "正常", "standby": "由另一台机器管", "failing": "接不上"}

var scopeNames = map[intake.TokenScope]string{
	intake.ScopeTicketsRead: "看工单和吹哨", intake.ScopeTicketsWrite: "办工单和吹哨", intake.ScopeTicketsWords: "看原话、原图和实名",
	intake.ScopeInboxRead: "看待判断和不理的人", intake.ScopeInboxWrite: "改待判断和不理的人",
	intake.ScopeOutboxRead: "看没送到的", intake.ScopeOutboxWrite: "重发没送到的", intake.ScopeChatsRead: "看群", intake.ScopeChatsWrite: "改群",
	intake.ScopePeopleRead: "看工作人员", intake.ScopePeopleWrite: "改工作人员", intake.ScopeAreasRead: "看片区、地名、规则和时限", intake.ScopeAreasWrite: "改学到的地名",
	intake.ScopeStatsRead: "看统计和台账", intake.ScopeHouseRead: "看渠道、后台任务和审计", intake.ScopeHouseWrite: "重试后台任务", intake.ScopeWebhooks: "管推送",
}
