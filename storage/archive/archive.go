// Package archive keeps all that a deployment cannot make anew in one file: a
// snapshot of its SQLite database, its photos, and the folders of state that a
// channel has of its own.
//
// The file is a tar. Its last entry is a manifest that names every other one with
// its size and SHA-256, and how many rows each table of the snapshot has. A reader
// checks all of it before it writes anything, so that a copy that was cut short, or
// that a disk spoiled, is never half restored.
//
//	database/snapgrid.db            the snapshot
//	photos/originals/KEY            as in storage/blob
//	photos/renditions/KEY_320.jpg
//	wechat/…                        state of a channel
//	manifest.json
package archive

import (
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// format is the number of the form that this package writes.
const format = 1

// The names of entries.
const (
	databaseName = "database/snapgrid.db"
	manifestName = "manifest.json"
	photoPrefix  = "photos/"
)

// Manifest says what is in an archive.
type Manifest struct {
	Format  int              `json:"format"`
	Program string           `json:"program"` // the version that wrote it
	MadeAt  time.Time        `json:"made_at"` // UTC; of the snapshot
	Tables  map[string]int64 `json:"tables"`  // rows of the snapshot
	Files   []File           `json:"files"`
}

// File is one entry.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Photos counts the entries that are photos, and their bytes.
func (m Manifest) Photos() (count int, bytes int64) {
	for _, f := range m.Files {
		if strings.HasPrefix(f.Name, photoPrefix) {
			count, bytes = count+1, bytes+f.Size
		}
	}
	return count, bytes
}

// check refuses a manifest that we can not restore by.
func (m Manifest) check() error {
	if m.Format != format {
		return fmt.Errorf("the archive has format %d, this program reads %d: use the version that wrote it, %s", m.Format, format, m.Program)
	}
	for _, f := range m.Files {
		if !fs.ValidPath(f.Name) {
			return fmt.Errorf("the archive holds an entry with the name %q, which can not be one", f.Name)
		}
	}
	return nil
}
