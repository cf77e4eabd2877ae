package main

import (
	"encoding/json"
	"net/http"
	"os"
	"strconv"
	"syscall"
	"testing"
)

// disk is the folder of the photos, in which room can be short: on a file system
// of its own where we may mount one, else the folder can not be used.
type disk struct {
	*testing.T
	folder  string
	mounted bool
}

func newDisk(t *testing.T, folder string) *disk {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	d := &disk{T: t, folder: folder}
	d.mounted = d.mount(0, roomy) == nil
	t.Cleanup(func() {
		if d.mounted {
			d.ok(syscall.Unmount(folder, syscall.MNT_DETACH))
		}
	})
	return d
}

// The sizes of the file system.
const (
	tight = "size=16k,mode=700" // no photo fits
	roomy = "size=16m,mode=700"
)

func (d *disk) mount(flags uintptr, size string) error {
	return syscall.Mount("tmpfs", d.folder, "tmpfs", flags, size)
}

func (d *disk) ok(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// fill leaves no room.
func (d *disk) fill() {
	d.Helper()
	if d.mounted {
		d.ok(d.mount(syscall.MS_REMOUNT, tight))
		return
	}
	d.ok(os.Rename(d.folder, d.folder+".away"))
	d.ok(os.WriteFile(d.folder, nil, 0o600))
}

// clear makes room.
func (d *disk) clear() {
	d.Helper()
	if d.mounted {
		d.ok(d.mount(syscall.MS_REMOUNT, roomy))
		return
	}
	d.ok(os.Remove(d.folder))
	d.ok(os.Rename(d.folder+".away", d.folder))
}

// photoURLs lists what the outside sees of a ticket's photos.
func (s *scene) photoURLs(n int64) []string {
	s.Helper()
	answer, err := http.Get(s.program.url + "/open311/v2/requests/" + strconv.FormatInt(n, 10) + ".json?extensions=true")
	if err != nil {
		s.Fatal(err)
	}
	defer answer.Body.Close()
	var requests []struct {
		Extended struct{ Photos []string } `json:"extended_attributes"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&requests); err != nil || len(requests) != 1 {
		s.Fatalf("request %d: %v", n, err)
	}
	return requests[0].Extended.Photos
}
