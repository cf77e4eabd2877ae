package wechattest

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// entry is one message of the log.
type entry struct {
	seq      int
	id       string
	login    int // of kind 51: the login it is for
	chat     *Chat
	who      string
	kind     int
	subKind  int
	appKind  int
	text     string
	file     string
	media    []byte
	lat, lon float64
	at       time.Time
}

func (s *Service) syncCheck(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	seq := place(strings.Split(query.Get("synckey"), "|")[0])
	said := func(code, selector int) {
		fmt.Fprintf(w, `window.synccheck={retcode:"%d",selector:"%d"}`, code, selector)
	}
	stale := func() bool { return query.Get("sid") != secret(s.login, "sid") }
	cookie, err := r.Cookie("webwx_data_ticket")
	if err != nil || cookie.Value == "" {
		said(1101, 0)
		return
	}
	news := s.wait(r.Context(), holdTime, func() bool { return s.code != 0 || stale() || len(s.log) > seq })
	s.mu.Lock()
	code, old := s.code, stale()
	s.mu.Unlock()
	switch {
	case old:
		said(1101, 0)
	case code != 0:
		said(code, 0)
	case news:
		said(0, 2)
	default:
		said(0, 0)
	}
}

// place reads "1_600000007" as 7.
func place(key string) int {
	_, value, _ := strings.Cut(key, "_")
	n, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return max(0, n-600000000)
}

func (s *Service) sync(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		SyncKey struct{ List []struct{ Key, Val int } }
	}
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil || len(asked.SyncKey.List) == 0 {
		answer(w, map[string]any{"BaseResponse": base(1)})
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	from := max(0, min(asked.SyncKey.List[0].Val-600000000, len(s.log)))
	messages := []map[string]any{}
	for _, e := range s.log[from:] {
		if m := s.message(e); m != nil {
			messages = append(messages, m)
		}
	}
	key := syncKey(len(s.log))
	answer(w, map[string]any{
		"BaseResponse": base(0), "AddMsgCount": len(messages), "AddMsgList": messages,
		"SyncKey": key, "SyncCheckKey": key, "ContinueFlag": 0, "SKey": "",
	})
}

// message is an entry in the names of this login. The caller holds the lock.
func (s *Service) message(e *entry) map[string]any {
	us := name(s.login, ourKey, false)
	id, _ := strconv.ParseInt(e.id, 10, 64) // our own number
	m := map[string]any{
		"MsgId": e.id, "NewMsgId": id, "MsgType": e.kind, "SubMsgType": e.subKind, "AppMsgType": e.appKind,
		"CreateTime": e.at.Unix(), "ToUserName": us, "FileName": e.file,
	}
	if e.kind == 51 {
		return s.plainIDList(e, m)
	}
	from, words := name(s.login, e.chat.key, e.chat.group), e.words()
	switch {
	case e.who == ourKey:
		m["FromUserName"], m["ToUserName"], m["Content"] = us, from, words
		return m
	case e.chat.group && e.who != "" && e.kind != 10000:
		words = name(s.login, e.who, false) + ":<br/>" + words
	}
	m["FromUserName"], m["Content"] = from, words
	if e.subKind == 48 {
		m["Url"] = fmt.Sprintf("http://apis.map.qq.com/uri/v1/geocoder?coord=%.6f,%.6f", e.lat, e.lon)
		m["OriContent"] = fmt.Sprintf("<?xml version=\"1.0\"?>\n<msg>\n\t<location x=\"%.6f\" y=\"%.6f\" scale=\"16\" label=\"%s\" maptype=\"0\" poiname=\"[位置]\" poiid=\"\" />\n</msg>\n",
			e.lat, e.lon, html.EscapeString(e.text))
	}
	if e.appKind == 6 {
		m["MediaId"], m["EncryFileName"], m["FileSize"] = "@crypt_"+e.id, "enc_"+e.id, strconv.Itoa(len(e.media))
	}
	return m
}

func (e *entry) words() string {
	text := strings.ReplaceAll(html.EscapeString(e.text), "\n", "<br/>")
	if e.subKind == 48 {
		return text + ":<br/>/cgi-bin/mmwebwx-bin/webwxgetpubliclinkimg?url=xxx&msgid=" + e.id + "&pictype=location"
	}
	return text
}

// plainIDList pairs session names with lasting ones, for the login it was made
// for only. The caller holds the lock.
func (s *Service) plainIDList(e *entry, m map[string]any) map[string]any {
	if e.login != s.login {
		return nil
	}
	var names, plain []string
	for _, c := range s.chats {
		names = append(names, name(s.login, c.key, c.group))
		suffix := ""
		if c.group {
			suffix = "@chatroom"
		}
		plain = append(plain, c.key+suffix)
	}
	m["FromUserName"], m["StatusNotifyCode"] = m["ToUserName"], 4
	m["StatusNotifyUserName"] = strings.Join(names, ",")
	m["Content"] = html.EscapeString("<msg>") + "<br/>" + html.EscapeString("<op id='4'>") + "<br/>" +
		html.EscapeString("<username>"+strings.Join(plain, ",")+"</username>") + "<br/>" + html.EscapeString("</op>") + "<br/>" + html.EscapeString("</msg>")
	return m
}
