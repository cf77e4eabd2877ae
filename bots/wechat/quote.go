package wechat

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"snapgrid/intake"
)

// quoteLine stands between the quoted words and the answer.
const quoteLine = "」\n- - - - - - - - - - - - - - -\n"

// quote is an answer to another message. The quoted words belong to somebody
// else and are no part of what is said.
type quote struct {
	id    string // of the quoted message, where the phone tells it
	name  string // who said it, as the phone shows it
	words string
	reply string
}

// parseQuote reads an answer in the form of plain words. Quotes of quotes nest,
// so the last line counts.
func parseQuote(text string) (quote, bool) {
	rest, ok := strings.CutPrefix(text, "「")
	at := strings.LastIndex(rest, quoteLine)
	if !ok || at < 0 {
		return quote{}, false
	}
	name, words, ok := strings.Cut(rest[:at], "：")
	if !ok {
		return quote{}, false
	}
	return quote{name: name, words: words, reply: rest[at+len(quoteLine):]}, true
}

var ticketNumber = regexp.MustCompile(`#[0-9]{1,18}`)

// ticketIn returns the ticket number that some words name, if it is one only.
func ticketIn(words string) string {
	found := ""
	for _, n := range ticketNumber.FindAllString(words, -1) {
		if found != "" && n != found {
			return ""
		}
		found = n
	}
	return found
}

// recall is how many messages are remembered to find a quoted one.
const recall = 1000

// memory knows what was said lately, so that a quote can be traced to its
// message. It is lost at a restart; a quoted ticket number still helps then.
type memory struct {
	mu    sync.Mutex
	lines []remembered
	next  int
}

type remembered struct {
	chat intake.ChatRef
	id   string
	name string
	head string
}

// picture is what a quote shows of a photo.
const picture = "[图片]"

func (m *memory) add(chat intake.ChatRef, id, name, words string) {
	line := remembered{chat, id, name, head(words)}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.lines) < recall {
		m.lines = append(m.lines, line)
		return
	}
	m.lines[m.next] = line
	m.next = (m.next + 1) % recall
}

// find returns the one message in the chat that the name said in these words,
// or "" if there is none or more than one.
func (m *memory) find(chat intake.ChatRef, name, words string) string {
	want, found := head(words), ""
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, line := range m.lines {
		if line.chat != chat || line.name != name || line.head != want || line.id == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = line.id
	}
	return found
}

// head is the part of a message that is compared: phones shorten long quotes
// and change the space in them.
func head(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	const most = 40
	if utf8.RuneCountInString(words) > most {
		words = string([]rune(words)[:most])
	}
	return words
}
