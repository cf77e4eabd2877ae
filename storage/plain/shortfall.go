package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutShortfalls notes where a post fell short.
func (s Store) PutShortfalls(ctx context.Context, post int64, at time.Time, short ...intake.Shortfall) error {
	for _, what := range short {
		_, err := s.exec(ctx, `insert into shortfalls (post, what, at) values ($1, $2, $3) on conflict do nothing`,
			post, string(what), at)
		if err != nil {
			return err
		}
	}
	return nil
}

// ShortPosts lists the posts that were said and fell short, newest first.
func (s Store) ShortPosts(ctx context.Context, f intake.ShortFilter, limit int) ([]intake.ShortPost, error) {
	rows, err := all(ctx, s, row.ShortPost,
		`select `+row.PostColumns+`, s.what from shortfalls s join posts p on p.id = s.post where s.post in (
			select s.post from shortfalls s join posts p on p.id = s.post join chats c on c.id = p.chat_id
			where p.state = 'sent' and ($1 = '' or c.channel = $1) and ($2 = '' or s.what = $2) group by s.post order by s.post desc limit $3)
		 order by p.id desc, s.what`, string(f.Channel), string(f.What), limit)
	return row.ShortPosts(rows), err
}

// CountShortfalls counts those noted since the time.
func (s Store) CountShortfalls(ctx context.Context, since time.Time) ([]intake.ShortCount, error) {
	return all(ctx, s, row.ShortCount,
		`select c.channel, s.what, count(*) from shortfalls s join posts p on p.id = s.post join chats c on c.id = p.chat_id
		 where p.state = 'sent' and s.at >= $1 group by c.channel, s.what order by c.channel, s.what`, since)
}
