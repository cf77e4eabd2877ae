package notice

import (
	"strings"
	"time"

	"snapgrid/intake"
)

// The sentences about whistles.
const (
	WhistleDrafted   Sentence = "whistledrafted"   // to who whistled: the street is asked
	WhistleScreen    Sentence = "whistlescreen"    // first find out whether it is true
	WhistleWhich     Sentence = "whistlewhich"     // which unit is meant
	WhistleAsk       Sentence = "whistleask"       // to the street: may it be blown
	WhistleBlown     Sentence = "whistleblown"     // to who whistled
	WhistleCancelled Sentence = "whistlecancelled" // to who whistled
	WhistleCard      Sentence = "whistlecard"      // to a called unit
	WhistleProve     Sentence = "whistleprove"     // who comes shows it
	WhistleWhy       Sentence = "whistlewhy"       // who does not come says why
	WhistleRefused   Sentence = "whistlerefused"   // to the street: a unit says that it is not theirs
	WhistleDecided   Sentence = "whistledecided"   // the street's word on that, or that it is not done yet
	WhistleRemind    Sentence = "whistleremind"    // to a unit: what it owes
	WhistleLate      Sentence = "whistlelate"      // to the street: what a unit did not keep
	WhistleReport    Sentence = "whistlereport"    // to who whistled: all are done
	WhistleStatus    Sentence = "whistlestatus"    // where it stands
	WhistleStands    Sentence = "whistlestands"    // where it stands, so it can not be changed so
	WhistleForbidden Sentence = "whistleforbidden"
	WhistleUnknown   Sentence = "whistleunknown"
)

// WhistleFacts is what a sentence about a whistle may speak of.
type WhistleFacts struct {
	intake.Whistle
	Kind    string // its name
	KindEn  string
	Part    int                // position of the part that it is about; 0: the whole whistle
	Overdue map[int]bool       // by position
	Owes    intake.WhistleStep // what a unit is reminded of, or what was decided
	By      time.Time          // until when
	Late    bool               // that time is over
	Deaf    bool               // the unit has no chat: it has to be called by phone
	Why     string
	Said    string        // a word that was not understood
	Among   []intake.Unit // what it may mean
	Photos  []string      // names of renditions
}

// whistleView is what a template sees of a whistle.
type whistleView struct {
	N         int64
	Kind      string
	Reason    string
	State     string
	Status    string
	Urgent    bool
	Agreed    bool // somebody approved it
	Unit      partView
	Parts     []partView
	Owes      string
	Decided   string // "insist", "release" or "redo"
	By        string
	Late      bool
	Deaf      bool
	Why       string
	Said      string
	Among     string
	Rating    string
	Confirmed bool
}

// partView is what a template sees of a called unit.
type partView struct {
	Name    string
	State   string
	Reason  string
	Outcome string
	SignBy  string
	ComeBy  string
	Done    bool
	Late    bool
}

func (w *Writer) whistleView(lang string, f WhistleFacts) whistleView {
	v := whistleView{
		N: f.N, Kind: f.Kind, Reason: shorten(f.Reason, 80), State: whistleState(lang, f.Status), Status: string(f.Status), Urgent: f.Urgent,
		Agreed: f.Approver != 0, Owes: pick(lang, owed[f.Owes]), Decided: string(f.Owes), By: w.deadline(lang, f.By), Late: f.Late, Deaf: f.Deaf,
		Why: shorten(f.Why, 80), Said: shorten(f.Said, 16), Rating: pick(lang, ratingWords[f.Rating]), Confirmed: !f.ConfirmedAt.IsZero(),
	}
	if lang == "en" && f.KindEn != "" {
		v.Kind = f.KindEn
	}
	for _, p := range f.Parts {
		part := w.partView(lang, p)
		part.Late = f.Overdue[p.Position]
		v.Parts = append(v.Parts, part)
		if p.Position == f.Part {
			v.Unit = part
		}
	}
	var names []string
	for _, u := range f.Among {
		names = append(names, u.Name)
	}
	v.Among = shorten(strings.Join(names, pick(lang, [2]string{"、", ", "})), 120)
	return v
}

func (w *Writer) partView(lang string, p intake.WhistlePart) partView {
	name := w.unitName(p.Unit)
	if name == "" {
		name = p.Unit
	}
	return partView{
		Name: name, State: pick(lang, partNames[p.Status]), Reason: shorten(p.Reason, 60), Outcome: shorten(p.Outcome, 60),
		SignBy: w.deadline(lang, p.SignBy), ComeBy: w.deadline(lang, p.ArriveBy), Done: p.Status == intake.PartDone,
	}
}

// deadline tells until when; "" for no promise.
func (w *Writer) deadline(lang string, by time.Time) string {
	if by.IsZero() {
		return ""
	}
	return w.moment(lang, by)
}

// pick chooses between Chinese and English.
func pick(lang string, words [2]string) string {
	if lang == "en" {
		return words[1]
	}
	return words[0]
}

func whistleState(lang string, s intake.WhistleStatus) string {
	return pick(lang, whistleNames[s])
}

var whistleNames = map[intake.WhistleStatus][2]string{
	intake.WhistleDrafted:   {"等街道批准", "waiting for approval"},
	intake.WhistleApproved:  {"已批准", "approved"},
	intake.WhistleBlown:     {"已吹响，等签到", "blown, waiting for units to sign"},
	intake.WhistleSigned:    {"已签到", "signed for"},
	intake.WhistleContacted: {"已联系", "in contact"},
	intake.WhistleArrived:   {"已到场", "on the spot"},
	intake.WhistleDone:      {"已完成，等确认", "done, to be confirmed"},
	intake.WhistleConfirmed: {"已确认", "confirmed"},
	intake.WhistleRated:     {"已评价", "rated"},
	intake.WhistleRefused:   {"单位不接，等街道定", "refused, with the street"},
	intake.WhistleCancelled: {"已撤哨", "called off"},
}

var partNames = map[intake.PartStatus][2]string{
	intake.PartCalled:    {"未签到", "not signed yet"},
	intake.PartSigned:    {"已签到", "signed"},
	intake.PartContacted: {"已联系", "in contact"},
	intake.PartArrived:   {"已到场", "on the spot"},
	intake.PartDone:      {"已完成", "done"},
	intake.PartRefused:   {"说不归他们，等街道定", "says it is not theirs"},
	intake.PartReleased:  {"不用来了", "let off"},
}

var ratingWords = map[intake.WhistleRating][2]string{
	intake.RatedGood: {"满意", "good"},
	intake.RatedFair: {"基本满意", "fair"},
	intake.RatedPoor: {"不满意", "poor"},
}

// owed is what a unit is reminded of.
var owed = map[intake.WhistleStep][2]string{
	intake.StepSign:    {"签到", "sign for it"},
	intake.StepContact: {"联系吹哨人", "contact who whistled"},
	intake.StepArrive:  {"到场", "be on the spot"},
	intake.StepDone:    {"办完", "have it done"},
}

// whistleLabels are the words on buttons.
var whistleLabels = map[intake.WhistleStep][2]string{
	intake.StepApprove: {"同意吹哨", "Approve"},
	intake.StepCancel:  {"不同意", "Turn down"},
	intake.StepSign:    {"签到", "Sign"},
	intake.StepContact: {"已联系", "Contacted"},
	intake.StepArrive:  {"到场", "Arrived"},
	intake.StepDone:    {"完成", "Done"},
	intake.StepRefuse:  {"不归我", "Not ours"},
	intake.StepInsist:  {"还是要来", "Insist"},
	intake.StepRelease: {"不用来了", "Let off"},
	intake.StepConfirm: {"确认完成", "Confirm"},
	intake.StepRedo:    {"还没办好", "Not done"},
	intake.StepGood:    {"满意", "Good"},
	intake.StepFair:    {"基本满意", "Fair"},
	intake.StepPoor:    {"不满意", "Poor"},
}

// WhistleButtons are the choices under a post about a whistle, or about a part of
// it.
func (w *Writer) WhistleButtons(language string, n int64, part int, steps []intake.WhistleStep) []intake.Button {
	lang, _ := w.choose(language)
	var buttons []intake.Button
	for _, s := range steps {
		buttons = append(buttons, intake.Button{Label: pick(lang, whistleLabels[s]), Data: intake.WhistlePress(s, n, part)})
	}
	return buttons
}

// sampleWhistle is a whistle of a ticket with the longest values that are likely in
// earnest: five units called, and one of them late.
func (w *Writer) sampleWhistle(t intake.Ticket) WhistleFacts {
	f := WhistleFacts{
		Whistle: intake.Whistle{N: 123456, Ticket: t.N, Status: intake.WhistleRefused, Reason: t.Masked, Urgent: true, BlownAt: t.OpenedAt},
		Kind:    "攻坚克难哨", KindEn: "hard-case whistle", Part: 1, Overdue: map[int]bool{1: true}, Owes: intake.StepContact, By: t.DueAt,
		Late: true, Deaf: true, Why: t.Masked, Said: t.Masked, Among: w.units,
	}
	for i := range 5 {
		f.Parts = append(f.Parts, intake.WhistlePart{
			Position: i + 1, Unit: w.longestUnit().Code, Status: intake.PartRefused, Reason: t.Masked, Outcome: t.Outcome,
			SignBy: t.DueAt, ArriveBy: t.DueAt,
		})
	}
	return f
}
