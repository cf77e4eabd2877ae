package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/storage/blob"
)

// TestRestoreDrill keeps a program that runs, brings it back into an empty place,
// and compares every row of every table and every byte of every photo.
func TestRestoreDrill(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newScene(t, "sqlite:"+filepath.Join(dir, "old", "snapgrid.db"))
	stop := s.start()
	report, _, card := s.reported(180)
	s.officer.SendPhoto(s.office, snapshot(181), "换了灯泡，已修复", telegramtest.ReplyTo(card.ID))
	s.mended(report, isPhoto)
	s.rest()
	archive := filepath.Join(dir, "backup.tar")
	old := []string{"SNAPGRID_DATABASE=" + s.cfg.Database, "SNAPGRID_PHOTOS=" + s.cfg.Photos, "SNAPGRID_WECHAT_STATE=" + filepath.Join(dir, "old", "wechat")}
	if code, out := say(t, old, "backup", archive); code != 0 || !strings.Contains(out, "1 tickets") {
		t.Fatalf("backup while it runs: %d\n%s", code, out)
	}
	if code, out := say(t, old, "backup", archive); code != 1 || !strings.Contains(out, "exists already") {
		t.Errorf("a second backup under the name: %d\n%s", code, out)
	}
	if code, out := say(t, old, "restore", archive); code != 1 || !strings.Contains(out, "another program serves") {
		t.Errorf("restore under a program that runs: %d\n%s", code, out)
	}
	stop()
	if code, out := say(t, old, "restore", archive); code != 1 || !strings.Contains(out, "move it away") {
		t.Errorf("restore over what is there: %d\n%s", code, out)
	}
	spoilt := filepath.Join(dir, "spoilt.tar")
	if err := os.WriteFile(spoilt, half(t, archive), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out := say(t, old, "restore", spoilt); code != 1 || !strings.Contains(out, "move it away") {
		t.Errorf("the archive was read before the database was looked for: %d\n%s", code, out)
	}
	fresh := []string{
		"SNAPGRID_DATABASE=sqlite:" + filepath.Join(dir, "new", "snapgrid.db"), "SNAPGRID_PHOTOS=file:" + filepath.Join(dir, "new", "photos"),
		"SNAPGRID_WECHAT_STATE=" + filepath.Join(dir, "new", "wechat"),
	}
	if code, out := say(t, fresh, "restore", spoilt); code != 1 || !strings.Contains(out, "the archive") {
		t.Errorf("restore of half an archive: %d\n%s", code, out)
	}
	if code, out := say(t, fresh, "restore", archive); code != 0 || !strings.Contains(out, "restored and compared: 1 tickets") {
		t.Fatalf("restore: %d\n%s", code, out)
	}
	again := filepath.Join(dir, "again.tar")
	if code, out := say(t, fresh, "backup", again); code != 0 {
		t.Fatalf("backup of what was restored: %d\n%s", code, out)
	}
	sameTables(t, filepath.Join(dir, "old", "snapgrid.db"), filepath.Join(dir, "new", "snapgrid.db"))
	samePhotos(t, strings.TrimPrefix(s.cfg.Photos, "file:"), filepath.Join(dir, "new", "photos"))
}

// say runs a command of the program and gives back all that it says.
func say(t *testing.T, environ []string, args ...string) (code int, said string) {
	t.Helper()
	var out bytes.Buffer
	code = run(t.Context(), args, world{in: strings.NewReader(""), out: &out, err: &out, environ: environ})
	return code, out.String()
}

func half(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data[:len(data)/2]
}

// sameTables compares all rows of two databases, but for those of the queue, which
// went on working after the backup.
func sameTables(t *testing.T, old, fresh string) {
	t.Helper()
	a, b := dump(t, old), dump(t, fresh)
	for table, rows := range a {
		if rows != b[table] {
			t.Errorf("table %s has\n%s\nwant\n%s", table, b[table], rows)
		}
	}
	if len(a) != len(b) || !strings.Contains(a["tickets"], "路灯不亮") || a["photos"] == "" {
		t.Errorf("%d tables, want %d", len(b), len(a))
	}
}

// dump is all rows of a database, by table.
func dump(t *testing.T, file string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables := map[string]string{}
	for _, name := range query(t, db, `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'river%' and name <> 'leases'`) {
		tables[name] = strings.Join(query(t, db, `select * from "`+name+`" order by 1`), "\n")
	}
	return tables
}

func query(t *testing.T, db *sql.DB, text string) []string {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for rows.Next() {
		values, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			to[i] = &values[i]
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		line := strings.Trim(fmt.Sprint(values), "[]")
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// samePhotos compares all bytes of two stores.
func samePhotos(t *testing.T, old, fresh string) {
	t.Helper()
	a, b := bytesOf(t, old), bytesOf(t, fresh)
	for name, data := range a {
		if !bytes.Equal(data, b[name]) {
			t.Errorf("%s differs: %d bytes, want %d", name, len(b[name]), len(data))
		}
	}
	if len(a) != len(b) || len(a) < 6 {
		t.Errorf("%d photos, want %d", len(b), len(a))
	}
}

func bytesOf(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	store, err := blob.OpenFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	err = store.Walk(t.Context(), "", func(info blob.Info) error {
		content, err := store.Open(t.Context(), info.Name)
		if err != nil {
			return err
		}
		defer content.Close()
		all[info.Name], err = io.ReadAll(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPostgresIsKeptByItsOwnTools says the commands, without a password.
func TestPostgresIsKeptByItsOwnTools(t *testing.T) {
	t.Parallel()
	environ := []string{"SNAPGRID_DATABASE=postgres://grid:hush-hush@db.example/snapgrid"}
	for word, want := range map[string]string{"backup": "pg_dump --format=custom", "restore": "pg_restore --exit-on-error"} {
		code, said := say(t, environ, word, filepath.Join(t.TempDir(), "x.tar"))
		if code != 1 || !strings.Contains(said, want) || !strings.Contains(said, "rsync") || strings.Contains(said, "hush-hush") {
			t.Errorf("%s: %d\n%s", word, code, said)
		}
	}
}
