package triage

import (
	"regexp"
	"strconv"
	"strings"

	"snapgrid/intake"
)

// IntentKind says what a short line wants. Its text is also the word that
// buttons and commands use: "done:12", "/done 12".
type IntentKind string

// The intents. The empty one means none was recognised.
const (
	IntentNone         IntentKind = ""
	IntentFixed        IntentKind = "done"      // it is repaired
	IntentAccepted     IntentKind = "accept"    // we have it, we are on our way
	IntentRejected     IntentKind = "reject"    // not ours, or not so
	IntentDuplicate    IntentKind = "duplicate" // the same as another ticket, which may be in More
	IntentScreened     IntentKind = "screen"    // it is true
	IntentUntrue       IntentKind = "untrue"    // somebody looked, and it is not so; what there was in Rest
	IntentBegun        IntentKind = "begin"     // we work on it
	IntentHold         IntentKind = "hold"      // it has to wait; what for and until when in Rest
	IntentRegister     IntentKind = "register"  // a long matter for the register; until when in Rest
	IntentResume       IntentKind = "resume"    // it goes on
	IntentExplained    IntentKind = "explain"   // true, and can not be solved; why in Rest
	IntentRefused      IntentKind = "refuse"    // not for us; why, and where to go, in Rest
	IntentMoved        IntentKind = "move"      // another body has it now; which one in Rest
	IntentVerified     IntentKind = "verify"    // somebody else looked: it is repaired
	IntentDispatch     IntentKind = "dispatch"  // the unit in Rest shall have it
	IntentRise         IntentKind = "rise"      // to the next tier; why in Rest
	IntentLower        IntentKind = "lower"     // to the tier below; why in Rest
	IntentOffer        IntentKind = "order"     // hold it out as an order; to which units, and words for them, in Rest
	IntentWithdraw     IntentKind = "withdraw"  // take the order back
	IntentTake         IntentKind = "take"      // our unit takes the order
	IntentGuest        IntentKind = "guest"     // make a link for a handler without an account; of which unit in Rest
	IntentUnguest      IntentKind = "unguest"   // take such links back
	IntentWhistle      IntentKind = "whistle"   // further units are called; which ones is in Rest
	IntentWhistleStep  IntentKind = "step"      // something about the whistle N; what, is in Step
	IntentSatisfied    IntentKind = "satisfied"
	IntentDissatisfied IntentKind = "dissatisfied" // also: still broken, broken again
	IntentFair         IntentKind = "fair"         // solved, and no praise
	IntentFollow       IntentKind = "follow"       // tell me in private how it ends
	IntentUnfollow     IntentKind = "unfollow"
	IntentProof        IntentKind = "proof"  // attest that I stopped there
	IntentReveal       IntentKind = "reveal" // who stands behind the alias
	IntentStatus       IntentKind = "status"
	IntentUrge         IntentKind = "urge" // make haste; of a ticket that was named, or nothing else
	IntentThanks       IntentKind = "thanks"
	IntentMine         IntentKind = "mine"
	IntentHelp         IntentKind = "help"
	IntentStart        IntentKind = "start" // with a payload in Rest
	IntentBind         IntentKind = "bind"  // with the code in Rest
	IntentLogin        IntentKind = "login"
	IntentSplit        IntentKind = "split"   // it is two troubles; the second in Rest, if it was written
	IntentClass        IntentKind = "class"   // it is of the class, or severity, in Rest
	IntentMute         IntentKind = "mute"    // who said what is answered; how long and why in Rest
	IntentUnmute       IntentKind = "unmute"  // they may speak again
	IntentInvite       IntentKind = "invite"  // who shall be on the staff, as what and where, in Rest
	IntentDismiss      IntentKind = "dismiss" // who shall not be any more, in Rest
	IntentDoor         IntentKind = "door"    // a link by which people report from this group
	IntentWeekly       IntentKind = "weekly"  // this group wants the picture of each week, or not any more; which, in Rest
	IntentUnmerge      IntentKind = "unmerge" // it is not the same as the one that it was merged into
	IntentMeToo        IntentKind = "metoo"   // somebody else meets with it, too
)

// Intent is what was said to a ticket or to the bot.
type Intent struct {
	Kind     IntentKind
	N        int64   // the ticket, or whistle, that was named; 0 if none
	More     []int64 // further tickets that were named
	Rest     string  // the line without the command and the number; a payload or code as typed
	Explicit bool    // a command with "/", or a ticket was named
	Step     intake.WhistleStep
}

// command is a line that begins with a slash: /done@SnapGridBot 12.
var command = regexp.MustCompile(`^[/／]\s*(\p{Han}+|[A-Za-z_]+)(?:@\w+)?\s*(?s:(.*))$`)

// commands are the words behind the slash.
var commands = map[string]IntentKind{
	"done": IntentFixed, "fixed": IntentFixed, "fix": IntentFixed, "resolve": IntentFixed, "已修复": IntentFixed, "完成": IntentFixed,
	"accept": IntentAccepted, "take": IntentTake, "接单": IntentTake, "收到": IntentAccepted,
	"reject": IntentRejected, "return": IntentRejected, "退回": IntentRejected,
	"duplicate": IntentDuplicate, "重复": IntentDuplicate,
	"whistle": IntentWhistle, "吹哨": IntentWhistle,
	"urge": IntentUrge, "催": IntentUrge, "催办": IntentUrge,
	"satisfied": IntentSatisfied, "满意": IntentSatisfied,
	"dissatisfied": IntentDissatisfied, "reopen": IntentDissatisfied, "不满意": IntentDissatisfied,
	"fair": IntentFair, "follow": IntentFollow, "unfollow": IntentUnfollow, "proof": IntentProof, "reveal": IntentReveal,
	"status": IntentStatus, "查": IntentStatus, "查询": IntentStatus, "进度": IntentStatus,
	"mine": IntentMine, "my": IntentMine, "我的": IntentMine,
	"help": IntentHelp, "帮助": IntentHelp,
	"start": IntentStart, "bind": IntentBind, "绑定": IntentBind,
	"login": IntentLogin, "登录": IntentLogin, "登陆": IntentLogin,
	"split": IntentSplit, "class": IntentClass, "mute": IntentMute, "unmute": IntentUnmute, "invite": IntentInvite, "dismiss": IntentDismiss,
	"weekly": IntentWeekly, "周报": IntentWeekly,
	"door": IntentDoor, "qr": IntentDoor, "反映码": IntentDoor, "二维码": IntentDoor,
	"screen": IntentScreened, "untrue": IntentUntrue, "begin": IntentBegun, "hold": IntentHold, "register": IntentRegister, "resume": IntentResume,
	"unmerge": IntentUnmerge, "metoo": IntentMeToo,
	"explain": IntentExplained, "refuse": IntentRefused, "move": IntentMoved, "verify": IntentVerified,
	"rise": IntentRise, "lower": IntentLower, "order": IntentOffer, "withdraw": IntentWithdraw,
	"guest": IntentGuest, "unguest": IntentUnguest, "uninvite": IntentUnguest,
	"dispatch": IntentDispatch, "assign": IntentDispatch,
}

// bareCommand is a word or two that must be the whole line.
var bareCommand = map[string]IntentKind{
	"我的": IntentMine, "我的上报": IntentMine, "我的工单": IntentMine, "我报的": IntentMine, "我的报告": IntentMine, "mine": IntentMine, "my reports": IntentMine, "my tickets": IntentMine,
	"帮助": IntentHelp, "怎么用": IntentHelp, "使用说明": IntentHelp, "help": IntentHelp,
	"登录": IntentLogin, "登陆": IntentLogin, "login": IntentLogin, "log in": IntentLogin,
	"反映码": IntentDoor, "反映二维码": IntentDoor, "群二维码": IntentDoor,
	"start": IntentStart,
}

// bareBind is 绑定 with a code behind it.
var bareBind = regexp.MustCompile(`(?i)^(?:绑定|bind)\s*[:：]?\s*([0-9a-z][0-9a-z-]{3,63})$`)

// bareWeekly is 周报 with what is wanted of it behind it, and nothing else: people talk
// of their own weekly reports.
var bareWeekly = regexp.MustCompile(`(?i)^(?:每?周报|weekly(?: report)?)\s*[:：]?\s*(开启|打开|开|on|关闭|关掉|关|off)[。.!！]?$`)

// OnOff reads a word that switches something: 开, 关, on, off.
func OnOff(word string) (on, understood bool) {
	switch fold(strings.TrimSpace(word)) {
	case "开", "开启", "打开", "on":
		return true, true
	case "关", "关闭", "关掉", "off":
		return false, true
	}
	return false, false
}

// ReadIntent reads a line in Chinese or English. A line that names a ticket and
// says nothing else that we know has N and no Kind.
func ReadIntent(text string) Intent { return readIntent(text, false) }

// ReadAnswer reads a line that answers what we said of a ticket: "在哪?" and "快点"
// are about that ticket there, and small talk anywhere else.
func ReadAnswer(text string) Intent { return readIntent(text, true) }

func readIntent(text string, answers bool) Intent {
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	if in, ok := readWhistle(text); ok {
		return in
	}
	if in, ok := readCommand(text); ok {
		return in
	}
	numbers, rest := takeNumbers(text)
	in := Intent{Rest: rest, Explicit: len(numbers) > 0}
	if len(numbers) > 0 {
		in.N, in.More = numbers[0], numbers[1:]
	}
	if m := bareBind.FindStringSubmatch(text); m != nil && strings.ContainsAny(m[1], "0123456789") {
		return Intent{Kind: IntentBind, Rest: m[1]}
	}
	if m := bareWeekly.FindStringSubmatch(text); m != nil {
		return Intent{Kind: IntentWeekly, Rest: m[1]}
	}
	if kind, more, ok := readOrder(rest); ok {
		in.Kind, in.Rest = kind, more
		return in
	}
	folded := fold(rest)
	if kind, ok := bareCommand[strings.Trim(folded, " .!?,;:。，、…~@")]; ok {
		in.Kind = kind
		return in
	}
	if in.Kind = say(folded, answers || in.N != 0); in.Kind == IntentWhistle {
		in.Rest = blow.ReplaceAllString(rest, "")
	}
	return in
}

// readCommand reads a line that begins with a slash. A command that we do not
// know has no Kind.
func readCommand(text string) (Intent, bool) {
	m := command.FindStringSubmatch(text)
	if m == nil {
		return Intent{}, false
	}
	word, rest := strings.ToLower(m[1]), strings.TrimSpace(m[2])
	kind, known := commands[word]
	if !known {
		kind, known = orders[word]
	}
	if !known {
		return Intent{Rest: text, Explicit: true}, true
	}
	if n, _ := leadingNumber(rest); kind == IntentInvite && n != 0 {
		kind = IntentGuest // to a ticket, and not on the staff
	}
	in := Intent{Kind: kind, Rest: rest, Explicit: true}
	switch kind {
	case IntentBind, IntentLogin, IntentHelp, IntentMine, IntentMute, IntentUnmute, IntentInvite, IntentDismiss, IntentDoor, IntentWeekly:
	case IntentStart:
		if rest == "" {
			in.Kind = IntentHelp
		}
	default:
		in.N, in.Rest = leadingNumber(rest)
	}
	if kind == IntentDuplicate {
		if other, rest := leadingNumber(in.Rest); other != 0 {
			in.More, in.Rest = []int64{other}, rest
		}
	}
	return in, true
}

// plainNumber is the number that a command is followed by.
var plainNumber = regexp.MustCompile(`^[#＃]?\s*([0-9０-９]{1,18})(?:\s+|$|[^0-9０-９\p{L}])`)

func leadingNumber(rest string) (int64, string) {
	if m := plainNumber.FindStringSubmatchIndex(rest); m != nil {
		if n := number(rest[m[2]:m[3]]); n > 0 {
			return n, strings.TrimSpace(rest[m[3]:])
		}
	}
	numbers, rest := takeNumbers(rest)
	if len(numbers) == 0 {
		return 0, rest
	}
	return numbers[0], rest
}

func number(digits string) int64 {
	n, err := strconv.ParseInt(fold(digits), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// PressData makes the data of a button: "done:12".
func PressData(kind IntentKind, n int64) string {
	return string(kind) + ":" + strconv.FormatInt(n, 10)
}

// ParsePress reads what [PressData] made, and "duplicate:12:7". The data comes from a
// client: anything else is refused.
func ParsePress(data string) (Intent, bool) {
	if first, second, merge := cutMerge(data); merge {
		in, ok := ParsePress(first)
		other, otherOK := ParsePress(PressData(IntentDuplicate, second))
		in.More = []int64{other.N}
		return in, ok && otherOK && first+":"+strconv.FormatInt(second, 10) == data
	}
	word, digits, found := strings.Cut(data, ":")
	n, err := strconv.ParseInt(digits, 10, 64)
	if !found || err != nil || n <= 0 || PressData(IntentKind(word), n) != data {
		return Intent{}, false
	}
	if kind := IntentKind(word); kind.Presses() {
		return Intent{Kind: kind, N: n, Explicit: true}, true
	}
	return Intent{}, false
}

// cutMerge cuts "duplicate:12:7" before the last number.
func cutMerge(data string) (first string, second int64, ok bool) {
	at := strings.LastIndexByte(data, ':')
	if !strings.HasPrefix(data, string(IntentDuplicate)+":") || at <= len(IntentDuplicate) {
		return "", 0, false
	}
	second, err := strconv.ParseInt(data[at+1:], 10, 64)
	return data[:at], second, err == nil
}
