// Package history reads what Telegram Desktop exports of a chat (Export chat
// history, format JSON): a file result.json, and the photos and files beside it in
// folders. What it finds has the form in which the live adapter hears it, under the
// same numbers, so that the same message is known again whichever way it came.
//
// The file is read as a stream: a chat of 500 MB takes no more memory than one of its
// messages. An export of a whole account holds many chats; all of them are read.
//
// What an export does not tell: which photos were sent as one album, who pressed
// which button, and the words of a message before it was edited.
package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"snapgrid/intake"
)

// File is the name of the export in its folder.
const File = "result.json"

// Count is what was found.
type Count struct {
	Chats    int
	Messages int // handed on
	Photos   int
	Missing  int // photos that the export names and does not hold
	Skipped  int // stickers, calls, what a service says, private chats
	Bad      int // entries that can not be read
}

// Open opens the export in a folder. An export in HTML is refused with what to do.
func Open(folder string) (*os.File, error) {
	f, err := os.Open(filepath.Join(folder, File))
	if !errors.Is(err, os.ErrNotExist) {
		return f, err
	}
	if pages, globErr := filepath.Glob(filepath.Join(folder, "messages*.html")); globErr == nil && len(pages) > 0 {
		return nil, fmt.Errorf("%s holds an export in HTML: export the chat again, and choose the format “Machine-readable JSON”", folder)
	}
	return nil, fmt.Errorf("there is no %s in %s: export a chat with Telegram Desktop (⋮ → Export chat history → JSON) and name its folder", File, folder)
}

// Reader reads an export.
type Reader struct {
	Zone *time.Location // of the times in old exports, which name none
	// Take gets what was said, in the order of the export. An error ends the reading.
	Take func(m intake.Message) error

	count  Count
	chat   chat
	topics map[int64]int64 // of a message, the topic that it belongs to
}

// chat is what is known of the chat that is read.
type chat struct {
	Name string
	Type string
	ID   int64
}

// Read reads all of an export.
func (r *Reader) Read(in io.Reader) (Count, error) {
	d := json.NewDecoder(in)
	if err := r.object(d, r.top); err != nil {
		return r.count, fmt.Errorf("read the export: %w", err)
	}
	return r.count, nil
}

// object reads the members of an object; take must consume each value.
func (r *Reader) object(d *json.Decoder, take func(d *json.Decoder, key string) error) error {
	if err := expect(d, '{'); err != nil {
		return err
	}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return err
		}
		if err := take(d, fmt.Sprint(token)); err != nil {
			return err
		}
	}
	return expect(d, '}')
}

// list reads the elements of an array.
func list(d *json.Decoder, take func(d *json.Decoder) error) error {
	if err := expect(d, '['); err != nil {
		return err
	}
	for d.More() {
		if err := take(d); err != nil {
			return err
		}
	}
	return expect(d, ']')
}

func expect(d *json.Decoder, want json.Delim) error {
	token, err := d.Token()
	switch {
	case errors.Is(err, io.EOF):
		return io.ErrUnexpectedEOF
	case err != nil:
		return err
	case token != want:
		return fmt.Errorf("want %v, found %v after %d bytes", want, token, d.InputOffset())
	}
	return nil
}

// top reads a member of the file: of the one chat that it holds, or of an account.
func (r *Reader) top(d *json.Decoder, key string) error {
	if key == "chats" || key == "left_chats" {
		r.chat = chat{}
		return r.object(d, func(d *json.Decoder, key string) error {
			if key != "list" {
				return skip(d)
			}
			return list(d, func(d *json.Decoder) error {
				r.chat = chat{}
				return r.object(d, r.member)
			})
		})
	}
	return r.member(d, key)
}

// member reads a member of a chat. Name, type and id stand before the messages.
func (r *Reader) member(d *json.Decoder, key string) error {
	switch key {
	case "name":
		var name *string
		err := d.Decode(&name)
		if name != nil {
			r.chat.Name = clean(*name)
		}
		return err
	case "type":
		return d.Decode(&r.chat.Type)
	case "id":
		return d.Decode(&r.chat.ID)
	case "messages":
		r.count.Chats++
		r.topics = map[int64]int64{}
		return list(d, r.entry)
	}
	return skip(d)
}

func skip(d *json.Decoder) error {
	var raw json.RawMessage
	return d.Decode(&raw)
}

// longestEntry bounds one message, in bytes.
const longestEntry = 1 << 20

// entry reads one message. One that can not be read is counted, and the rest goes on.
func (r *Reader) entry(d *json.Decoder) error {
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return err
	}
	var e entry
	if err := json.Unmarshal(raw, &e); err != nil || len(raw) > longestEntry {
		r.count.Bad++
		return nil
	}
	if e.Type == "service" {
		r.service(e)
		return nil
	}
	m, ok := r.message(e)
	if !ok {
		r.count.Skipped++
		return nil
	}
	r.count.Messages++
	return r.Take(m)
}

// service reads what the service says: only a topic that was made matters. That a
// group became another one needs nothing: the export holds the messages from before
// under numbers below zero.
func (r *Reader) service(e entry) {
	r.count.Skipped++
	if e.Action == "topic_created" {
		r.topics[e.ID] = e.ID
	}
}

// clean drops the one character that a database can not keep.
func clean(s string) string { return strings.ReplaceAll(s, "\x00", "") }

// text is words that may hold entities: "…", or ["…", {"type":"link","text":"…"}].
type text string

// UnmarshalJSON joins the parts.
func (t *text) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte(`"`)) {
		var s string
		err := json.Unmarshal(data, &s)
		*t = text(s)
		return err
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		return err
	}
	var all strings.Builder
	for _, part := range parts {
		var s string
		if json.Unmarshal(part, &s) != nil {
			var entity struct{ Text string }
			if err := json.Unmarshal(part, &entity); err != nil {
				return err
			}
			s = entity.Text
		}
		all.WriteString(s)
	}
	*t = text(all.String())
	return nil
}
