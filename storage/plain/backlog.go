package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// OldestPosts tells for each channel how old the oldest post is that should have been
// said by now.
func (s Store) OldestPosts(ctx context.Context, now time.Time) (map[intake.Channel]time.Duration, error) {
	ages := map[intake.Channel]time.Duration{}
	_, err := all(ctx, s, func(r row.Scanner) (struct{}, error) {
		var channel string
		var since time.Time
		err := r.Scan(&channel, row.Time(&since))
		ages[intake.Channel(channel)] = max(0, now.Sub(since))
		return struct{}{}, err
	}, `select c.channel, min(p.created_at) from posts p join chats c on c.id = p.chat_id
		where p.state in ('waiting', 'sending') and (p.not_before is null or p.not_before <= $1) group by c.channel`, now)
	return ages, err
}
