// Package assets holds the style sheet and the few small scripts. Pages work
// without the scripts.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"
)

//go:embed *.css *.js *.svg
var files embed.FS

// Version changes whenever one of the files does.
func Version() string { return version }

var version = sum()

func sum() string {
	h := sha256.New()
	names, _ := fs.Glob(files, "*.*") // the pattern is a constant and right
	for _, name := range names {
		content, _ := files.ReadFile(name) // it was just listed
		h.Write(content)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}

// Read returns the content of a file.
func Read(name string) ([]byte, error) { return files.ReadFile(name) }

// Handler serves the files under /assets/. Their addresses carry the version,
// so browsers may keep them for ever.
func Handler() http.Handler {
	server := http.StripPrefix("/assets/", http.FileServerFS(files))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", `W/"`+version+`"`)
		w.Header().Set("Cache-Control", "no-cache")
		if r.URL.Query().Get("v") == version {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		server.ServeHTTP(w, r)
	})
}
