package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"snapgrid/configs"
	"snapgrid/storage"
	"snapgrid/storage/archive"
	"snapgrid/storage/blob"
	"snapgrid/storage/sqlite"
)

// errOutside says that another tool's commands do it.
var errOutside = errors.New("nothing was done: PostgreSQL and S3 are kept by their own tools; the commands are above")

// backup writes the database, as it is at this moment, and the photos into one
// file. The program may go on running.
func backup(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	cfg, file, err := archived(w, flags, args)
	if err != nil {
		return err
	}
	database, ok := strings.CutPrefix(cfg.Database, "sqlite:")
	if !ok {
		fmt.Fprintf(w.out, postgresBackup, plainURL(cfg.Database), photoCopy(cfg))
		return errOutside
	}
	if _, err := os.Stat(database); err != nil {
		return fmt.Errorf("there is no database to keep: %w", err)
	}
	if _, err := os.Stat(file); err == nil {
		return fmt.Errorf("%s exists already: give another name, or move it away", file)
	}
	m, err := keep(ctx, w, cfg, database, file)
	if err != nil {
		return err
	}
	photos, bytes := m.Photos()
	fmt.Fprintf(w.out, "%s: %d tickets, %d events, %d photos and renditions (%.1f MB), as of %s\n",
		file, m.Tables["tickets"], m.Tables["events"], photos, float64(bytes)/1e6, m.MadeAt.Format(time.DateTime))
	return nil
}

// archived reads the flags, and the one word that names the file.
func archived(w world, flags *flag.FlagSet, args []string) (configs.Config, string, error) {
	config := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	words, err := parseWords(flags, args)
	if err != nil {
		return configs.Config{}, "", err
	}
	if len(words) != 1 {
		return configs.Config{}, "", usage("name one FILE")
	}
	cfg, err := configs.Load(*config, w.environ)
	return cfg, words[0], err
}

// keep writes the archive beside its name, and gives it the name when it is whole
// and on disk.
func keep(ctx context.Context, w world, cfg configs.Config, database, file string) (m archive.Manifest, err error) {
	photos, err := blob.OpenStore(cfg.Photos, credentials(cfg))
	if err != nil {
		return m, fmt.Errorf("open the photo store: %w", err)
	}
	total := 0
	if err := photos.Walk(ctx, "", func(blob.Info) error { total++; return nil }); err != nil {
		return m, fmt.Errorf("count the photos: %w", err)
	}
	out, err := os.CreateTemp(filepath.Dir(file), ".backup-*")
	if err != nil {
		return m, fmt.Errorf("write %s: %w", file, err)
	}
	snapshot := out.Name() + ".db"
	defer func() {
		err = errors.Join(err, remove(snapshot))
		if err != nil {
			err = errors.Join(err, out.Close(), remove(out.Name()))
		}
	}()
	source := archive.Source{Database: snapshot, Photos: photos, State: stateFolders(cfg)}
	if source.Manifest, err = takeSnapshot(ctx, cfg, database, snapshot); err != nil {
		return m, err
	}
	bar := newProgress(w.err, total)
	source.Step = bar.step
	buffered := bufio.NewWriterSize(out, 1<<20)
	if m, err = archive.Write(ctx, buffered, source); err != nil {
		return m, err
	}
	bar.clear()
	if err := errors.Join(buffered.Flush(), out.Sync()); err != nil {
		return m, fmt.Errorf("write %s: %w", file, err)
	}
	if err := out.Close(); err != nil {
		return m, fmt.Errorf("write %s: %w", file, err)
	}
	return m, os.Rename(out.Name(), file)
}

// takeSnapshot writes the snapshot and begins the manifest that tells of it.
func takeSnapshot(ctx context.Context, cfg configs.Config, database, snapshot string) (m archive.Manifest, err error) {
	m = archive.Manifest{Program: release, MadeAt: time.Now().UTC().Truncate(time.Second)}
	db, err := sqlite.Open(ctx, database, storage.Options{Logger: logger(cfg, io.Discard)})
	if err != nil {
		return m, err
	}
	if err := errors.Join(db.Snapshot(ctx, snapshot), db.Close()); err != nil {
		return m, err
	}
	m.Tables, err = sqlite.Verify(ctx, snapshot)
	return m, err
}

// stateFolders are the folders of channels, by their names in an archive.
func stateFolders(cfg configs.Config) map[string]string {
	return map[string]string{"wechat": cfg.WeChat.State}
}

// remove removes a file that may be gone.
func remove(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
