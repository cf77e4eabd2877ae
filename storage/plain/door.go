package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutDoor keeps a door.
func (s Store) PutDoor(ctx context.Context, d intake.Door) error {
	_, err := s.exec(ctx, `insert into doors (code, chat_id, officer, at, ended_at) values ($1, $2, $3, $4, $5)`,
		d.Code, d.ChatID, d.Officer, d.At, d.EndedAt)
	return err
}

// Door finds one by its code.
func (s Store) Door(ctx context.Context, code string) (intake.Door, error) {
	return one(ctx, s, "door", row.Door, `select `+row.DoorColumns+` from doors where code = $1`, code)
}

// Doors lists the open ones of a chat, or of all chats for 0.
func (s Store) Doors(ctx context.Context, chat int64) ([]intake.Door, error) {
	return all(ctx, s, row.Door, `select `+row.DoorColumns+` from doors
		where ended_at is null and (cast($1 as bigint) = 0 or chat_id = cast($1 as bigint)) order by at, code`, chat)
}

// EndDoor withdraws an open door.
func (s Store) EndDoor(ctx context.Context, code string, at time.Time) error {
	return s.change(ctx, "door", `update doors set ended_at = $2 where code = $1 and ended_at is null`, code, at)
}
