package row

import "snapgrid/intake"

// LineColumns are the columns of [Line]: messages and posts side by side, each
// with an own number of its table.
const LineColumns = `seq, id, reply_to, topic, ours, sender_id, sender_name, sender_bot, at, text, photos, buttons, ticket, react, number`

// Entry is a line and the number of the message or post it comes from.
type Entry struct {
	intake.Line
	Number int64
}

// Line scans [LineColumns].
func Line(r Scanner) (Entry, error) {
	var e Entry
	var buttons []button
	err := r.Scan(&e.Seq, &e.ID, &e.ReplyTo, &e.Topic, &e.Ours, &e.Sender.ID, &e.Sender.Name, &e.Sender.Bot,
		Time(&e.At), &e.Text, words(&e.Photos), fromJSON(&buttons), &e.Ticket, &e.React, &e.Number)
	e.Buttons = toButtons(buttons)
	return e, err
}

// Heard lists the numbers of the messages among lines.
func Heard(entries []Entry) []int64 {
	var numbers []int64
	for _, e := range entries {
		if !e.Ours {
			numbers = append(numbers, e.Number)
		}
	}
	return numbers
}

// Lines gives the messages among the entries the photos that can be shown, which
// are ordered by message and position.
func Lines(entries []Entry, photos []intake.Photo) []intake.Line {
	shown := map[int64][]string{}
	for _, p := range photos {
		if p.State == intake.PhotoReady {
			shown[p.MessageID] = append(shown[p.MessageID], intake.RenditionName(p.Media.Key, intake.SizeLarge))
		}
	}
	lines := make([]intake.Line, len(entries))
	for i, e := range entries {
		lines[i] = e.Line
		if !e.Ours {
			lines[i].Photos = shown[e.Number]
		}
	}
	return lines
}
