package postgres_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/storagetest"
	"snapgrid/storage/storagetest/pgtest"
)

func BenchmarkPutMessages(b *testing.B) {
	address := pgtest.New(b)
	s := open(b, address)
	defer s.Close()
	pool, err := pgxpool.New(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.Exec(b.Context(), `create schema plain;
		create table plain.messages (like messages including all);
		create table plain.photos (like photos including all)`); err != nil {
		b.Fatal(err)
	}
	storagetest.BenchmarkPut(b, s, func(ctx context.Context, at int64, messages []intake.Message) error {
		return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error { return plainInsert(ctx, tx, at, messages) })
	})
}

// plainInsert is a prepared statement for each row, all sent at once: faster than
// pgbench, which waits for the answer to each.
func plainInsert(ctx context.Context, tx pgx.Tx, at int64, messages []intake.Message) error {
	batch := &pgx.Batch{}
	for i, m := range messages {
		n := at + int64(i)
		chat, err := strconv.Atoi(m.Chat.ID)
		if err != nil {
			return err
		}
		batch.Queue(`insert into plain.messages (number, chat_id, epoch, external_id, topic, private, sender_id,
			sender_name, sender_bot, sent_at, received_at, text, pin, album, reply_to, language, form, seq)
			values ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $9, $10, null, $11, $12, $13, $14, $1)`,
			n, chat, m.ID, m.Topic, m.Private, m.Sender.ID, m.Sender.Name, m.Sender.Bot, m.SentAt, m.Text,
			m.Album, m.ReplyTo, m.Language, m.Form)
		for j, p := range m.Media {
			batch.Queue(`insert into plain.photos (message, position, ref, key, name, type, size, original, too_big, created_at)
				values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
				n, j, p.Ref, p.Key, p.Name, p.Type, p.Size, p.Original, p.TooBig, m.SentAt)
		}
	}
	return tx.SendBatch(ctx, batch).Close()
}

func BenchmarkPhotosLike(b *testing.B) {
	address := pgtest.New(b)
	s := open(b, address)
	defer s.Close()
	pool, err := pgxpool.New(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	storagetest.BenchmarkLike(b, s, func(ctx context.Context, photos int) error {
		_, err := pool.Exec(ctx, `insert into photo_words (word, hash, photo)
			select (part::bigint << 32) | ((hash >> (16 * part)) & 65535), hash, -photo
			from (select (random() * 4294967295)::bigint << 32 | (random() * 4294967295)::bigint as hash, photo
				from generate_series(1, $1::bigint) photo offset 0) hashes, generate_series(0, 3) part`, photos)
		if err == nil {
			_, err = pool.Exec(ctx, `vacuum analyze photo_words`)
		}
		return err
	})
}

func BenchmarkClaim(b *testing.B) {
	s := open(b, pgtest.New(b))
	defer s.Close()
	storagetest.BenchmarkClaim(b, s)
}

func BenchmarkNear(b *testing.B) { amongMany(b, storagetest.BenchmarkNear) }

func BenchmarkFigures(b *testing.B) { amongMany(b, storagetest.BenchmarkFigures) }

func BenchmarkLatestTickets(b *testing.B) { amongMany(b, storagetest.BenchmarkLatest) }

// amongMany measures on a database of many tickets that has stood for a while: a
// checkpoint that is still at work after they were put there would be measured as well.
func amongMany(b *testing.B, measure func(*testing.B, storage.Store, storagetest.Series)) {
	address := pgtest.New(b)
	s := open(b, address)
	defer s.Close()
	pool, err := pgxpool.New(b.Context(), address)
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	measure(b, s, storagetest.Series{
		Count: `generate_series(1, $1::bigint) i`,
		Day:   `interval '1 day'`,
		Tidy:  []string{`vacuum analyze tickets`, `checkpoint`},
		Exec: func(ctx context.Context, query string, args ...any) error {
			_, err := pool.Exec(ctx, query, args...)
			return err
		},
	})
}
