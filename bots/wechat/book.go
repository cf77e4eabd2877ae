package wechat

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// bookFile is the book as it lies in the state folder.
type bookFile struct {
	Session string    `json:"session"`
	Chats   []*record `json:"chats"`
}

func openBook(path string) (*book, error) {
	b := &book{path: path}
	return b, b.read()
}

// save writes the book if it changed.
func (b *book) save() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.dirty {
		return nil
	}
	return b.exchange(func() {})
}

// catchUp reads what other nodes wrote.
func (b *book) catchUp() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.exchange(func() {})
}

// exchange takes over what other nodes wrote, changes the book, and writes it if it
// changed; no other node does so meanwhile. The caller holds mu.
func (b *book) exchange(change func()) error {
	lock, err := b.lock()
	if err != nil {
		return fmt.Errorf("lock the book of chats: %w", err)
	}
	defer lock.Close() // which unlocks
	if err := b.read(); err != nil {
		return err
	}
	change()
	if !b.dirty {
		return nil
	}
	data, err := json.MarshalIndent(bookFile{b.session, b.chats}, "", "  ")
	if err == nil {
		err = writeFile(b.path, data)
	}
	if err != nil {
		return fmt.Errorf("write the book of chats: %w", err)
	}
	b.dirty, b.gone = false, nil
	return nil
}

// lock waits until no other node has the book.
func (b *book) lock() (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(b.path), 0o700); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(b.path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return lock, nil
}

// read takes the book as it is on disk. What this node changed and did not write yet
// stays; of the others it then takes the records that it lacks.
func (b *book) read() error {
	data, err := os.ReadFile(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var file bookFile
	if err == nil {
		err = json.Unmarshal(data, &file)
	}
	if err != nil {
		return fmt.Errorf("%s, which says which chat is which, cannot be read: put a copy of it back, or move it away and bind each chat anew by /bind: %w", b.path, err)
	}
	if !b.dirty {
		b.session, b.chats = file.Session, nil
	}
	for _, r := range file.Chats {
		if r != nil && !b.gone[r.ID] && !slices.ContainsFunc(b.chats, func(has *record) bool { return has.ID == r.ID }) {
			b.chats = append(b.chats, r)
		}
	}
	return nil
}
