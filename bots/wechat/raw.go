package wechat

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/eatmoreapple/openwechat"
)

// raw is a message as the service sent it: plain values, safe to keep and to
// hand to other goroutines.
type raw struct {
	id       string
	kind     int
	subKind  int
	appKind  int
	from, to string // session names
	content  string // as sent, with markup
	origin   string // a location's own form
	url      string
	file     string
	fileSize int64
	mediaID  string
	encName  string
	notice   string // session names in a status notice
	at       time.Time
	json     []byte
}

// take copies what we need out of the library's message.
func take(m *openwechat.Message) raw {
	size, err := strconv.ParseInt(m.FileSize, 10, 64)
	if err != nil {
		size = 0 // unknown
	}
	return raw{
		id: m.MsgId, kind: int(m.MsgType), subKind: m.SubMsgType, appKind: int(m.AppMsgType),
		from: m.FromUserName, to: m.ToUserName, content: m.RawContent, origin: m.OriContent, url: m.Url,
		file: m.FileName, fileSize: size, mediaID: m.MediaId, encName: m.EncryFileName,
		notice: m.StatusNotifyUserName, at: time.Unix(m.CreateTime, 0).UTC(), json: m.Raw,
	}
}

// group reports whether the message was said in a group.
func (r raw) group() bool { return strings.HasPrefix(r.from, "@@") }

// split parts the sender's session name, which a group message begins with,
// from the words. The library's own way loses every later ":" at a line's end.
func (r raw) split() (sender, words string) {
	if !r.group() {
		return r.from, r.content
	}
	name, rest, found := strings.Cut(r.content, ":<br/>")
	if !found || !strings.HasPrefix(name, "@") || strings.ContainsAny(name, " \n<") {
		return "", r.content
	}
	return name, rest
}

var emojiSpan = regexp.MustCompile(`<span class="emoji emoji([0-9a-f]{4,60})"></span>`)

// plain turns the service's markup into words: line breaks, emoji, entities, in
// this order, so that markup which a person typed stays what they typed.
func plain(content string) string {
	content = emojiSpan.ReplaceAllStringFunc(content, func(span string) string {
		return emoji(emojiSpan.FindStringSubmatch(span)[1])
	})
	return html.UnescapeString(strings.ReplaceAll(content, "<br/>", "\n"))
}

// emoji reads code points written in a row without a separator: those that
// begin with 1 have five digits, a keycap's first has two, others have four.
func emoji(digits string) string {
	var out strings.Builder
	for digits != "" {
		n := 4
		switch {
		case len(digits) == 6 && strings.HasSuffix(digits, "20e3"):
			n = 2
		case digits[0] == '1' && len(digits) >= 5:
			n = 5
		}
		n = min(n, len(digits))
		code, err := strconv.ParseUint(digits[:n], 16, 32)
		if err != nil {
			return "\uFFFD"
		}
		out.WriteString(string(rune(code)))
		digits = digits[n:]
	}
	return out.String()
}
