package plain

import (
	"context"
	"time"

	"snapgrid/storage/row"
)

// WantWeekly notes that a chat wants the weekly report.
func (s Store) WantWeekly(ctx context.Context, chat, officer int64, at time.Time) error {
	_, err := s.exec(ctx, `insert into weeklies (chat, officer, at) values ($1, $2, $3) on conflict do nothing`, chat, officer, at)
	return err
}

// EndWeekly notes that it does not any more.
func (s Store) EndWeekly(ctx context.Context, chat int64) error {
	_, err := s.exec(ctx, `delete from weeklies where chat = $1`, chat)
	return err
}

// Weeklies lists the chats that want it.
func (s Store) Weeklies(ctx context.Context) ([]int64, error) {
	return all(ctx, s, row.Number, `select chat from weeklies order by chat`)
}
