package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// What refuses to begin makes nothing: neither the folder of a database that there is
// not, nor its lock.
func TestRefusalsLeaveNoTrace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cut := filepath.Join(dir, "cut.tar")
	if err := os.WriteFile(cut, []byte("snapgrid"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(dir, "data")
	environ := []string{"SNAPGRID_DATABASE=sqlite:" + filepath.Join(data, "snapgrid.db"), "SNAPGRID_PHOTOS=file:" + filepath.Join(data, "photos")}
	for _, args := range [][]string{
		{"export", "tickets", "--format", "pdf"}, {"export", "tickets", "--encoding", "latin1"}, {"export", "tickets", "--from", "yesterday"},
		{"export", "tickets", "--status", "lost"}, {"restore", cut}, {"restore", filepath.Join(dir, "none.tar")},
	} {
		code, out := say(t, environ, args...)
		if _, err := os.Stat(data); code == 0 || !os.IsNotExist(err) {
			t.Errorf("%v: %d, and there is a folder (%v)\n%s", args, code, err, out)
		}
	}
}

// Each fault that check finds is one line, even where a database says of each of its
// addresses why it is not there.
func TestFaultsInOneLine(t *testing.T) {
	t.Parallel()
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := gone.Addr().String()
	gone.Close()
	_, out := say(t, []string{"SNAPGRID_DATABASE=postgres://u:p@" + address + "," + address + "/x?sslmode=prefer&connect_timeout=2"}, "check")
	faults := 0
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "FAULT database: ") {
			faults++
			continue
		}
		if strings.HasPrefix(line, "\t") || strings.HasPrefix(line, " ") || strings.HasPrefix(line, address) || strings.HasPrefix(line, "127.") {
			t.Errorf("a line of its own: %q", line)
		}
	}
	if faults != 1 || strings.Contains(out, "u:p@") {
		t.Errorf("%d faults of the database:\n%s", faults, out)
	}
}

// A table of places that an old Excel saved is read as it is.
func TestPlacesOfAnOldExcel(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "places.csv")
	table, err := simplifiedchinese.GB18030.NewEncoder().String("name,lat,lon,aliases,kind,datum,cell\n孔雀湖公园,34.2,108.9,孔雀园,poi,,\n老菜场,34.3,108.9,,poi,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	environ := []string{"SNAPGRID_DATABASE=sqlite:" + filepath.Join(dir, "snapgrid.db")}
	if code, out := say(t, environ, "import", "places", file); code != 0 || !strings.Contains(out, "places: 2 added, 0 changed, 0 refused") {
		t.Errorf("%d\n%s", code, out)
	}
	mixed := "name,lat,lon\n孔雀湖,34.2,108.9\n老街,34.2,108.9\n" + fmt.Sprintf("%s,34.3,108.9\n", "\xc1\xaa\xcd\xa8")
	if err := os.WriteFile(file, []byte(mixed), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out := say(t, environ, "import", "places", file)
	if code != 0 || !strings.Contains(out, "not UTF-8") || strings.ToValidUTF8(out, "") != out {
		t.Errorf("%d\n%q", code, out)
	}
}
