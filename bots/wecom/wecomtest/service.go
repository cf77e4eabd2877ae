// Package wecomtest is a double of WeCom on the loopback: it seals and signs
// calls to a robot's address, hands out sealed pictures, and takes what robots
// say, in the service's own forms.
package wecomtest

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5" //nolint:gosec // the service's checksum
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // the service's signature
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sort"
	"strings"
	"sync"
	"time"
)

// Service is the double.
type Service struct {
	Token, Key string // for the robot's configuration
	key        []byte
	server     *httptest.Server

	mu       sync.Mutex
	pictures map[string][]byte
	answered map[string]bool
	heard    map[string][]Heard // by robot key, or by chat for answers
	faults   []Fault
	next     int
}

// Heard is one thing that was said: words or a picture.
type Heard struct {
	Text    string
	Picture []byte
	Answer  bool // at the address of a message, not by the group's robot
}

// Fault is what goes wrong with the next message to a robot.
type Fault string

// The faults.
const (
	TooFast Fault = "45009" // more than 20 a minute
	Removed Fault = "93000" // the robot was taken out of the group
	Bad     Fault = "40058" // a wrong parameter
	Page    Fault = "page"  // 502 and a page for people
	Lost    Fault = "lost"  // done, but the answer never arrives
)

// Start serves on a free loopback port.
func Start() *Service {
	s := &Service{
		Token: "QDG6eK", Key: strings.TrimRight(base64.StdEncoding.EncodeToString([]byte("0123456789abcdef0123456789abcdef")), "="),
		key: []byte("0123456789abcdef0123456789abcdef"), pictures: map[string][]byte{}, answered: map[string]bool{}, heard: map[string][]Heard{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /cgi-bin/webhook/send", s.robot)
	mux.HandleFunc("POST /answer/{chat}/{id}", s.answer)
	mux.HandleFunc("GET /picture/{id}", s.picture)
	s.server = httptest.NewServer(mux)
	return s
}

// Close ends the service.
func (s *Service) Close() { s.server.Close() }

// URL is what a client is given as its endpoint.
func (s *Service) URL() string { return s.server.URL }

// Robot is the webhook address of a group's robot.
func (s *Service) Robot(key string) string {
	return "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + key
}

// Fail makes the next messages go wrong, one after the other.
func (s *Service) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Heard lists what was said by the robot with a key, or as answers in a chat.
func (s *Service) Heard(keyOrChat string) []Heard {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Heard{}, s.heard[keyOrChat]...)
}

// Message is a call in the making: the service's fields.
type Message map[string]any

// Text is a message of words. An empty chat is a talk with the robot alone.
func (s *Service) Text(chat, user, text string) Message {
	return s.message(chat, user, Message{"msgtype": "text", "text": Message{"content": text}})
}

// Mixed is a message of words and pictures.
func (s *Service) Mixed(chat, user, text string, pictures ...[]byte) Message {
	items := []Message{{"msgtype": "text", "text": Message{"content": text}}}
	for _, p := range pictures {
		items = append(items, Message{"msgtype": "image", "image": Message{"url": s.keep(p)}})
	}
	return s.message(chat, user, Message{"msgtype": "mixed", "mixed": Message{"msg_item": items}})
}

// Image is a picture without words.
func (s *Service) Image(chat, user string, picture []byte) Message {
	return s.message(chat, user, Message{"msgtype": "image", "image": Message{"url": s.keep(picture)}})
}

// Quoting adds words that the message quotes.
func (m Message) Quoting(text string) Message {
	m["quote"] = Message{"msgtype": "text", "text": Message{"content": text}}
	return m
}

func (s *Service) message(chat, user string, m Message) Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	id := fmt.Sprintf("CAIQ%d", s.next)
	m["msgid"], m["aibotid"], m["from"], m["chattype"] = id, "AIBOT", Message{"userid": user}, "single"
	where := "single"
	if chat != "" {
		m["chatid"], m["chattype"], where = chat, "group", chat
	}
	m["response_url"] = "https://qyapi.weixin.qq.com/answer/" + url.PathEscape(where) + "/" + id
	return m
}

// keep seals a picture and returns its address.
func (s *Service) keep(picture []byte) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	id := fmt.Sprint(s.next)
	s.pictures[id] = s.encrypt(picture)
	return "https://ww-aibot-img.cos.ap-guangzhou.myqcloud.com/picture/" + id
}

// Forget ends the life of all pictures.
func (s *Service) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.pictures)
}

// Call calls the robot's address with a message and returns the status.
func (s *Service) Call(ctx context.Context, hook string, m Message) (int, error) {
	raw, err := json.Marshal(m)
	if err != nil {
		return 0, err
	}
	sealed := s.Seal(raw)
	body, err := json.Marshal(map[string]string{"encrypt": sealed})
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, hook+"?"+s.Sign(sealed).Encode(), bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

// Sign makes the parameters of a call with a sealed text.
func (s *Service) Sign(sealed string) url.Values {
	parts := []string{s.Token, "1409659813", "1372623149", sealed}
	sort.Strings(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, ""))) //nolint:gosec // the service's signature
	return url.Values{"msg_signature": {hex.EncodeToString(sum[:])}, "timestamp": {"1409659813"}, "nonce": {"1372623149"}}
}

// Seal seals a message.
func (s *Service) Seal(words []byte) string {
	plain := make([]byte, 20)
	_, _ = rand.Read(plain[:16]) // never fails, says its documentation
	binary.BigEndian.PutUint32(plain[16:], uint32(len(words)))
	return base64.StdEncoding.EncodeToString(s.encrypt(append(plain, words...)))
}

func (s *Service) encrypt(plain []byte) []byte {
	pad := 32 - len(plain)%32
	raw := append(bytes.Clone(plain), bytes.Repeat([]byte{byte(pad)}, pad)...)
	c, err := aes.NewCipher(s.key)
	if err != nil {
		panic(err) // the key has the right length
	}
	cipher.NewCBCEncrypter(c, s.key[:16]).CryptBlocks(raw, raw)
	return raw
}

func (s *Service) picture(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	sealed, ok := s.pictures[r.PathValue("id")]
	s.mu.Unlock()
	if !ok {
		http.Error(w, "expired", http.StatusForbidden)
		return
	}
	_, _ = w.Write(sealed) // the asker has gone
}

func (s *Service) robot(w http.ResponseWriter, r *http.Request) {
	s.hear(w, r, r.URL.Query().Get("key"), false)
}

// answer takes one answer to a message, as markdown.
func (s *Service) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	used := s.answered[r.PathValue("id")]
	s.answered[r.PathValue("id")] = true
	s.mu.Unlock()
	if used {
		refuse(w, 95001, "response_url used")
		return
	}
	s.hear(w, r, r.PathValue("chat"), true)
}

func (s *Service) hear(w http.ResponseWriter, r *http.Request, where string, isAnswer bool) {
	time.Sleep(time.Millisecond)
	fault := s.fault()
	switch fault {
	case Page:
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprint(w, "<html>502</html>")
		return
	case TooFast, Removed, Bad:
		fmt.Fprintf(w, `{"errcode":%s,"errmsg":"no"}`, fault)
		return
	}
	h, why := read(r, isAnswer)
	if why != "" {
		refuse(w, 40058, why)
		return
	}
	s.mu.Lock()
	s.heard[where] = append(s.heard[where], h)
	s.mu.Unlock()
	if fault == Lost {
		panic(http.ErrAbortHandler)
	}
	fmt.Fprint(w, `{"errcode":0,"errmsg":"ok"}`)
}

func (s *Service) fault() Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.faults) == 0 {
		return ""
	}
	f := s.faults[0]
	s.faults = s.faults[1:]
	return f
}

func refuse(w http.ResponseWriter, code int, why string) {
	fmt.Fprintf(w, `{"errcode":%d,"errmsg":%q}`, code, why)
}

// read takes a message within the service's limits; why is empty if it is one.
func read(r *http.Request, isAnswer bool) (h Heard, why string) {
	var m struct {
		Kind           string `json:"msgtype"`
		Text, Markdown struct{ Content string }
		Image          struct{ Base64, MD5 string }
	}
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
		return h, "not JSON"
	}
	switch {
	case isAnswer && m.Kind == "markdown" && m.Markdown.Content != "" && len(m.Markdown.Content) <= 20480:
		return Heard{Text: m.Markdown.Content, Answer: true}, ""
	case !isAnswer && m.Kind == "text" && m.Text.Content != "" && len(m.Text.Content) <= 2048:
		return Heard{Text: m.Text.Content}, ""
	case !isAnswer && m.Kind == "image":
		picture, err := base64.StdEncoding.DecodeString(m.Image.Base64)
		if sum := md5.Sum(picture); err != nil || hex.EncodeToString(sum[:]) != m.Image.MD5 || len(picture) > 2<<20 { //nolint:gosec // the service's checksum
			return h, "bad image"
		}
		return Heard{Picture: picture}, ""
	}
	return h, "bad message " + m.Kind
}
