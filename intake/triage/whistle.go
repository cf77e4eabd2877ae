package triage

import (
	"regexp"
	"strings"

	"snapgrid/intake"
)

// whistleWords are the words for the steps of a whistle, in the order in which
// they are tried: the longer before the shorter that it begins with.
var whistleWords = []struct {
	step  intake.WhistleStep
	words string
}{
	{intake.StepRelease, `同意退出|不用来了?|放行|release|let off`},
	{intake.StepInsist, `还是要来|责成(?:办理|到场)?|必须到场|insist`},
	{intake.StepCancel, `不同意(?:吹哨)?|不批准|撤哨|撤销|取消|cancel|turn down`},
	{intake.StepApprove, `同意(?:吹哨)?|批准|approved?|agreed?`},
	{intake.StepSign, `签到|签收|接哨|sign(?:ed)?`},
	{intake.StepContact, `已?联系|contact(?:ed)?`},
	{intake.StepArrive, `已?到场|已?报到|到了|arrived?`},
	{intake.StepRedo, `还?没办好|重办|not done|redo`},
	{intake.StepDone, `已?完成|办结|办完|done`},
	{intake.StepRefuse, `不归我们?管?|拒绝|refuse|not ours`},
	{intake.StepConfirm, `确认(?:完成)?|confirm(?:ed)?`},
	{intake.StepPoor, `不满意|poor`},
	{intake.StepFair, `基本满意|fair`},
	{intake.StepGood, `满意|good`},
}

// whistleSteps are the same as patterns of the beginning of a line.
var whistleSteps = func() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, w := range whistleWords {
		all = append(all, regexp.MustCompile(`(?i)^(?:`+w.words+`)[了啦]?(?:[\s:：，,。.!！]+|$)`))
	}
	return all
}()

// ReadStep reads what somebody does with a whistle from the beginning of words,
// and gives what follows. Without a step that we know it gives the words.
func ReadStep(words string) (intake.WhistleStep, string) {
	words = strings.TrimSpace(words)
	for i, pattern := range whistleSteps {
		if end := pattern.FindStringIndex(words); end != nil {
			return whistleWords[i].step, strings.TrimSpace(words[end[1]:])
		}
	}
	return "", words
}

// A whistle is named by its number: 哨3 签到, /w 3 sign, 签到 哨3.
var (
	whistleFirst = regexp.MustCompile(`(?is)^(?:[/／]?\s*哨|[/／]w(?:@\w+)?\s)\s*[#＃]?\s*([0-9０-９]{1,18})(?:\s*号)?(?:[\s:：，,]+|$)(.*)$`)
	whistleLast  = regexp.MustCompile(`(?s)^(\S+)\s+哨\s*([0-9０-９]{1,18})(?:[\s:：，,]+|$)(.*)$`)
)

// readWhistle reads a line about a whistle. One that names no step asks how it
// stands.
func readWhistle(text string) (Intent, bool) {
	in := Intent{Kind: IntentWhistleStep, Explicit: true}
	if m := whistleFirst.FindStringSubmatch(text); m != nil {
		in.N = number(m[1])
		in.Step, in.Rest = ReadStep(m[2])
		return in, in.N > 0
	}
	if m := whistleLast.FindStringSubmatch(text); m != nil {
		in.N, in.Rest = number(m[2]), strings.TrimSpace(m[3])
		in.Step, _ = ReadStep(strings.TrimLeft(m[1], "/／"))
		return in, in.N > 0 && in.Step != ""
	}
	return in, false
}

// blow is what stands before the units in a line that asks for a whistle.
var blow = regexp.MustCompile(`(?i)^.*?(?:吹哨|whistle)[\s:：，,]*`)
