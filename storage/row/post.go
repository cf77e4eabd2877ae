package row

import (
	"fmt"

	"snapgrid/intake"
)

// PostColumns are the columns of [Post], of posts p.
const PostColumns = `p.id, p.key, p.chat_id, p.topic, p.reply_to, p.ticket, p.kind, p.text, p.photos, p.buttons,
	p.reaction, p.edits, p.alternate, p.state, p.attempts, p.not_before, p.created_at, p.sent_at, p.sent_as, p.failure`

// Post scans [PostColumns].
func Post(r Scanner) (intake.Post, error) {
	return scanPost(r)
}

func scanPost(r Scanner, more ...any) (intake.Post, error) {
	var p intake.Post
	var buttons []button
	dest := append([]any{
		&p.ID, &p.Key, &p.ChatID, &p.Topic, &p.ReplyTo, &p.Ticket, &p.Kind, &p.Text, words(&p.Photos), fromJSON(&buttons),
		&p.Reaction, &p.Edits, &p.Alternate, &p.State, &p.Attempts, Time(&p.NotBefore), Time(&p.CreatedAt), Time(&p.SentAt), words(&p.SentAs), &p.Failure,
	}, more...)
	err := r.Scan(dest...)
	p.Buttons = toButtons(buttons)
	return p, err
}

// PostNotOurs is why a post could not be saved: another worker claimed it, or it is
// not there.
func PostNotOurs(p intake.Post) error {
	if p.ClaimedUntil.IsZero() {
		return &intake.Error{Code: intake.CodeNotFound, Message: fmt.Sprintf("post %d: not found", p.ID)}
	}
	return &intake.Error{Code: intake.CodeConflict, Message: fmt.Sprintf("post %d: the claim ran out, and another worker has it", p.ID)}
}

type button struct {
	Label string `json:"label"`
	Data  string `json:"data"`
}

func toButtons(forms []button) []intake.Button {
	var buttons []intake.Button
	for _, f := range forms {
		buttons = append(buttons, intake.Button(f))
	}
	return buttons
}

// Buttons is a row of buttons as JSON text.
func Buttons(buttons []intake.Button) string {
	forms := make([]button, 0, len(buttons))
	for _, b := range buttons {
		forms = append(forms, button{Label: Text(b.Label), Data: Text(b.Data)})
	}
	return JSON(forms)
}
