package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"snapgrid/configs"
	"snapgrid/storage/archive"
	"snapgrid/storage/blob"
	"snapgrid/storage/sqlite"
)

// restore writes what is in an archive to where the configuration says: a database
// that does not exist yet, and the photo store. The whole archive is checked
// before, and all that was written after.
func restore(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	cfg, file, err := archived(w, flags, args)
	if err != nil {
		return err
	}
	database, ok := strings.CutPrefix(cfg.Database, "sqlite:")
	if !ok {
		fmt.Fprintf(w.out, postgresRestore, plainURL(cfg.Database), photoCopy(cfg))
		return errOutside
	}
	if err := vacant(database); err != nil { // said at once, since to read an archive may take long
		return cmp.Or(atWork(cfg), err)
	}
	in, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("open the archive: %w", err)
	}
	defer in.Close()
	m, err := whole(in)
	if err != nil {
		return err
	}
	lock, err := lockDatabase(cfg)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := vacant(database); err != nil { // nobody else can make it now
		return err
	}
	if err := bringBack(ctx, w, cfg, database, in, m); err != nil {
		return err
	}
	photos, bytes := m.Photos()
	fmt.Fprintf(w.out, "restored and compared: %d tickets, %d events, %d photos and renditions (%.1f MB), as of %s\n",
		m.Tables["tickets"], m.Tables["events"], photos, float64(bytes)/1e6, m.MadeAt.Format(time.DateTime))
	return nil
}

// vacant fails if there is a database already.
func vacant(database string) error {
	for _, taken := range []string{database, database + "-wal"} {
		if _, err := os.Stat(taken); err == nil {
			return fmt.Errorf("%s exists already: move it away first, nothing is overwritten", taken)
		}
	}
	return nil
}

// atWork fails if a program runs on the database.
func atWork(cfg configs.Config) error {
	lock, err := lockDatabase(cfg)
	if err != nil {
		return err
	}
	return lock.Close()
}

// whole reads all of an archive, and goes back to its beginning.
func whole(in io.ReadSeeker) (archive.Manifest, error) {
	m, err := archive.Check(bufio.NewReaderSize(in, 1<<20))
	if err == nil {
		_, err = in.Seek(0, io.SeekStart)
	}
	return m, err
}

// bringBack restores beside the database's name, and gives it the name when all of
// it is there and equal.
func bringBack(ctx context.Context, w world, cfg configs.Config, database string, in io.Reader, m archive.Manifest) (err error) {
	photos, err := blob.OpenStore(cfg.Photos, credentials(cfg))
	if err != nil {
		return fmt.Errorf("open the photo store: %w", err)
	}
	fresh := filepath.Join(filepath.Dir(database), ".restore-"+filepath.Base(database))
	if err := remove(fresh); err != nil { // of a run that was cut short
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, remove(fresh))
		}
	}()
	count, _ := m.Photos()
	bar := newProgress(w.err, count)
	target := archive.Target{Database: fresh, Photos: photos, State: stateFolders(cfg), Manifest: m, Step: bar.step}
	if err := archive.Restore(ctx, bufio.NewReaderSize(in, 1<<20), target); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	bar.clear()
	rows, err := sqlite.Verify(ctx, fresh)
	switch {
	case err != nil:
		return err
	case !maps.Equal(rows, m.Tables):
		return errors.New("restore: the database has other rows than the archive says")
	}
	return os.Rename(fresh, database)
}

// The commands for what has tools of its own.
const (
	postgresBackup = `PostgreSQL is kept with its own tools, while the program runs:
  pg_dump --format=custom --file=snapgrid.dump '%s'
For every change as it happens, and any moment of the past, use pgBackRest.
Then the photos, which never change once written:
  %s
`
	postgresRestore = `PostgreSQL is restored with its own tools, into an empty database, while no program runs:
  pg_restore --exit-on-error --no-owner --dbname='%s' snapgrid.dump
Then the photos, the other way round:
  %s
`
)

// photoCopy is the command that copies the photos.
func photoCopy(cfg configs.Config) string {
	if folder, ok := cfg.PhotoFolder(); ok {
		return "rsync --archive " + strings.TrimSuffix(folder, "/") + "/ BACKUP/photos/"
	}
	bucket, _, _ := strings.Cut(strings.TrimPrefix(cfg.Photos, "s3://"), "?")
	return "rclone sync REMOTE:" + bucket + " BACKUP/photos"
}

// plainURL is the address of a database without its password.
func plainURL(address string) string {
	return configs.Config{Database: address}.Redacted().Database
}
