package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"os"
	"os/exec"

	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/blob"
	"snapgrid/storage/sqlite"
)

var restoreTickets = flag.Int("restore-tickets", 1000, "how many tickets with photos BenchmarkRestore keeps and brings back")

// BenchmarkRestore keeps tickets with a photo each, and the two renditions of it, in
// an archive, brings them back, and compares every row of every table and every byte
// of every file. The time is told beside that of copying the same files.
func BenchmarkRestore(b *testing.B) {
	for range b.N {
		dir := b.TempDir()
		file := filepath.Join(dir, "backup.tar")
		manyPhotos(b, filepath.Join(dir, "old"), *restoreTickets)
		at := func(name string) []string {
			return []string{
				"SNAPGRID_DATABASE=sqlite:" + filepath.Join(dir, name, "snapgrid.db"), "SNAPGRID_PHOTOS=file:" + filepath.Join(dir, name, "photos"),
				"SNAPGRID_WECHAT_STATE=" + filepath.Join(dir, name, "wechat"),
			}
		}
		command := func(where, what string) time.Duration {
			began := time.Now()
			var out bytes.Buffer
			if code := run(b.Context(), []string{what, file}, world{in: strings.NewReader(""), out: &out, err: &out, environ: at(where)}); code != 0 {
				b.Fatalf("%s: %d %s", what, code, out.String())
			}
			return time.Since(began)
		}
		kept := command("old", "backup")
		began := time.Now()
		copied, err := exec.CommandContext(b.Context(), "sh", "-c", `cp -a "$0/old" "$0/copy" && sync -f "$0/copy"`, dir).CombinedOutput()
		if err != nil {
			b.Fatalf("%v %s", err, copied)
		}
		copying := time.Since(began)
		restored := command("new", "restore")
		rows, files := sameRows(b, dir), sameFiles(b, filepath.Join(dir, "old", "photos"), filepath.Join(dir, "new", "photos"))
		b.Logf("%d rows and %d files are equal; backup %.1f s, restore %.1f s, copying the files %.1f s", rows, files, kept.Seconds(), restored.Seconds(), copying.Seconds())
		b.ReportMetric(restored.Seconds()/copying.Seconds(), "times-copying")
		b.ReportMetric(restored.Seconds(), "s/restore")
		b.ReportMetric(0, "ns/op")
	}
}

// manyPhotos fills a database with tickets that have a photo each, all of them
// different.
func manyPhotos(b *testing.B, dir string, tickets int) {
	b.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "photos"), 0o700); err != nil {
		b.Fatal(err)
	}
	db, err := sqlite.Open(b.Context(), filepath.Join(dir, "snapgrid.db"), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	const batch = 500
	for from := 0; from < tickets; from += batch {
		err := db.InTx(b.Context(), func(ctx context.Context) error {
			for i := from; i < min(from+batch, tickets); i++ {
				if err := onePhoto(ctx, db, filepath.Join(dir, "photos"), i); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// onePhoto keeps a message with a photo, its ticket, and the event that tells of it.
func onePhoto(ctx context.Context, db storage.Store, folder string, i int) error {
	key, err := drawn(folder, i)
	if err != nil {
		return err
	}
	at := time.Date(2026, 1, 1, 0, 0, i, 0, time.UTC)
	words := fmt.Sprintf("书院路%d号路灯不亮了", i)
	heard, err := db.PutMessages(ctx, []intake.Message{{
		Chat: intake.ChatRef{Channel: "telegram", ID: "-1"}, ID: fmt.Sprint(i), Sender: intake.Sender{ID: fmt.Sprint(i % 900)}, SentAt: at,
		Text: words, Media: []intake.Media{{Ref: fmt.Sprint("file-", i)}},
	}}, at)
	if err != nil {
		return err
	}
	n, err := db.OpenTicket(ctx, intake.Ticket{Status: intake.StatusReported, Severity: intake.Ordinary, Words: words, Masked: words, Channel: "telegram", OpenedAt: at, ChangeAt: at, Voices: 1})
	if err != nil {
		return err
	}
	photo := heard[0].Photos[0]
	photo.Media.Key, photo.State, photo.Width, photo.Height = key, intake.PhotoReady, 64, 48
	if err := db.SavePhoto(ctx, photo); err != nil {
		return err
	}
	if err := db.TakeMessages(ctx, intake.Numbers(heard), intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: intake.PartReport}); err != nil {
		return err
	}
	_, err = db.PutEvent(ctx, intake.Event{Ticket: n, At: at, Kind: intake.EventOpened, Status: intake.StatusReported, Text: words})
	return err
}

// drawn writes a picture of its own and two renditions to where the store looks for
// them, and returns its key.
func drawn(folder string, i int) (string, error) {
	picture := image.NewGray(image.Rect(0, 0, 64, 48))
	for p := range picture.Pix {
		picture.SetGray(p%64, p/64, color.Gray{Y: uint8((i>>(p/64%16))*37 + p*(1+i%7))})
	}
	var key string
	for quality, name := range []func() string{
		func() string { return blob.Original(key) },
		func() string { return intake.RenditionName(key, intake.SizeSmall) }, func() string { return intake.RenditionName(key, intake.SizeLarge) },
	} {
		var data bytes.Buffer
		if err := jpeg.Encode(&data, picture, &jpeg.Options{Quality: 90 - 10*quality}); err != nil {
			return "", err
		}
		data.WriteString(fmt.Sprint(i)) // behind the end of the picture
		if key == "" {
			sum := sha256.Sum256(data.Bytes())
			key = hex.EncodeToString(sum[:])
		}
		above, file := filepath.Split(filepath.FromSlash(name()))
		to := filepath.Join(folder, above, file[:2], file)
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return "", err
		}
		if err := os.WriteFile(to, data.Bytes(), 0o600); err != nil {
			return "", err
		}
	}
	return key, nil
}

// sameRows compares all tables of the two databases, in both directions, and counts
// their rows.
func sameRows(b *testing.B, dir string) (rows int) {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "old", "snapgrid.db")+"?mode=ro")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(b.Context(), `attach ? as fresh`, "file:"+filepath.Join(dir, "new", "snapgrid.db")+"?mode=ro"); err != nil {
		b.Fatal(err)
	}
	names, err := db.QueryContext(b.Context(), `select name from main.sqlite_master where type = 'table' and sql not like 'create virtual%' and name not like 'sqlite_%'`)
	if err != nil {
		b.Fatal(err)
	}
	var tables []string
	for names.Next() {
		var name string
		if err := names.Scan(&name); err != nil {
			b.Fatal(err)
		}
		tables = append(tables, name)
	}
	if err := names.Err(); err != nil || len(tables) < 20 {
		b.Fatal(tables, err)
	}
	for _, t := range tables {
		var count, differ int
		err := db.QueryRowContext(b.Context(), strings.ReplaceAll(`select (select count(*) from main.T), (select count(*) from (select * from main.T except select * from fresh.T))
			+ (select count(*) from (select * from fresh.T except select * from main.T)) + abs((select count(*) from main.T) - (select count(*) from fresh.T))`, "T", `"`+t+`"`)).Scan(&count, &differ)
		if err != nil || differ != 0 {
			b.Fatalf("table %s: %d rows differ, %v", t, differ, err)
		}
		rows += count
	}
	return rows
}

// sameFiles compares all files of two folders and counts them.
func sameFiles(b *testing.B, old, fresh string) (files int) {
	b.Helper()
	sums := func(root string) map[string][32]byte {
		all := map[string][32]byte{}
		err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			file, err := os.Open(name)
			if err != nil {
				return err
			}
			defer file.Close()
			sum := sha256.New()
			if _, err := io.Copy(sum, file); err != nil {
				return err
			}
			relative, err := filepath.Rel(root, name)
			all[relative] = [32]byte(sum.Sum(nil))
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		return all
	}
	a, c := sums(old), sums(fresh)
	for name, sum := range a {
		if c[name] != sum {
			b.Fatalf("%s differs", name)
		}
	}
	if len(a) != len(c) {
		b.Fatalf("%d files, want %d", len(c), len(a))
	}
	return len(a)
}
