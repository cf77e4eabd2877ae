package sqlite_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/storagetest"
)

func BenchmarkPutMessages(b *testing.B) {
	path := filepath.Join(b.TempDir(), "snapgrid.db")
	s := open(b, path)
	defer s.Close()
	plain, err := sql.Open("sqlite", "file:"+filepath.Join(b.TempDir(), "plain.db")+
		"?_txlock=immediate&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_pragma=cache_size(-16000)")
	if err != nil {
		b.Fatal(err)
	}
	defer plain.Close()
	plain.SetMaxOpenConns(1)
	copySchema(b, path, plain)
	storagetest.BenchmarkPut(b, s, func(ctx context.Context, at int64, messages []intake.Message) error {
		return plainInsert(ctx, plain, at, messages)
	})
}

// copySchema gives plain the tables that a message goes into, with their indexes.
func copySchema(b *testing.B, path string, plain *sql.DB) {
	b.Helper()
	if _, err := plain.Exec(`attach $1 as ours`, path); err != nil {
		b.Fatal(err)
	}
	rows, err := plain.Query(`select sql from ours.sqlite_master where tbl_name in ('messages', 'photos') and sql is not null order by type desc`)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	var statements []string
	for rows.Next() {
		var statement string
		if err := rows.Scan(&statement); err != nil {
			b.Fatal(err)
		}
		statements = append(statements, statement)
	}
	if err := rows.Err(); err != nil || len(statements) < 10 {
		b.Fatal(len(statements), err)
	}
	for _, statement := range append(statements, `detach ours`) {
		if _, err := plain.Exec(statement); err != nil {
			b.Fatal(err)
		}
	}
}

// plainInsert is a prepared statement for each table, executed for each row, in one
// transaction.
func plainInsert(ctx context.Context, db *sql.DB, at int64, messages []intake.Message) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	message, err := tx.PrepareContext(ctx, `insert into messages (number, chat_id, epoch, external_id, topic, private, sender_id,
		sender_name, sender_bot, sent_at, received_at, text, pin, album, reply_to, language, form, seq)
		values (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer message.Close()
	photo, err := tx.PrepareContext(ctx, `insert into photos (message, position, ref, key, name, type, size, original, too_big, created_at)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer photo.Close()
	for i, m := range messages {
		n, sent := at+int64(i), m.SentAt.UnixMicro()
		chat, err := strconv.Atoi(m.Chat.ID)
		if err != nil {
			return err
		}
		if _, err := message.ExecContext(ctx, n, chat, m.ID, m.Topic, m.Private, m.Sender.ID, m.Sender.Name,
			m.Sender.Bot, sent, sent, m.Text, m.Album, m.ReplyTo, m.Language, m.Form, n); err != nil {
			return err
		}
		for j, p := range m.Media {
			if _, err := photo.ExecContext(ctx, n, j, p.Ref, p.Key, p.Name, p.Type, p.Size, p.Original, p.TooBig, sent); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

func BenchmarkPhotosLike(b *testing.B) {
	path := filepath.Join(b.TempDir(), "snapgrid.db")
	s := open(b, path)
	defer s.Close()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=cache_size(-200000)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	storagetest.BenchmarkLike(b, s, func(ctx context.Context, photos int) error {
		_, err := db.ExecContext(ctx, `with recursive hashes (photo, hash) as (
				select 1, random() union all select photo + 1, random() from hashes where photo < $1
			), parts (part) as (values (0), (1), (2), (3))
			insert into photo_words (word, hash, photo)
			select (part << 32) | ((hash >> (16 * part)) & 65535), hash, -photo from hashes, parts order by 1`, photos)
		return err
	})
}

func BenchmarkClaim(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "snapgrid.db"))
	defer s.Close()
	storagetest.BenchmarkClaim(b, s)
}

func BenchmarkNear(b *testing.B) { amongMany(b, storagetest.BenchmarkNear) }

func BenchmarkFigures(b *testing.B) { amongMany(b, storagetest.BenchmarkFigures) }

func BenchmarkLatestTickets(b *testing.B) { amongMany(b, storagetest.BenchmarkLatest) }

// amongMany measures on a database of many tickets.
func amongMany(b *testing.B, measure func(*testing.B, storage.Store, storagetest.Series)) {
	path := filepath.Join(b.TempDir(), "snapgrid.db")
	s := open(b, path)
	defer s.Close()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_pragma=cache_size(-200000)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	measure(b, s, storagetest.Series{
		Count: `(with recursive series (i) as (select 1 union all select i + 1 from series where i < $1) select i from series)`,
		Day:   `86400000000`,
		Tidy:  []string{`analyze`},
		Exec: func(ctx context.Context, query string, args ...any) error {
			_, err := db.ExecContext(ctx, query, args...)
			return err
		},
	})
}
