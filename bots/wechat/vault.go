package wechat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/eatmoreapple/openwechat"
)

// vault keeps the web session, which is as good as the account itself. The
// library writes to it after each sync; commit makes the newest writing last,
// once the messages that came with it are stored.
type vault struct {
	path    string
	reader  io.Reader
	kept    []byte // as on disk; empty if there is no session
	pending []byte // as last written by the library
}

// openVault reads the kept session. One that the library could not work with
// counts as none.
func openVault(path string) (*vault, error) {
	kept, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the kept session: %w", err)
	}
	if !usable(kept) {
		kept = nil
	}
	return &vault{path: path, reader: bytes.NewReader(kept), kept: kept}, nil
}

// usable reports whether a session has all that the library takes for granted.
func usable(kept []byte) bool {
	var item openwechat.HotReloadStorageItem
	if err := json.Unmarshal(kept, &item); err != nil {
		return false
	}
	return item.Jar != nil && item.BaseRequest != nil && item.LoginInfo != nil && item.WechatDomain != "" && whole(item.SyncKey)
}

// whole reports whether a sync key is one that the library can send back.
func whole(key *openwechat.SyncKey) bool {
	return key != nil && key.Count == len(key.List) && key.Count > 0
}

// Read gives the kept session to the library.
func (v *vault) Read(p []byte) (int, error) {
	if len(v.kept) == 0 {
		return 0, openwechat.ErrInvalidStorage
	}
	return v.reader.Read(p)
}

// Write takes a session from the library, in one piece.
func (v *vault) Write(p []byte) (int, error) {
	v.pending = bytes.Clone(p)
	return len(p), nil
}

// commit makes what was written last.
func (v *vault) commit() error {
	if v.pending == nil || bytes.Equal(v.pending, v.kept) {
		return nil
	}
	if err := writeFile(v.path, v.pending); err != nil {
		return fmt.Errorf("keep the session: %w", err)
	}
	v.kept = v.pending
	return nil
}

// forget ends the session for good.
func (v *vault) forget() error {
	v.kept, v.pending = nil, nil
	if err := os.Remove(v.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("forget the session: %w", err)
	}
	return nil
}

// writeFile replaces a file at one stroke; only its owner can read it.
func writeFile(path string, data []byte) (err error) {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, ".new-*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name()) // the first error is the one to tell
		}
	}()
	_, err = file.Write(data)
	err = errors.Join(err, file.Sync(), file.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(folder)
}

func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
