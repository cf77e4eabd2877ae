package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"snapgrid/bots/telegram/telegramtest"
)

const lamp = "槐荫路路灯不亮了"

// hugePNG is a picture of a few bytes that claims 60,000 × 60,000 pixels.
func hugePNG() []byte {
	header := append([]byte("IHDR"), 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 6, 0, 0, 0)
	data := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
	sum := crc32.NewIEEE()
	_, _ = sum.Write(header) // it never fails
	return sum.Sum(append(data, header[4:]...))
}

// TestBadPhotos sends what is no photo, or a hostile one: the words become a
// ticket all the same, and the sender is told once what to do.
func TestBadPhotos(t *testing.T) {
	s := alone(t)
	s.start()
	const broken, tooBig, unknown = "照片打不开", "照片太大", "发张截图"
	good := snapshot(70)
	avif, err := os.ReadFile(filepath.Join(root, "intake", "photo", "testdata", "own.avif"))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range []struct {
		name, mime, told string
		content          []byte
	}{
		{"torn.jpg", "image/jpeg", broken, good[:len(good)/3]},
		{"empty.jpg", "image/jpeg", broken, nil},
		{"words.jpg", "image/jpeg", broken, []byte("hello, I am no picture")},
		{"page.png", "image/png", broken, []byte("<html><script>alert(1)</script></html>")},
		{"bomb.png", "image/png", broken, hugePNG()},
		{"drawing.svg", "image/svg+xml", broken, []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)},
		{"own.jpg", "image/jpeg", unknown, avif}, // told by what it is
		{"large.jpg", "image/jpeg", tooBig, bytes.Repeat([]byte{0xff}, 21<<20)},
		{"", "", broken, good[:200]}, // sent as a photo
	} {
		group := s.telegram.Supergroup(fmt.Sprintf("群%d", i))
		who := s.telegram.User("人")
		send := func() *telegramtest.Message { return who.SendDocument(group, file.name, file.mime, file.content, lamp) }
		if file.name == "" {
			send = func() *telegramtest.Message { return who.SendPhoto(group, file.content, lamp) }
		}
		report := send()
		s.hear(group, "the acknowledgement of "+file.name, telegramtest.RepliesTo(report), telegramtest.Says("收到"))
		s.hear(group, "what is wrong with "+file.name, telegramtest.RepliesTo(report), telegramtest.Says(file.told))
	}
}

// TestHostileWords says what programs stumble over.
func TestHostileWords(t *testing.T) {
	story(t, func(s *scene) {
		for i, words := range []string{
			lamp + strings.Repeat("😀", 4096),
			lamp + strings.Repeat("长", 4096),
			lamp + "\x00\x01\x1b[31m\u0085\ufeff",
			"\u202e" + lamp + "\u2066 مرحبا \u200f\u2069",
			`<script>alert("1")</script><b>` + lamp + `</b>&amp;]]>`,
			lamp + `'); drop table tickets; --`,
			lamp + "{{.Secret}} %s%n $1 :name ?",
			lamp + "\xff\xfe" + string(utf8.RuneError),
		} {
			group := s.telegram.Supergroup(fmt.Sprintf("群%d", i))
			report := s.telegram.User("<b>人</b>\u202e").SendPhoto(group, snapshot(uint64(80+i)), words)
			s.hear(group, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("收到"))
			s.hear(s.office, "the card", telegramtest.Says(fmt.Sprintf("#%d ", i+1)))
		}
		if page := s.get("/"); strings.Contains(page, "<script>alert") {
			s.Error("words run as a script on the public page")
		}
		wellFormed(s, s.get("/open311/v2/requests.xml?extensions=true"))
	})
}

func (s *scene) get(path string) string {
	s.Helper()
	answer, err := http.Get(s.program.url + path)
	if err != nil {
		s.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		s.Fatalf("%s: %s %v\n%s", path, answer.Status, err, body)
	}
	return string(body)
}

func wellFormed(s *scene, document string) {
	s.Helper()
	for d := xml.NewDecoder(strings.NewReader(document)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			s.Fatalf("%v in\n%s", err, document)
		}
	}
}

// TestUnreadableUpdates sends updates that no program of today can read. Each is
// kept for people to look at, and those behind them are heard.
func TestUnreadableUpdates(t *testing.T) {
	story(t, func(s *scene) {
		bad := []string{
			`"message":{}`, `"message":"words"`, `"message":[1,2]`, `"message":{"message_id":1}`, `"of_the_future":{"a":1}`,
			`"message":{"message_id":1,"date":"soon","chat":{"id":"x"}}`, `"message":{"message_id":1e400}`,
			`"message":{"message_id":-1,"chat":{"id":-5,"type":"group"},"photo":{"x":"y"}}`,
			`"message":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
		}
		for _, fields := range bad {
			s.telegram.PushRaw(fields)
		}
		for _, harmless := range []string{
			`"message":null`, `"callback_query":{}`, `"message_reaction":{}`, `"my_chat_member":{}`,
			`"edited_message":{"message_id":99,"date":1,"chat":{"id":-5,"type":"group"},"from":{"id":7,"first_name":"x"},"text":"\ud800\u0000"}`,
			`"message":{"message_id":98,"date":1,"chat":{"id":-5,"type":"group"},"text":"nobody said it"}`,
		} {
			s.telegram.PushRaw(harmless)
		}
		odd := s.liu.Poison(s.riders, "望河街井盖不见了")
		plain := s.report("一")
		s.hear(s.riders, "the answer to what could be read in part", telegramtest.RepliesTo(odd), telegramtest.Says("收到"))
		s.hear(s.riders, "the answer to what came behind", telegramtest.RepliesTo(plain), telegramtest.Says("收到"))
		s.awaitConfirmation()
		kept, err := s.program.db.CountDeadLetters(s.Context())
		if err != nil || kept < len(bad)+1 {
			s.Errorf("%d dead letters, want %d at least: %v", kept, len(bad)+1, err)
		}
	})
}
