package notice

import (
	"context"

	"snapgrid/intake"
)

// Preview words what every chat that a ticket was reported from would be told of an
// ending, and tells nobody. t is the ticket as it would be then, kind the event that
// would tell of it. keys are those of the photos of the repair, developed or not;
// where before and after would stand side by side, the first one stands for the pair.
func (a *Announcer) Preview(ctx context.Context, t intake.Ticket, kind intake.EventKind, keys []string) ([]intake.Post, error) {
	m := matter{ticket: t, event: intake.Event{Kind: kind}}
	var err error
	if m.messages, err = a.Store.TicketMessages(ctx, t.N); err != nil {
		return nil, err
	}
	s, paired, pictures := Resolution, false, []string(nil)
	if kind == intake.EventResolved {
		paired = len(keys) > 0 && len(m.photos(intake.PartReport)) > 0
		for _, key := range keys[:min(len(keys), mostPictures)] {
			pictures = append(pictures, intake.RenditionName(key, intake.SizeLarge))
		}
	} else {
		s = endings[kind]
	}
	posts, _, err := a.toEach(ctx, m, s, paired, pictures)
	return posts, err
}
