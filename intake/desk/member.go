package desk

import (
	"context"
	"crypto/rand"

	"snapgrid/intake"
)

// InviteMember makes a one-time code that lets somebody speak in a room under a name.
// Who has been invited there under that name before is taken for the same person.
func (d *Desk) InviteMember(ctx context.Context, by intake.Officer, room intake.Chat, name string) (code string, err error) {
	if err := d.Require(ctx, by, intake.RightLead); err != nil {
		return "", err
	}
	if name == "" {
		return "", &intake.Error{Code: intake.CodeInvalid, Message: "请写一个称呼"}
	}
	code = rand.Text()
	return code, d.store.PutClaim(ctx, code, intake.Claim{
		Kind: intake.ClaimMember, Chat: room, Officer: intake.Officer{ID: by.ID, Name: name}, Expires: d.now().Add(InvitationTime),
	})
}
