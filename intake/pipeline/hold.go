package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// Flood says how much is answered within a window of time. What is more is held
// back for staff to see, silently. An emergency never is.
type Flood struct {
	Window    time.Duration `yaml:"window"`
	PerSender int           `yaml:"per_sender"` // tickets of one sender
	PerChat   int           `yaml:"per_chat"`   // tickets from one chat
	PerClass  int           `yaml:"per_class"`  // tickets of one class from one chat
	Repeats   int           `yaml:"repeats"`    // the same words of one sender, without a photo
	Answers   int           `yaml:"answers"`    // commands and questions of one sender
	Adverts   int           `yaml:"adverts"`    // advertisements of one sender; after more they are muted …
	MuteTime  time.Duration `yaml:"mute_time"`  // … for this long
}

// DefaultFlood is far above what people do and far below what programs can: a
// storm night brings a city's group some hundred reports an hour.
func DefaultFlood() Flood {
	return Flood{
		Window: time.Hour, PerSender: 300, PerChat: 5000, PerClass: 2000, Repeats: 3, Answers: 60, Adverts: 5, MuteTime: 24 * time.Hour,
	}
}

// faults lists what is wrong, each beginning with the key that it is about.
func (f Flood) faults() []error {
	var faults []error
	if f.Window < time.Minute || f.Window > 24*time.Hour {
		faults = append(faults, fmt.Errorf("flood.window: want 1m to 24h, got %s", f.Window))
	}
	if f.MuteTime < time.Minute {
		faults = append(faults, fmt.Errorf("flood.mute_time: want at least 1m, got %s", f.MuteTime))
	}
	for _, limit := range []intake.Allowance{
		{Name: "per_sender", Limit: f.PerSender}, {Name: "per_chat", Limit: f.PerChat}, {Name: "per_class", Limit: f.PerClass},
		{Name: "repeats", Limit: f.Repeats}, {Name: "answers", Limit: f.Answers}, {Name: "adverts", Limit: f.Adverts},
	} {
		if limit.Limit < 1 {
			faults = append(faults, fmt.Errorf("flood.%s: want at least 1, got %d", limit.Name, limit.Limit))
		}
	}
	return faults
}

// muted reports whether nothing of a sender is answered.
func (l *Line) muted(ctx context.Context, b burst) (bool, error) {
	if b.staff() || b.sender().ID == "" {
		return false, nil
	}
	_, err := l.Store.MuteOf(ctx, b.chat.Ref.Channel, b.sender().ID, l.Now())
	if intake.CodeOf(err) == intake.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}

// person names the sender of a burst in the names of allowances.
func (b burst) person() string {
	if b.sender().ID == "" {
		return fmt.Sprintf("chat/%d", b.chat.ID)
	}
	return fmt.Sprintf("%s/%s", b.chat.Ref.Channel, b.sender().ID)
}

// spend takes one of each allowance of the current window, and names those that are
// used up.
func (l *Line) spend(ctx context.Context, allowances ...intake.Allowance) (over []string, err error) {
	return l.Store.Spend(ctx, l.Now().Truncate(l.Config.Flood.Window), allowances...)
}

// tooMuch says why a report is held back, or "". What came by a form was paced
// at its door.
func (l *Line) tooMuch(ctx context.Context, b burst, messages []intake.Heard, verdict intake.Verdict) (why string, err error) {
	if b.staff() || verdict.Severity == intake.Emergency || form(messages) != "" {
		return "", nil
	}
	flood, chat := l.Config.Flood, b.chat.ID
	allowances := []intake.Allowance{ // staff read of the first that is used up
		{Name: fmt.Sprintf("chat/%d", chat), Limit: flood.PerChat},
		{Name: fmt.Sprintf("class/%d/%s", chat, verdict.Category), Limit: flood.PerClass},
	}
	if words := (intake.Report{Messages: messages}).Words(); !pictured(messages) && utf8.RuneCountInString(words) > 0 {
		sum := sha256.Sum256([]byte(strings.Join(strings.Fields(words), "")))
		allowances = append(allowances, intake.Allowance{
			Name: fmt.Sprintf("said/%d/%s/%s", chat, b.person(), hex.EncodeToString(sum[:8])), Limit: flood.Repeats,
		})
	}
	allowances = append(allowances, intake.Allowance{Name: "sender/" + b.person(), Limit: flood.PerSender})
	over, err := l.spend(ctx, allowances...)
	if err != nil || len(over) == 0 {
		return "", err
	}
	kind, _, _ := strings.Cut(over[0], "/")
	return floodReasons[kind], nil
}

// floodReasons say to staff which allowance was used up.
var floodReasons = map[string]string{
	"chat": "held back: too many tickets from this chat", "class": "held back: too many tickets of this class from this chat",
	"said": "held back: the same words again and again", "sender": "held back: too many tickets of this sender",
	"answers": "held back: too many questions of this sender",
}

const mutedReason = "held back: the sender is muted"

// holdBack lays messages aside for staff; nobody is answered.
func (l *Line) holdBack(ctx context.Context, messages []intake.Heard, verdict intake.Verdict, why string) error {
	verdict.Reason = strings.TrimSuffix(why+"; "+verdict.Reason, "; ")
	return l.Store.TakeMessages(ctx, intake.Numbers(messages), intake.Outcome{State: intake.MessageHeld, Verdict: verdict})
}

// silence holds back what asks for an answer and shall get none: it is said by who
// is muted, or by who asked too much. It is in the audit, as what is refused with an
// answer. ok is false if it may go on.
func (l *Line) silence(ctx context.Context, s statement) (ok bool, err error) {
	asks := s.intent.Kind.Command() || s.intent.Kind != triage.IntentNone && (s.intent.Explicit || s.ticket != 0)
	if s.staff() || !asks && s.ticket == 0 {
		return false, nil
	}
	why, code := "", intake.CodeForbidden
	muted, err := l.muted(ctx, s.burst)
	switch {
	case err != nil:
		return false, err
	case muted && l.judge(s.burst, s.messages).Severity == intake.Emergency:
	case muted:
		why = mutedReason
	case asks:
		over, err := l.spend(ctx, intake.Allowance{Name: "answers/" + s.person(), Limit: l.Config.Flood.Answers})
		if err != nil {
			return false, err
		}
		if len(over) > 0 {
			why, code = floodReasons["answers"], intake.CodeAgain
		}
	}
	if why == "" {
		return false, nil
	}
	return true, l.Store.InTx(ctx, func(ctx context.Context) error {
		if err := l.holdBack(ctx, s.messages, intake.Verdict{}, why); err != nil || !asks {
			return err
		}
		return l.Store.PutRefusal(ctx, intake.Refusal{
			At: l.Now(), ChatID: s.chat.ID, Channel: s.chat.Ref.Channel, Sender: s.sender().ID, Name: s.sender().Name,
			Ticket: s.ticket, What: string(s.intent.Kind), Why: code,
		})
	})
}

// putAside takes small talk out of the line. Who advertises again and again is
// muted for a while.
func (l *Line) putAside(ctx context.Context, b burst, messages []intake.Heard, verdict intake.Verdict) error {
	outcome := intake.Outcome{State: intake.MessageChatter, Verdict: verdict}
	if b.staff() || b.sender().ID == "" || !l.Judge.Advertises(intake.Report{Messages: messages}.Words()) {
		return l.Store.TakeMessages(ctx, intake.Numbers(messages), outcome)
	}
	return l.Store.InTx(ctx, func(ctx context.Context) error {
		if err := l.Store.TakeMessages(ctx, intake.Numbers(messages), outcome); err != nil {
			return err
		}
		return l.countAdverts(ctx, messages[:1])
	})
}

// countAdverts counts one advertisement for each of some messages, and mutes for a
// while, once, who sent too many and is not on the staff.
func (l *Line) countAdverts(ctx context.Context, adverts []intake.Heard) error {
	allowances := make([]intake.Allowance, len(adverts))
	for i, m := range adverts {
		allowances[i] = intake.Allowance{Name: advertsOf(m), Limit: l.Config.Flood.Adverts}
	}
	over, err := l.spend(ctx, allowances...)
	if err != nil {
		return err
	}
	for _, name := range over {
		first := slices.IndexFunc(adverts, func(m intake.Heard) bool { return advertsOf(m) == name })
		if err := l.muteForAdverts(ctx, adverts[first]); err != nil {
			return err
		}
	}
	return nil
}

// advertsOf names the allowance of the sender of a message.
func advertsOf(m intake.Heard) string {
	return fmt.Sprintf("advert/%s/%s", m.Chat.Channel, m.Sender.ID)
}

func (l *Line) muteForAdverts(ctx context.Context, m intake.Heard) error {
	_, err := l.Store.FindOfficer(ctx, m.Chat.Channel, m.Sender.ID)
	if intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	return l.Store.PutMute(ctx, intake.Mute{
		Channel: m.Chat.Channel, Sender: m.Sender.ID, Name: m.Sender.Name, At: l.Now(),
		Until: l.Now().Add(l.Config.Flood.MuteTime), Reason: "广告太多",
	})
}

// ForgetAllowances deletes counts that are over.
func (l *Line) ForgetAllowances(ctx context.Context) error {
	return l.Store.ForgetAllowances(ctx, l.Now().Add(-48*time.Hour))
}
