package pipeline

import (
	"context"
	"slices"
	"time"

	"snapgrid/geotag"
	"snapgrid/geotag/links"
	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// understand settles words and photos that are addressed to nobody: each
// problem in them becomes a ticket, joins one, or is laid aside.
func (l *Line) understand(ctx context.Context, s statement) error {
	for _, messages := range l.problems(s.burst) {
		if err := l.decide(ctx, s.burst, messages); err != nil {
			return err
		}
	}
	return nil
}

// decide settles one problem.
func (l *Line) decide(ctx context.Context, b burst, messages []intake.Heard) error {
	verdict := l.judge(b, messages)
	n, err := l.goesOn(ctx, b, messages, verdict)
	if err != nil {
		return err
	}
	if n == 0 && verdict.Kind == intake.IsUnsure {
		if b.reporter, err = l.reportedLately(ctx, b); err != nil {
			return err
		}
		if b.reporter {
			verdict = l.judge(b, messages)
		}
	}
	muted, err := l.muted(ctx, b)
	if err != nil {
		return err
	}
	switch {
	case n > 0:
		return l.join(ctx, b, n, l.addition(b, messages, verdict))
	case n < 0:
		return nil
	case muted && verdict.Kind != intake.IsChatter && verdict.Severity != intake.Emergency:
		if wordless(messages) && !b.quiet { // the words of an emergency may follow
			return nil
		}
		return l.holdBack(ctx, messages, verdict, mutedReason)
	case verdict.Kind == intake.IsReport && (b.quiet || l.complete(messages, verdict)):
		return l.register(ctx, b, messages, verdict)
	case verdict.Kind == intake.IsChatter && (b.quiet || l.smallTalk(b, messages)):
		return l.putAside(ctx, b, messages, verdict)
	case verdict.Kind == intake.IsUnsure && b.quiet:
		return l.layAside(ctx, b, messages, verdict)
	}
	return nil
}

// trusted is how long somebody is remembered who has reported something.
const trusted = 30 * 24 * time.Hour

// reportedLately reports whether a ticket of the sender was opened lately in this
// chat and topic. It is asked only where that may tip the scales.
func (l *Line) reportedLately(ctx context.Context, b burst) (bool, error) {
	lately, err := l.Store.TicketsBy(ctx, b.chat.ID, b.messages[0].Topic, b.sender().ID, l.Now().Add(-trusted))
	return len(lately) > 0, err
}

// layAside puts what triage is unsure of into the staff's inbox. Only who talks
// to us alone is asked for more.
func (l *Line) layAside(ctx context.Context, b burst, messages []intake.Heard, verdict intake.Verdict) error {
	outcome := intake.Outcome{State: intake.MessageUnsure, Verdict: verdict}
	return l.Store.InTx(ctx, func(ctx context.Context) error {
		if err := l.Store.TakeMessages(ctx, intake.Numbers(messages), outcome); err != nil {
			return err
		}
		if err := l.seekAdvice(ctx, messages); err != nil || b.chat.Kind != intake.ChatPrivate {
			return err
		}
		return l.Desk.AskForMore(ctx, intake.Report{Chat: b.chat, Sender: b.sender(), Messages: messages, Verdict: verdict})
	})
}

// judge asks triage what messages of a burst say together. Who sends a photo
// and, on purpose, where it was, has reported it without a word.
func (l *Line) judge(b burst, messages []intake.Heard) intake.Verdict {
	report := intake.Report{Messages: messages}
	words := report.Words()
	v := l.Judge.Judge(triage.Statement{
		Words: links.WithoutMaps(words), Photos: len(report.Photos()), Kind: b.chat.Kind, NamesPlace: l.namesPlace(messages, words),
		Answers: b.chat.Kind != intake.ChatPrivate && slices.ContainsFunc(messages, func(m intake.Heard) bool { return m.ReplyTo != "" }), Reporter: b.reporter,
	})
	if v.Kind == intake.IsUnsure && pictured(messages) && pin(messages) != nil {
		v.Kind, v.Reason = intake.IsReport, "a photo with its position; "+v.Reason
	}
	if f := form(messages); f != "" {
		v = declared(v, f)
	}
	if triage.Mask(words) != words {
		v.Reason = triage.Mask(v.Reason) // it repeats words
	}
	return v
}

// form is the class chosen on a report form; "" if the messages came without.
func form(messages []intake.Heard) string {
	for _, m := range messages {
		if m.Form != "" {
			return m.Form
		}
	}
	return ""
}

// declared is the verdict on what was sent by a report form: it is a report,
// and of the class that was chosen there.
func declared(v intake.Verdict, form string) intake.Verdict {
	v.Kind, v.Confidence, v.Reason = intake.IsReport, 1, "sent by a report form; "+v.Reason
	if form != intake.AnyClass {
		v.Category = form
	}
	if v.Severity == "" {
		v.Severity = intake.Ordinary
	}
	return v
}

func (l *Line) namesPlace(messages []intake.Heard, words string) bool {
	return pin(messages) != nil || NamesPlace(l.Atlas, words)
}

// complete reports whether a report need not wait for more: it has a photo or
// a place beside its words, or it is an emergency. A photo that may tell the
// place is waited for a moment.
func (l *Line) complete(messages []intake.Heard, verdict intake.Verdict) bool {
	if form(messages) != "" {
		return !l.originalsPending(messages)
	}
	if wordless(messages) {
		return false
	}
	if verdict.Severity == intake.Emergency {
		return true
	}
	words := intake.Report{Messages: messages}.Words()
	if !pictured(messages) && !l.namesPlace(messages, words) {
		return false
	}
	return pin(messages) != nil || !l.originalsPending(messages)
}

// originalWait is how long a report waits for the position in a photo.
const originalWait = 5 * time.Second

// originalsPending reports whether a photo as the camera wrote it was not read
// yet. Its development wakes the burst up.
func (l *Line) originalsPending(messages []intake.Heard) bool {
	for _, m := range messages {
		if l.Now().Sub(m.ReceivedAt) >= originalWait {
			continue
		}
		for _, p := range m.Photos {
			if p.Media.Original && !p.Media.TooBig && p.State == intake.PhotoPending {
				return true
			}
		}
	}
	return false
}

// problems cuts messages where a second, different problem begins: words that
// are a report of their own after words that already were one. Small talk before
// and after a report is cut off as well, so that it is read the same whether it
// was heard at once with the report or apart.
func (l *Line) problems(b burst) [][]intake.Heard {
	var groups [][]intake.Heard
	var current []intake.Heard
	for _, m := range b.messages {
		switch {
		case l.smallTalk(b, current), l.isReport(b, current) && l.besides(b, current, m):
			groups = append(groups, current)
			current = nil
		case l.beginsAnother(b, current, m):
			kept, moved := splitTrailing(current)
			groups = append(groups, kept)
			current = moved
		}
		current = append(current, m)
	}
	return append(groups, current)
}

// smallTalk reports whether messages are mere words that mean nothing to us.
func (l *Line) smallTalk(b burst, messages []intake.Heard) bool {
	if len(messages) == 0 || wordless(messages) || pictured(messages) || pin(messages) != nil {
		return false
	}
	v := l.judge(b, messages)
	return v.Kind == intake.IsChatter && !l.merePlace(messages, v)
}

// sure is how confident a verdict on plain small talk is. Words that only name a
// place are below it.
const sure = 0.9

// merePlace reports whether words that are no report name a place and say
// nothing against one.
func (l *Line) merePlace(messages []intake.Heard, v intake.Verdict) bool {
	return v.Kind == intake.IsChatter && v.Confidence < sure && l.namesPlace(messages, intake.Report{Messages: messages}.Words())
}

// besides reports whether m says nothing to a report: it is small talk, or names
// a place where the report has one.
func (l *Line) besides(b burst, report []intake.Heard, m intake.Heard) bool {
	one := []intake.Heard{m}
	if l.smallTalk(b, one) {
		return true
	}
	return m.Text != "" && len(m.Photos) == 0 && m.Pin == nil && l.merePlace(one, l.judge(b, one)) &&
		l.namesPlace(report, intake.Report{Messages: report}.Words())
}

// isReport reports whether messages are a report with words.
func (l *Line) isReport(b burst, messages []intake.Heard) bool {
	return len(messages) > 0 && !wordless(messages) && l.judge(b, messages).Kind == intake.IsReport
}

func (l *Line) beginsAnother(b burst, current []intake.Heard, m intake.Heard) bool {
	if m.Text == "" || wordless(current) || sameAlbum(current, m) {
		return false
	}
	before, own := l.judge(b, current), l.judge(b, []intake.Heard{m})
	if before.Kind != intake.IsReport || own.Kind != intake.IsReport {
		return false
	}
	bothWhole := len(m.Photos) > 0 && pictured(current)
	there, _ := l.Atlas.Locate(Clues(l.Atlas, b.chat, current))
	return own.Category != "" && (own.Category != before.Category || bothWhole || l.elsewhere(b, []intake.Heard{m}, there))
}

// elsewhere reports whether words name a known place that can not be where the
// matter was said to be.
func (l *Line) elsewhere(b burst, messages []intake.Heard, there geotag.Fix) bool {
	here, ok := l.Atlas.Locate(Clues(l.Atlas, b.chat, messages))
	if !ok || here.Source != geotag.SourcePlace || there.Source != geotag.SourcePlace {
		return false
	}
	return here.DistanceTo(there.Point) > here.Radius+there.Radius
}

func sameAlbum(messages []intake.Heard, m intake.Heard) bool {
	return m.Album != "" && len(messages) > 0 && messages[len(messages)-1].Album == m.Album
}

// splitTrailing gives the photos at the end to the next problem, unless they are
// all that there is of this one.
func splitTrailing(messages []intake.Heard) (kept, moved []intake.Heard) {
	end := len(messages)
	for end > 0 && messages[end-1].Text == "" && !sameAlbum(messages[:end-1], messages[end-1]) {
		end--
	}
	for end < len(messages) && len(messages[end].Photos) == 0 {
		end++ // a place belongs to what was told before
	}
	if !pictured(messages[:end]) {
		return messages, nil
	}
	return messages[:end:end], messages[end:]
}
