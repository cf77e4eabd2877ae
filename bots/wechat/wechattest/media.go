package wechattest

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
)

func (s *Service) picture(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	media := s.media(r.URL.Query().Get("MsgID"), "")
	known := r.URL.Query().Get("skey") == secret(s.login, "skey")
	s.mu.Unlock()
	if media == nil || !known {
		w.WriteHeader(http.StatusOK) // the real service says "done" with an empty body
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	_, _ = w.Write(media) // a client that went away needs no answer
}

func (s *Service) attachment(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	s.mu.Lock()
	media := s.media("", query.Get("mediaid"))
	known := query.Get("webwx_data_ticket") == secret(s.login, "data")
	s.mu.Unlock()
	if media == nil || !known {
		http.Error(w, "", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	_, _ = w.Write(media) // a client that went away needs no answer
}

// media finds the bytes behind a message or a media id. The caller holds the
// lock.
func (s *Service) media(id, mediaID string) []byte {
	for _, e := range s.log {
		if e.media != nil && (e.id == id || "@crypt_"+e.id == mediaID) {
			return e.media
		}
	}
	return nil
}

func (s *Service) upload(w http.ResponseWriter, r *http.Request) {
	id, err := s.takePart(r)
	if err != nil {
		answer(w, map[string]any{"BaseResponse": base(1), "MediaId": ""})
		return
	}
	answer(w, map[string]any{"BaseResponse": base(0), "MediaId": id})
}

// takePart takes one chunk; the last one gives the media id.
func (s *Service) takePart(r *http.Request) (string, error) {
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		return "", err
	}
	var asked struct {
		TotalLen   int64
		ToUserName string
		FileMd5    string
	}
	if err := json.Unmarshal([]byte(r.FormValue("uploadmediarequest")), &asked); err != nil {
		return "", err
	}
	file, _, err := r.FormFile("filename")
	if err != nil {
		return "", err
	}
	defer file.Close()
	chunk, err := io.ReadAll(file)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.FormValue("webwx_data_ticket") != secret(s.login, "data") || s.chat(asked.ToUserName) == nil || r.FormValue("mediatype") != "pic" {
		return "", errors.New("not allowed")
	}
	whole := append(s.parts[asked.FileMd5], chunk...)
	s.parts[asked.FileMd5] = whole
	if int64(len(whole)) < asked.TotalLen {
		return "", nil
	}
	delete(s.parts, asked.FileMd5)
	if sum := md5.Sum(whole); hex.EncodeToString(sum[:]) != asked.FileMd5 {
		return "", errors.New("wrong checksum")
	}
	id := "@up_" + strconv.Itoa(len(s.uploads)) + asked.FileMd5
	s.uploads[id] = whole
	return id, nil
}

// send takes words (type 1) and pictures (type 3).
func (s *Service) send(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		BaseRequest struct{ Sid, Skey string }
		Msg         struct {
			Type                                                    int
			Content, FromUserName, ToUserName, ClientMsgId, MediaId string
		}
	}
	err := json.NewDecoder(r.Body).Decode(&asked)
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m := s.chat(asked.Msg.ToUserName), asked.Msg
	picture, uploaded := s.uploads[m.MediaId]
	switch {
	case err != nil, c == nil, asked.BaseRequest.Skey != secret(s.login, "skey"),
		m.FromUserName != name(s.login, ourKey, false), m.Type == 3 && !uploaded:
		answer(w, map[string]any{"BaseResponse": base(1)})
		return
	}
	h := Heard{ID: strconv.Itoa(9000000000000000 + s.said()), Text: m.Content, Picture: picture, Mark: m.ClientMsgId}
	c.heard = append(c.heard, h)
	s.wake()
	answer(w, map[string]any{"BaseResponse": base(0), "MsgID": h.ID, "LocalID": m.ClientMsgId})
}

// said counts all that our account said. The caller holds the lock.
func (s *Service) said() int {
	n := 0
	for _, c := range s.chats {
		n += len(c.heard)
	}
	return n
}
