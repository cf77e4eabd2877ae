package plain

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Photo returns a photo.
func (s Store) Photo(ctx context.Context, id int64) (intake.Photo, error) {
	return one(ctx, s, fmt.Sprintf("photo %d", id), row.Photo,
		`select `+row.PhotoColumns+` from photos p where p.id = $1`, id)
}

// PhotoMessage returns the message that a photo belongs to.
func (s Store) PhotoMessage(ctx context.Context, id int64) (intake.Heard, error) {
	return s.message(ctx, ofPhoto, id)
}

// LockPhotoMessage is PhotoMessage, and keeps others from changing the message and from
// adding to its chat until the transaction ends.
func (s Store) LockPhotoMessage(ctx context.Context, id int64) (intake.Heard, error) {
	lock, err := s.engine.Lock(ctx, "m")
	if err != nil {
		return intake.Heard{}, fmt.Errorf("lock the message of photo %d: %w", id, err)
	}
	// The chat before its messages, as whoever moves a chat locks them. A chat that is bound
	// by the words of a photo is locked after it: then the database may end one of the two
	// transactions, and it is tried again.
	if err := s.holdChatOf(ctx, id); err != nil {
		return intake.Heard{}, err
	}
	return s.message(ctx, ofPhoto+lock, id)
}

const ofPhoto = `join photos p on p.message = m.number where p.id = $1`

// holdChatOf holds the chat of a photo's message. If that becomes part of another while
// it is waited for, the other is held.
func (s Store) holdChatOf(ctx context.Context, photo int64) error {
	for held := int64(0); ; {
		chat, err := one(ctx, s, fmt.Sprintf("photo %d", photo), row.Number, `select m.chat_id from messages m `+ofPhoto, photo)
		if err != nil || chat == held {
			return err
		}
		if err := s.engine.HoldChat(ctx, chat); err != nil {
			return err
		}
		held = chat
	}
}

// SavePhoto writes everything but MessageID and Position. The message's entry in
// the chat has changed with it.
func (s Store) SavePhoto(ctx context.Context, p intake.Photo) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		if err := s.holdChatOf(ctx, p.ID); err != nil {
			return err
		}
		lat, lon := row.LatLon(p.At)
		err := s.change(ctx, fmt.Sprintf("photo %d", p.ID),
			`update photos set ref = $2, key = $3, name = $4, type = $5, size = $6, original = $7, too_big = $8,
			 state = $9, reason = $10, width = $11, height = $12, lat = $13, lon = $14, taken_at = $15, hash = $16,
			 steps = $17, flaw = $18 where id = $1`,
			p.ID, p.Media.Ref, p.Media.Key, p.Media.Name, p.Media.Type, p.Media.Size, p.Media.Original, p.Media.TooBig,
			string(p.State), p.Reason, p.Width, p.Height, lat, lon, p.TakenAt, int64(p.Look.Hash), int64(p.Look.Steps), string(p.Flaw))
		if err != nil {
			return err
		}
		if err := s.saveLook(ctx, p); err != nil {
			return err
		}
		s.engine.Ring(ctx)
		seq, err := s.engine.Line(ctx)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, `update messages set seq = $2 where number = (select message from photos where id = $1)`, p.ID, seq)
		return err
	})
}

// PendingPhotos lists photos that are pending since before the time.
func (s Store) PendingPhotos(ctx context.Context, before time.Time) ([]int64, error) {
	return all(ctx, s, row.Number,
		`select id from photos where state = 'pending' and created_at < $1 order by created_at, id limit 100`, before)
}

// PhotoPublished reports whether a photo with the key belongs to a ticket that
// the public may see.
func (s Store) PhotoPublished(ctx context.Context, key string) (bool, error) {
	n, err := one(ctx, s, "", row.Number,
		`select count(*) from (select 1 from photos p join messages m on m.number = p.message join tickets t on t.n = m.ticket
		 where p.key <> '' and p.key = $1 and t.status <> 'rejected' limit 1) found`, key)
	return n > 0, err
}

// photosOf lists the photos of messages by message and position.
func (s Store) photosOf(ctx context.Context, messages []int64) ([]intake.Photo, error) {
	return all(ctx, s, row.Photo,
		`select `+row.PhotoColumns+` from photos p where `+s.dialect.In("p.message", "$1")+`
		 order by p.message, p.position`, s.dialect.Nums(messages))
}

// NeededPhotos lists those of the keys that a photo received since the time has.
func (s Store) NeededPhotos(ctx context.Context, keys []string, since time.Time) ([]string, error) {
	return all(ctx, s, row.Word,
		`select distinct key from photos where key <> '' and `+s.dialect.In("key", "$1")+` and coalesce(created_at, $2) >= $2`, s.dialect.List(keys), row.Since(since))
}

// saveLook keeps what a photo is found by.
func (s Store) saveLook(ctx context.Context, p intake.Photo) error {
	if _, err := s.exec(ctx, `delete from photo_words where photo = $1`, p.ID); err != nil || p.Look.Hash == 0 {
		return err
	}
	for _, word := range row.Words(p.Look) {
		_, err := s.exec(ctx, `insert into photo_words (photo, word, hash) values ($1, $2, $3)`, p.ID, word, int64(p.Look.Hash))
		if err != nil {
			return err
		}
	}
	return nil
}
