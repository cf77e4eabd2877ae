package configs

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

//go:embed categories.yaml triage.yaml snapgrid.yaml sample
var data embed.FS

// Categories is the table of classes of trouble, as YAML.
func Categories() ([]byte, error) { return data.ReadFile("categories.yaml") }

// Triage is the table of words that tell a report from chatter, as YAML.
func Triage() ([]byte, error) { return data.ReadFile("triage.yaml") }

// Example is the commented example of a configuration, equal to [Default].
func Example() ([]byte, error) { return data.ReadFile("snapgrid.yaml") }

// OpenData opens a file of cells or places. A path below configs/ that is not
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
