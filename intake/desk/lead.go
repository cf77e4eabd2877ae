package desk

import (
	"context"
	"crypto/rand"

	"snapgrid/intake"
)

// Retry lets a post be tried again that could not be delivered.
func (d *Desk) Retry(ctx context.Context, o intake.Officer, p intake.Post) error {
	if err := d.Require(ctx, o, intake.RightLead); err != nil {
		return err
	}
	return d.store.InTx(ctx, func(ctx context.Context) error {
		if err := d.store.RevivePost(ctx, p.ID); err != nil {
			return err
		}
		return d.store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: p.ChatID}})
	})
}

// ChatCode makes a one-time code. The chat in which it is written is the given one,
// which was lost sight of.
func (d *Desk) ChatCode(ctx context.Context, o intake.Officer, chat intake.Chat) (string, error) {
	if err := d.Require(ctx, o, intake.RightLead); err != nil {
		return "", err
	}
	code := rand.Text()[:10]
	return code, d.store.PutClaim(ctx, code, intake.Claim{Kind: intake.ClaimChat, Chat: chat, Expires: d.now().Add(InvitationTime)})
}
