package blob_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/blob"
	"snapgrid/storage/blob/blobtest"
)

func TestFolder(t *testing.T) {
	t.Parallel()
	blobtest.Exercise(t, func(t *testing.T) blob.Store { return open(t, filepath.Join(t.TempDir(), "photos")) })
}

func open(t *testing.T, root string) *blob.Folder {
	t.Helper()
	f, err := blob.OpenFolder(root)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Nobody but the owner can look at photos.
func TestFolderModes(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "photos")
	f := open(t, root)
	key, _, err := f.Create(t.Context(), strings.NewReader("x"), 10)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "originals", key[:2], key)); err != nil {
		t.Error(err)
	}
}

// What a crash left in the middle of a write is no photo, and goes at a later start.
func TestFolderLeftovers(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	f := open(t, root)
	left := filepath.Join(root, ".incoming", "123")
	if err := os.WriteFile(left, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Walk(t.Context(), "", func(i blob.Info) error { t.Errorf("%s is visible", i.Name); return nil }); err != nil {
		t.Fatal(err)
	}
	open(t, root)
	if _, err := os.Stat(left); err != nil {
		t.Errorf("a file that is being written is gone: %v", err)
	}
	old := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	open(t, root)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("the leftover is still there: %v", err)
	}
}

// A folder that vanished is a reason to try again, not to give the photo up.
func TestFolderGone(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "photos")
	f := open(t, root)
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	_, _, err := f.Create(t.Context(), strings.NewReader("x"), 10)
	if intake.CodeOf(err) != intake.CodeAgain {
		t.Fatalf("Create = %v", err)
	}
	if err := f.Put(t.Context(), "renditions/a.jpg", []byte("x")); intake.CodeOf(err) != intake.CodeAgain {
		t.Fatalf("Put = %v", err)
	}
}

// On a full disk a photo waits, and nothing of it is left.
func TestFolderFull(t *testing.T) {
	t.Parallel()
	f := open(t, t.TempDir())
	_, _, err := f.Create(t.Context(), iotest.ErrReader(&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}), 10)
	if intake.CodeOf(err) != intake.CodeAgain || !strings.Contains(err.Error(), "the disk of the photos is full") {
		t.Fatalf("Create = %v", err)
	}
}

// TestFolderLater obeys the same law, and what it kept is there for the store itself
// once it is flushed.
func TestFolderLater(t *testing.T) {
	t.Parallel()
	blobtest.Exercise(t, func(t *testing.T) blob.Store {
		folder, err := blob.OpenFolder(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		many, flush := folder.Later()
		t.Cleanup(func() {
			if err := flush(); err != nil {
				t.Error(err)
			}
		})
		return many
	})
}
