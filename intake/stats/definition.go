package stats

import "snapgrid/intake"

// Key names a figure.
type Key string

// The figures.
const (
	Received   Key = "received"
	Solved     Key = "solved"
	Closed     Key = "closed"
	OnTime     Key = "on_time"
	Response   Key = "response"
	Resolution Key = "resolution"
	Content    Key = "content"
	Reopened   Key = "reopened"
	Returned   Key = "returned"
	Whistles   Key = "whistles"
	Answering  Key = "answering" // how long until the first answer
	Solving    Key = "solving"   // how long until it was solved
)

// Reason says why a ticket is left out of what a figure counts.
type Reason struct {
	Key  string
	Name string
	Rule rule
}

// Definition is what a figure means, in plain words and as it is computed.
type Definition struct {
	Key    Key
	Name   string
	Counts string // what is counted: of a length of time, from when to when
	Of     string // out of which; "" for a plain number
	Rule   rule   // of what is counted
	Out    []Reason
	from   func(f *Fact) (from, to Moment) // of a length of time; nil for a share
}

// Length reports whether the figure is a length of time, and no share.
func (d Definition) Length() bool { return d.from != nil }

// rule is a condition on a ticket: how it is written down, and how it is asked.
type rule struct {
	Says  string
	holds func(f *Fact, now Moment) bool
}

// String is the rule as the page prints it.
func (r rule) String() string { return r.Says }

// The tickets that no figure counts.
var (
	isTest     = Reason{"test", "测试", rule{"status = rejected, outcome begins with a word for a test", func(f *Fact, _ Moment) bool { return f.test() }}}
	isMerged   = Reason{"merged", "并入另一件", rule{"status = merged", func(f *Fact, _ Moment) bool { return f.Status == intake.StatusMerged }}}
	isRejected = Reason{"rejected", "不予受理", rule{"status = rejected", func(f *Fact, _ Moment) bool { return f.Status == intake.StatusRejected }}}
)

// The tickets that single figures leave out.
var (
	noLimit = Reason{"no_limit", "没有期限", rule{"due_at is null", func(f *Fact, _ Moment) bool { return f.Due == 0 }}}
	paused  = Reason{"paused", "暂停计时", rule{"open, paused_at < due_at", func(f *Fact, _ Moment) bool {
		return f.Status.Open() && f.Paused != 0 && f.Paused < f.Due
	}}}
	notDue = Reason{"not_due", "没到期限", rule{"open, now < due_at", func(f *Fact, now Moment) bool { return f.Status.Open() && now < f.Due }}}

	noPromise = Reason{"no_promise", "没有约定多久回应", rule{"contact_by is null, sign_by is null", func(f *Fact, _ Moment) bool { return f.answerBy() == 0 }}}
	stopped   = Reason{"paused", "暂停计时", rule{"answered_at is null, paused_at < answer_by", func(f *Fact, _ Moment) bool {
		return f.answered() == 0 && f.Paused != 0 && f.Paused < f.answerBy()
	}}}
	notYet   = Reason{"not_due", "没到期限", rule{"answered_at is null, now < answer_by", func(f *Fact, now Moment) bool { return f.answered() == 0 && now < f.answerBy() }}}
	unrated  = Reason{"unrated", "没有评价", rule{"rating is null", func(f *Fact, _ Moment) bool { return f.Rating == "" }}}
	neverEnd = Reason{"never_ended", "还没办完过", rule{"open, reopened = 0", func(f *Fact, _ Moment) bool { return f.Status.Open() && f.Reopened == 0 }}}
	neverHad = Reason{"never_given", "没派给过单位", rule{"unit is null, returns = 0", func(f *Fact, _ Moment) bool { return f.Unit == "" && f.Returns == 0 }}}
	silent   = Reason{"unanswered", "还没有回应", rule{"answered_at is null", func(f *Fact, _ Moment) bool { return f.answered() == 0 }}}
	unsolved = Reason{"unsolved", "没有解决", rule{"ending <> solved", func(f *Fact, _ Moment) bool { return f.Ending != intake.EndingSolved }}}
)

// undated leaves out what a paper ledger says was done and not when: it was copied as
// if it had been done the moment it was reported.
var undated = Reason{"undated", "没有记下哪天办完", rule{"done_at = opened_at", func(f *Fact, _ Moment) bool { return f.Done != 0 && f.Done == f.Opened }}}

// backward leaves out a length of time that began after its end.
func backward(from func(f *Fact) (Moment, Moment)) Reason {
	return Reason{"clock", "时钟倒拨", rule{"end < begin", func(f *Fact, _ Moment) bool {
		begin, end := from(f)
		return end < begin
	}}}
}

// common is how many reasons all figures have, their first.
const common = 3

// matters are what all figures leave out, and then what one of them does.
func matters(more ...Reason) []Reason { return append([]Reason{isTest, isMerged, isRejected}, more...) }

func always(*Fact, Moment) bool { return true }

func pleased(f *Fact) bool { return f.Rating == intake.Satisfied || f.Rating == intake.Fair }

// Definitions lists all figures, in the order in which they are shown.
func Definitions() []Definition { return definitions }

var definitions = []Definition{
	{
		Key: Received, Name: "受理", Counts: "这段时间里反映的事，同一件事只算一次",
		Rule: rule{"opened_at", always}, Out: matters(),
	},
	{
		Key: Solved, Name: "解决", Counts: "已经修好、办成的", Of: "受理的",
		Rule: rule{"ending = solved", func(f *Fact, _ Moment) bool { return f.Ending == intake.EndingSolved }}, Out: matters(),
	},
	{
		Key: Closed, Name: "办结", Counts: "办完的，不管怎么办完：解决、说明、转别处", Of: "受理的",
		Rule: rule{"done_at is not null", func(f *Fact, _ Moment) bool { return f.Done != 0 }}, Out: matters(),
	},
	{
		Key: OnTime, Name: "按期率", Counts: "在答应的期限前办完的", Of: "办完的，加上过了期限还没办完的",
		Rule: rule{"done_at <= due_at", func(f *Fact, _ Moment) bool { return f.Done != 0 && f.Done <= f.Due }}, Out: matters(undated, noLimit, paused, notDue),
	},
	{
		Key: Response, Name: "响应率", Counts: "按时联系了反映人的；没有约定联系时限的，按时签收的", Of: "应当联系（签收）的，到时限还没有的也算",
		Rule: rule{"answered_at <= answer_by", func(f *Fact, _ Moment) bool { return f.answered() != 0 && f.answered() <= f.answerBy() }},
		Out:  matters(undated, noPromise, stopped, notYet),
	},
	{
		Key: Resolution, Name: "解决率", Counts: "反映人说修好了，而且是按解决办结的", Of: "反映人回答了的（有效回访）",
		Rule: rule{"rating in (satisfied, fair), ending = solved", func(f *Fact, _ Moment) bool { return pleased(f) && f.Ending == intake.EndingSolved }},
		Out:  matters(unrated),
	},
	{
		Key: Content, Name: "满意率", Counts: "反映人说满意或者还行的", Of: "反映人评价了的；没有评价不算满意",
		Rule: rule{"rating in (satisfied, fair)", func(f *Fact, _ Moment) bool { return pleased(f) }}, Out: matters(unrated),
	},
	{
		Key: Reopened, Name: "返工率", Counts: "办完以后又重新办理过的", Of: "办完过的",
		Rule: rule{"reopened > 0", func(f *Fact, _ Moment) bool { return f.Reopened > 0 }}, Out: matters(neverEnd),
	},
	{
		Key: Returned, Name: "退单率", Counts: "被单位退回过的", Of: "派给过单位的",
		Rule: rule{"returns > 0", func(f *Fact, _ Moment) bool { return f.Returns > 0 }}, Out: matters(neverHad),
	},
	{
		Key: Whistles, Name: "哨率", Counts: "这段时间里吹响的哨", Of: "受理的",
		Rule: rule{"blown_at", always}, Out: matters(),
	},
	{
		Key: Answering, Name: "首次回应用时", Counts: "从反映到有人联系或签收；先办完的，到办完",
		Rule: rule{"answered_at - opened_at", always}, Out: matters(undated, silent, backward(untilAnswered)), from: untilAnswered,
	},
	{
		Key: Solving, Name: "解决用时", Counts: "从反映到最后一次修好，不扣夜里和节假日",
		Rule: rule{"done_at - opened_at", always}, Out: matters(undated, unsolved, backward(untilSolved)), from: untilSolved,
	},
}

func untilAnswered(f *Fact) (from, to Moment) { return f.Opened, f.answered() }
func untilSolved(f *Fact) (from, to Moment)   { return f.Opened, f.Done }

// Find finds the definition of a figure.
func Find(k Key) (Definition, bool) {
	for _, d := range definitions {
		if d.Key == k {
			return d, true
		}
	}
	return Definition{}, false
}

// Part is what a figure makes of a ticket: counted, one of those out of which was
// counted, or left out, for a reason.
type Part string

// The parts; a reason's key is a part as well.
const (
	Counted Part = "counted"
	Missed  Part = "missed"
)

// judge says which part a ticket is of a figure, as a number: 0 missed, 1 counted,
// and from 2 on the reasons.
func (d *Definition) judge(f *Fact, now Moment) int8 { return d.judgeFrom(0, f, now) }

// judgeFrom is judge for a ticket that the reasons before one are known not to leave out.
func (d *Definition) judgeFrom(first int, f *Fact, now Moment) int8 {
	for i := first; i < len(d.Out); i++ {
		if d.Out[i].Rule.holds(f, now) {
			return int8(2 + i)
		}
	}
	if d.Rule.holds(f, now) {
		return 1
	}
	return 0
}

// part names what judge said.
func (d *Definition) part(verdict int8) Part {
	switch {
	case verdict == 1:
		return Counted
	case verdict == 0:
		return Missed
	}
	return Part(d.Out[verdict-2].Key)
}
