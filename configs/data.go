package configs

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:embed calendar.yaml categories.yaml roster.yaml routes.yaml sla.yaml triage.yaml danger.yaml hunch.tsv wording.tsv sample
var data embed.FS

// ReadData reads a table; see [OpenData].
func ReadData(path string) ([]byte, error) {
	file, err := OpenData(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return data, nil
}

// OpenData opens a table, or a file of cells or places. A path below configs/ that is not
// on disk is read from the copy in the binary.
func OpenData(path string) (fs.File, error) {
	file, err := os.Open(path)
	if err == nil {
		return file, nil
	}
	inside, ok := strings.CutPrefix(filepath.ToSlash(filepath.Clean(path)), "configs/")
	if !ok || !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open data: %w", err)
	}
	embedded, fault := data.Open(inside)
	if fault != nil {
		return nil, fmt.Errorf("open data: %w", err)
	}
	return embedded, nil
}
