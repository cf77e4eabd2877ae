package telegramtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"snapgrid/intake/photo"
)

// maxDownload is what the cloud server hands to bots, in bytes.
const maxDownload = 20 << 20

// file is something that people or the bot uploaded.
type file struct {
	id, unique string
	path       string
	content    []byte
	gone       bool
}

// store keeps a file.
func (s *Server) store(folder string, content []byte) *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.storeLocked(folder, content)
}

func (s *Server) storeLocked(folder string, content []byte) *file {
	s.lastFile++
	sum := sha256.Sum256(content)
	name := sha256.Sum256([]byte(strconv.Itoa(s.lastFile)))
	f := &file{
		id:      "AgACAgUAAx" + base64.RawURLEncoding.EncodeToString(name[:]),
		unique:  "AQAD" + base64.RawURLEncoding.EncodeToString(sum[:9]),
		path:    fmt.Sprintf("%s/file_%d", folder, s.lastFile),
		content: content,
	}
	if folder == "photos" {
		f.path += ".jpg"
	}
	s.files[f.id] = f
	return f
}

// size is one size of a photo.
type size struct {
	width, height int
	jpeg          []byte
}

// sizes makes what the app uploads: at most 90, 320, 800 and 1280 pixels on the
// longer side, never enlarged.
func (s *Server) sizes(picture []byte) []size {
	developed, err := photo.New(photo.DefaultBudget).Develop(s.ctx, picture, 90, 320, 800, 1280)
	if err != nil {
		return []size{{width: 800, height: 600, jpeg: picture}}
	}
	var found []size
	for _, r := range developed.Renditions {
		if n := len(found); n > 0 && found[n-1].width == r.Width && found[n-1].height == r.Height {
			break
		}
		found = append(found, size{width: r.Width, height: r.Height, jpeg: r.JPEG})
	}
	return found
}

func (s *Server) photo(sizes []size) []wirePhoto {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.photoLocked(sizes)
}

func (s *Server) photoLocked(sizes []size) []wirePhoto {
	var found []wirePhoto
	for _, z := range sizes {
		f := s.storeLocked("photos", z.jpeg)
		found = append(found, wirePhoto{
			FileID: f.id, UniqueID: f.unique, Width: z.width, Height: z.height, Size: len(z.jpeg),
		})
	}
	return found
}

func (s *Server) getFile(q *request) (any, *refusal) {
	f := s.files[q.text("file_id")]
	switch {
	case f == nil:
		return nil, badRequest("invalid file_id")
	case f.gone:
		return nil, badRequest("wrong file_id or the file is temporarily unavailable")
	case len(f.content) > maxDownload && s.cfg.LocalFiles == "":
		return nil, badRequest("file is too big")
	}
	path := f.path
	if s.cfg.LocalFiles != "" {
		path = filepath.Join(s.cfg.LocalFiles, f.path)
		if err := spill(path, f.content); err != nil {
			return nil, &refusal{Code: http.StatusInternalServerError, Description: "Internal Server Error: " + err.Error()}
		}
	}
	return wireFile{FileID: f.id, UniqueID: f.unique, Size: len(f.content), Path: path}, nil
}

func spill(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

// ForgetFiles makes all files unavailable, as those of deleted messages become.
func (s *Server) ForgetFiles() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		f.gone = true
	}
}

// serveFile hands out the bytes of a file.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, path string) {
	fault := s.fault(&request{method: "file", values: map[string]string{}})
	if fault.before(w, r) {
		return
	}
	f := s.fileAt(path)
	if f == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(f.content)))
	w.Header().Set("Content-Type", "application/octet-stream")
	if fault.What == Truncate {
		_, _ = w.Write(f.content[:len(f.content)/2])
		_ = http.NewResponseController(w).Flush()
		reset(w)
		return
	}
	_, _ = bytes.NewReader(f.content).WriteTo(w)
}

func (s *Server) fileAt(path string) *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.files {
		if f.path == strings.TrimPrefix(path, "/") {
			return f
		}
	}
	return nil
}
