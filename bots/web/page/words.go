package page

import (
	"fmt"
	"html/template"
	"maps"
	"time"

	"snapgrid/bots/web/photos"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/learn"
)

// words are the functions of the templates in one language.
func (p *Pages) words(language string, say func(sentence string, args ...any) string) template.FuncMap {
	funcs := template.FuncMap{
		"t":        say,
		"asset":    asset,
		"small":    func(name string) string { return photos.URL(name, intake.SizeSmall) },
		"large":    func(name string) string { return photos.URL(name, intake.SizeLarge) },
		"keyed":    func(key string, pixels int) string { return photos.URL(intake.RenditionName(key, pixels), pixels) },
		"status":   func(s intake.Status) string { return say(statusNames[s]) },
		"state":    func(t intake.Ticket) string { return say(stateName(t)) },
		"whistle":  func(s intake.WhistleStatus) string { return say(whistleNames[s]) },
		"part":     func(s intake.PartStatus) string { return say(partNames[s]) },
		"event":    func(k intake.EventKind) string { return say(eventNames[k]) },
		"finding":  func(f intake.Finding) string { return findingWords(language, f) },
		"severity": func(s intake.Severity) string { return say(severityNames[s]) },
		"rating":   func(r any) string { return say(ratingNames[fmt.Sprint(r)]) },
		"source":   func(s geotag.Source) string { return say(sourceNames[s]) },
		"doubt":    func(d geotag.Doubt) string { return say(doubtNames[d]) },
		"class":    func(code string) string { return p.className(language, code) },
		"classes":  p.classList(language),
		"unit":     p.unitName,
		"when":     func(at time.Time) string { return p.when(language, at) },
		"clock":    func(at time.Time) string { return at.In(p.options.Zone).Format("15:04") },
		"lasted":   func(d time.Duration) string { return span(language, d) },
		"percent":  percent,
		"day":      func(at time.Time) string { return day(language, at.In(p.options.Zone)) },
		"monthday": func(at time.Time) string { return monthDay(language, at.In(p.options.Zone)) },
		"stamp":    func(at time.Time) string { return at.In(p.options.Zone).Format(time.RFC3339) },
		"asked":    func(s intake.Shortfall) string { return say(askedNames[s]) },
		"instead":  func(s intake.Shortfall) string { return say(insteadNames[s]) },
		"posted":   func(k intake.PostKind) string { return say(postNames[k]) },
		"question": func(q learn.Question) string { return say(questionNames[q]) },
		"verdict":  func(k intake.VerdictKind) string { return say(verdictNames[k]) },
		"list":     func(items ...intake.Severity) []intake.Severity { return items },
		"pass":     func(v Visitor, data any) sheet { return sheet{Visitor: v, Data: data} },
	}
	maps.Copy(funcs, p.deskWords(language))
	return funcs
}

// Translate says a Chinese sentence in a language. A sentence that has no
// translation, such as one that people wrote, stays as it is.
func Translate(language, sentence string, args ...any) string {
	if other, ok := english[sentence]; ok && language == "en" {
		sentence = other
	}
	if len(args) == 0 {
		return sentence
	}
	return fmt.Sprintf(sentence, args...)
}

func (p *Pages) className(language, code string) string {
	c, ok := p.options.Categories.Lookup(code)
	switch {
	case !ok:
		return Translate(language, "未分类")
	case language == "en" && c.NameEn != "":
		return c.NameEn
	}
	return c.Name
}

// Class is the name of a class in a language.
func (p *Pages) Class(language, code string) string { return p.className(language, code) }

// State tells in a language where a ticket stands, or how it ended.
func (p *Pages) State(language string, t intake.Ticket) string {
	return Translate(language, stateName(t))
}

func (p *Pages) unitName(code string) string {
	for _, u := range p.options.Units {
		if u.Code == code {
			return u.Name
		}
	}
	return code
}

func (p *Pages) when(language string, at time.Time) string {
	at, now := at.In(p.options.Zone), p.options.Now().In(p.options.Zone)
	layout := "2006年1月2日 15:04"
	if language == "en" {
		layout = "2 Jan 2006 15:04"
	}
	switch {
	case at.Format(time.DateOnly) == now.Format(time.DateOnly):
		layout = "15:04"
	case at.Year() == now.Year() && language == "en":
		layout = "2 Jan 15:04"
	case at.Year() == now.Year():
		layout = "1月2日 15:04"
	}
	return at.Format(layout)
}

// day is a day, with its year.
func day(language string, at time.Time) string {
	if language == "en" {
		return at.Format("2 Jan 2006")
	}
	return at.Format("2006年1月2日")
}

// monthDay tells a day of a year that is known.
func monthDay(language string, at time.Time) string {
	if language == "en" {
		return at.Format("2 Jan")
	}
	return at.Format("1月2日")
}

var statusNames = map[intake.Status]string{
	intake.StatusReported:   "等待派单",
	intake.StatusScreened:   "已核实，等待派单",
	intake.StatusDispatched: "已派单",
	intake.StatusAccepted:   "已签收",
	intake.StatusWaiting:    "暂缓",
	intake.StatusVerified:   "已核实修好",
	intake.StatusInProgress: "处理中",
	intake.StatusResolved:   "已修复，待确认",
	intake.StatusReopened:   "重新办理",
	intake.StatusClosed:     "已办结",
	intake.StatusRejected:   "不予受理",
	intake.StatusMerged:     "已并入另一件",
}

// endingNames name how a closed ticket ended: closed alone would sound like fixed.
var endingNames = map[intake.Ending]string{
	intake.EndingSolved:    "已解决",
	intake.EndingExplained: "已说明，暂不能解决",
	intake.EndingMoved:     "已转别处办理",
}

// stateName tells where a ticket stands, or how it ended.
func stateName(t intake.Ticket) string {
	if name, ok := endingNames[t.Ending]; ok && t.Status == intake.StatusClosed {
		return name
	}
	return statusNames[t.Status]
}

var eventNames = map[intake.EventKind]string{
	intake.EventOpened:     "收到反映",
	intake.EventJoined:     "又有人反映",
	intake.EventLocated:    "位置更准确了",
	intake.EventDispatched: "已派单",
	intake.EventScreened:   "核为属实",
	intake.EventUntrue:     "核为不属实",
	intake.EventAccepted:   "已签收",
	intake.EventStarted:    "开始处理",
	intake.EventWaiting:    "暂缓",
	intake.EventResumed:    "继续办理",
	intake.EventVerified:   "已核实修好",
	intake.EventExplained:  "已说明，暂不能解决",
	intake.EventMoved:      "已转别处办理",
	intake.EventResolved:   "已修复",
	intake.EventRated:      "反映人评价",
	intake.EventObjected:   "反映人不同意",
	intake.EventFollowed:   "向反映人说了进展",
	intake.EventReopened:   "重新办理",
	intake.EventClosed:     "已办结",
	intake.EventRejected:   "不予受理",
	intake.EventMerged:     "并入另一件",
	intake.EventUnmerged:   "拆回单独办",
	intake.EventVoiced:     "又有人遇到",
	intake.EventSplit:      "另一件事单独立案",
	intake.EventRaised:     "升到",
	intake.EventLowered:    "降到",
	intake.EventOffered:    "下单给",
	intake.EventTaken:      "接单",
	intake.EventUnoffered:  "订单收回",
	intake.EventInvited:    "邀请协助办理",
	intake.EventUninvited:  "邀请收回",
	intake.EventGuest:      "有回复",
	intake.EventReclassed:  "改了类别",
	intake.EventReminded:   "提醒快到期",
	intake.EventUrged:      "催办",
	intake.EventEscalated:  "上报街道协调",
	intake.EventReturned:   "退回重派",
	intake.EventWhistled:   "吹哨叫来",
	intake.EventAttended:   "到场",
	intake.EventAnswered:   "吹哨办完",
	intake.EventUnpostable: "答复没有送到",
}

// findingWords say what staff should know of a photo.
func findingWords(language string, f intake.Finding) string {
	if f.Kind == intake.FindingFar {
		return Translate(language, findingNames[f.Kind], f.Metres)
	}
	return Translate(language, findingNames[f.Kind])
}

var findingNames = map[intake.FindingKind]string{
	intake.FindingKnown:     "🔁 照片很像，可能是同一件：",
	intake.FindingUnchanged: "🔍 和报修时的照片几乎一样",
	intake.FindingReused:    "🔍 这张照片用过：",
	intake.FindingEarly:     "🔍 拍摄时间早于报修",
	intake.FindingFar:       "🔍 拍摄地离现场约 %.0f 米",
	intake.FindingBlurred:   "🔍 太模糊，看不清",
	intake.FindingBlack:     "🔍 几乎全黑",
}

var severityNames = map[intake.Severity]string{
	intake.Ordinary:  "一般",
	intake.Urgent:    "尽快",
	intake.Emergency: "紧急",
}

var sourceNames = map[geotag.Source]string{
	geotag.SourceStaff:    "工作人员选定",
	geotag.SourcePin:      "发来的定位",
	geotag.SourceLink:     "地图链接",
	geotag.SourceTyped:    "写出的坐标",
	geotag.SourceExif:     "照片里的位置",
	geotag.SourcePlace:    "话里的地名",
	geotag.SourceGeocoder: "在线查到的地址",
	geotag.SourceCell:     "群所在片区",
}

var doubtNames = map[geotag.Doubt]string{
	geotag.DoubtOld:      "照片是很久以前拍的",
	geotag.DoubtFar:      "离这里太远",
	geotag.DoubtGCJ02:    "像是把 GCJ-02 坐标当成了 WGS-84",
	geotag.DoubtBD09:     "像是把百度坐标当成了 WGS-84",
	geotag.DoubtSpelling: "路名像是写错了字，按读音认的",
}

var ratingNames = map[string]string{
	string(intake.Satisfied):    "满意",
	string(intake.Fair):         "还行",
	string(intake.Dissatisfied): "不满意",
}

var questionNames = map[learn.Question]string{
	learn.Kind:     "是不是反映",
	learn.Category: "哪一类",
	learn.Severity: "多急",
}

var verdictNames = map[intake.VerdictKind]string{
	intake.IsReport:  "反映",
	intake.IsChatter: "闲聊",
	intake.IsUnsure:  "拿不准",
}
