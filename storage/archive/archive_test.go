package archive_test

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/storage/archive"
	"snapgrid/storage/blob"
)

// yard is a small deployment on disk.
type yard struct {
	database, state string
	photos          *blob.Folder
}

func newYard(t *testing.T) yard {
	t.Helper()
	dir := t.TempDir()
	photos, err := blob.OpenFolder(filepath.Join(dir, "photos"))
	if err != nil {
		t.Fatal(err)
	}
	return yard{database: filepath.Join(dir, "snapgrid.db"), state: filepath.Join(dir, "wechat"), photos: photos}
}

// fill puts something into every part.
func (y yard) fill(t *testing.T) {
	t.Helper()
	write(t, y.database, "rows and rows")
	write(t, filepath.Join(y.state, "a", "identity.json"), `{"groups":1}`)
	for i := range 5 {
		name := fmt.Sprintf("renditions/%04d_320.jpg", i)
		if err := y.photos.Put(t.Context(), name, bytes.Repeat([]byte{byte(i)}, 1000*i)); err != nil {
			t.Fatal(err)
		}
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func pack(t *testing.T, y yard) []byte {
	t.Helper()
	var out bytes.Buffer
	m, err := archive.Write(t.Context(), &out, archive.Source{
		Database: y.database, Photos: y.photos, State: map[string]string{"wechat": y.state, "none": "/nowhere/at/all"},
		Manifest: archive.Manifest{Program: "test", MadeAt: time.Unix(1, 0).UTC(), Tables: map[string]int64{"tickets": 3}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n, size := m.Photos(); n != 5 || size != 10_000 {
		t.Errorf("%d photos of %d bytes", n, size)
	}
	return out.Bytes()
}

func TestBackAndForth(t *testing.T) {
	from, to := newYard(t), newYard(t)
	from.fill(t)
	data := pack(t, from)
	m, err := archive.Check(bytes.NewReader(data))
	if err != nil || m.Tables["tickets"] != 3 || len(m.Files) != 7 {
		t.Fatalf("%+v, %v", m, err)
	}
	write(t, filepath.Join(to.state, "b"), "of another session")
	err = archive.Restore(t.Context(), bytes.NewReader(data), archive.Target{
		Database: to.database, Photos: to.photos, State: map[string]string{"wechat": to.state}, Manifest: m,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range [][2]string{{from.database, to.database}, {filepath.Join(from.state, "a", "identity.json"), filepath.Join(to.state, "a", "identity.json")}} {
		want, got := read(t, file[0]), read(t, file[1])
		if want != got {
			t.Errorf("%s: %q, want %q", file[1], got, want)
		}
		if info, err := os.Stat(file[1]); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file[1], info.Mode(), err)
		}
	}
	if got, want := listing(t, to.photos), listing(t, from.photos); got != want {
		t.Errorf("photos %s, want %s", got, want)
	}
	again := archive.Target{Database: to.database, Photos: to.photos, Manifest: m}
	if err := archive.Restore(t.Context(), bytes.NewReader(data), again); err == nil {
		t.Error("a database was overwritten")
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// listing is all that a store holds, in the order of its folders.
func listing(t *testing.T, photos blob.Store) string {
	t.Helper()
	var all strings.Builder
	err := photos.Walk(t.Context(), "", func(info blob.Info) error {
		content, err := photos.Open(context.Background(), info.Name)
		if err != nil {
			return err
		}
		defer content.Close()
		data, err := io.ReadAll(content)
		fmt.Fprintf(&all, "%s=%x ", info.Name, data[:min(len(data), 4)])
		fmt.Fprint(&all, len(data), " ")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// TestDamageIsFound cuts an archive at many places, and spoils each of its parts.
func TestDamageIsFound(t *testing.T) {
	from := newYard(t)
	from.fill(t)
	data := pack(t, from)
	for cut := 0; cut < len(data)-1024; cut += 777 { // a tar ends with two empty blocks
		if _, err := archive.Check(bytes.NewReader(data[:cut])); err == nil {
			t.Errorf("cut after %d of %d bytes it passes", cut, len(data))
		}
	}
	for name, spoil := range map[string]func(name string, content []byte) (string, []byte){
		"the database": func(n string, c []byte) (string, []byte) {
			return n, bytes.Replace(c, []byte("rows"), []byte("woes"), 1)
		},
		"a photo": func(n string, c []byte) (string, []byte) { return strings.Replace(n, "0003", "0009", 1), c },
		"the manifest": func(n string, c []byte) (string, []byte) {
			return n, bytes.Replace(c, []byte(`"size": 2000`), []byte(`"size": 2001`), 1)
		},
		"another form": func(n string, c []byte) (string, []byte) {
			return n, bytes.Replace(c, []byte(`"format": 1`), []byte(`"format": 2`), 1)
		},
		"a name that climbs": func(n string, c []byte) (string, []byte) {
			return strings.Replace(n, "wechat/a", "wechat/../../a", 1), bytes.Replace(c, []byte("wechat/a"), []byte("wechat/../../a"), 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			if m, err := archive.Check(bytes.NewReader(rewrite(t, data, spoil))); err == nil {
				t.Errorf("it passes: %+v", m)
			}
		})
	}
	if _, err := archive.Check(strings.NewReader("this is no archive at all")); err == nil {
		t.Error("any file passes")
	}
}

// rewrite makes the same archive with something changed.
func rewrite(t *testing.T, data []byte, change func(string, []byte) (string, []byte)) []byte {
	t.Helper()
	var out bytes.Buffer
	r, w := tar.NewReader(bytes.NewReader(data)), tar.NewWriter(&out)
	for {
		header, err := r.Next()
		if err == io.EOF {
			break
		}
		content, readErr := io.ReadAll(r)
		if err != nil || readErr != nil {
			t.Fatal(err, readErr)
		}
		header.Name, content = change(header.Name, content)
		header.Size = int64(len(content))
		if err := w.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// FuzzCheck gives anything to the reader of archives.
func FuzzCheck(f *testing.F) {
	manifest, err := json.Marshal(archive.Manifest{Format: 1})
	if err != nil {
		f.Fatal(err)
	}
	var whole bytes.Buffer
	w := tar.NewWriter(&whole)
	_ = w.WriteHeader(&tar.Header{Name: "manifest.json", Size: int64(len(manifest)), Typeflag: tar.TypeReg})
	_, _ = w.Write(manifest)
	_ = w.Close()
	f.Add(whole.Bytes())
	f.Add([]byte("manifest.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := archive.Check(bytes.NewReader(data))
		if err == nil && m.Format != 1 {
			t.Errorf("passed: %+v", m)
		}
	})
}
