package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"snapgrid/configs"
)

// lockDatabase keeps a second program from serving the same SQLite file: each
// would take up the other's work. The lock ends with the process, however it
// ends. Other commands may use the file meanwhile, and PostgreSQL needs no lock.
func lockDatabase(cfg configs.Config) (io.Closer, error) {
	file, ok := strings.CutPrefix(cfg.Database, "sqlite:")
	if !ok {
		return io.NopCloser(nil), nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of the database: %w", err)
	}
	lock, err := os.OpenFile(file+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	switch err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		_ = lock.Close()
		return nil, fmt.Errorf("another program serves the database %s; stop it, or use PostgreSQL for several", file)
	case err != nil:
		_ = lock.Close()
		return nil, fmt.Errorf("lock the database: %w", err)
	}
	return lock, nil
}
