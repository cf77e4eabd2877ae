package examine

import (
	"context"
	"fmt"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// tell words what is new about a repair for the staff who have the ticket, but never
// where the matter was reported.
func (e *Examiner) tell(ctx context.Context, t intake.Ticket, news []intake.Finding) error {
	if len(news) == 0 {
		return nil
	}
	chats, err := e.desk.StaffChats(ctx, t)
	if err != nil {
		return err
	}
	origins, err := e.store.Origins(ctx, t.N)
	if err != nil {
		return err
	}
	for _, c := range chats {
		if slices.ContainsFunc(origins, func(o intake.Origin) bool { return o.ChatID == c.ID }) {
			continue
		}
		added, err := e.store.PutPost(ctx, intake.Post{
			Key: fmt.Sprintf("findings/%d/%d", news[0].ID, c.ID), ChatID: c.ID, Ticket: t.N, Kind: intake.PostAnswer,
			Text: e.writer.Write(c.Language, notice.Doubts, notice.Facts{Ticket: t, Findings: news}), CreatedAt: e.now(),
		})
		if err != nil {
			return err
		}
		if !added {
			continue
		}
		if err := e.store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: c.ID}}); err != nil {
			return err
		}
	}
	return nil
}
