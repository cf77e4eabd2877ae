package wechattest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

func (s *Service) routes() http.Handler {
	mux := http.NewServeMux()
	at := func(operation, host string, h http.HandlerFunc) {
		mux.HandleFunc("/cgi-bin/mmwebwx-bin/"+operation, meantFor(host, h))
	}
	mux.HandleFunc("/jslogin", meantFor(loginHost, s.jslogin))
	at("login", loginHost, s.scanned)
	at("webwxpushloginurl", baseHost, s.pushLogin)
	at("webwxnewloginpage", baseHost, s.newLogin)
	at("webwxinit", baseHost, s.alive(s.init))
	at("webwxstatusnotify", baseHost, s.alive(s.statusNotify))
	at("synccheck", pushHost, s.syncCheck)
	at("webwxsync", baseHost, s.alive(s.sync))
	at("webwxgetcontact", baseHost, s.alive(s.contacts))
	at("webwxbatchgetcontact", baseHost, s.alive(s.details))
	at("webwxgetmsgimg", baseHost, s.alive(s.picture))
	at("webwxgetmedia", fileHost, s.alive(s.attachment))
	at("webwxuploadmedia", fileHost, s.alive(s.upload))
	at("webwxsendmsg", baseHost, s.alive(s.send))
	at("webwxsendmsgimg", baseHost, s.alive(s.send))
	return mux
}

// meantFor refuses requests that were addressed to another host.
func meantFor(host string, h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("X-Forwarded-Host"); got != host {
			http.Error(w, "meant for "+got+", not "+host, http.StatusMisdirectedRequest)
			return
		}
		h(w, r)
	}
}

// alive refuses requests of a session that is over.
func (s *Service) alive(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		code, sid := s.code, secret(s.login, "sid")
		s.mu.Unlock()
		if cookie, err := r.Cookie("wxsid"); err != nil || cookie.Value != sid {
			code = 1100
		}
		if code != 0 {
			answer(w, map[string]any{"BaseResponse": base(code)})
			return
		}
		h(w, r)
	}
}

func (s *Service) jslogin(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("appid") == "" {
		http.Error(w, "no appid", http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.uuid = fmt.Sprintf("Qd%d==", time.Now().UnixNano())
	fmt.Fprintf(w, `window.QRLogin.code = 200; window.QRLogin.uuid = "%s";`, s.uuid)
}

// Code is what a phone has to read in the newest code.
func (s *Service) Code() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return "https://login.weixin.qq.com/l/" + s.uuid
}

// pushLogin asks the phone to confirm a new session. It knows the account by
// the cookies of an old one.
func (s *Service) pushLogin(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	cookie, err := r.Cookie("wxuin")
	if !s.pushed || err != nil || cookie.Value != fmt.Sprint(uin) || r.URL.Query().Get("uin") != fmt.Sprint(uin) {
		answer(w, map[string]any{"ret": "1", "msg": "user is not online", "uuid": ""})
		return
	}
	answer(w, map[string]any{"ret": "0", "msg": "all ok", "uuid": pushPrefix + fmt.Sprint(time.Now().UnixNano())})
}

const pushPrefix = "Push"

func (s *Service) scanned(w http.ResponseWriter, r *http.Request) {
	pushed := strings.HasPrefix(r.URL.Query().Get("uuid"), pushPrefix)
	awake := func() bool { return pushed && s.confirms || !pushed && !s.asleep }
	if !s.wait(r.Context(), holdTime, awake) {
		fmt.Fprint(w, `window.code=408;`)
		return
	}
	if r.URL.Query().Get("tip") == "0" && r.URL.Query().Get("uuid") == "" {
		fmt.Fprint(w, `window.code=400;`)
		return
	}
	fmt.Fprintf(w, "window.code=200;\nwindow.redirect_uri=\"https://%s/cgi-bin/mmwebwx-bin/webwxnewloginpage?ticket=T&uuid=U&lang=zh_CN&scan=1\";", baseHost)
}

func (s *Service) newLogin(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	s.login++
	s.code = 0
	login := s.login
	s.wake()
	s.mu.Unlock()
	cookies := map[string]string{
		"wxuin": fmt.Sprint(uin), "wxsid": secret(login, "sid"),
		"webwx_data_ticket": secret(login, "data"), "webwx_auth_ticket": secret(login, "auth"),
	}
	for key, value := range cookies {
		http.SetCookie(w, &http.Cookie{Name: key, Value: value, Domain: baseHost, Path: "/", MaxAge: 43200})
	}
	fmt.Fprintf(w, `<error><ret>0</ret><message></message><skey>%s</skey><wxsid>%s</wxsid><wxuin>%d</wxuin><pass_ticket>%s</pass_ticket><isgrayscale>1</isgrayscale></error>`,
		secret(login, "skey"), secret(login, "sid"), uin, secret(login, "pass"))
}

func (s *Service) init(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer(w, map[string]any{
		"BaseResponse": base(0),
		"Count":        0,
		"ContactList":  []any{},
		"SyncKey":      syncKey(len(s.log)),
		"User":         s.contact(ourKey, "", ""),
		"SKey":         secret(s.login, "skey"),
	})
}

func (s *Service) statusNotify(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.plainIDs {
		s.log = append(s.log, &entry{seq: len(s.log) + 1, kind: 51, login: s.login, at: time.Now(), id: fmt.Sprint(8000000000000000000 + len(s.log))})
		s.wake()
	}
	answer(w, map[string]any{"BaseResponse": base(0), "MsgID": "1"})
}

func base(ret int) map[string]any { return map[string]any{"Ret": ret, "ErrMsg": ""} }

// syncKey is a place in the log, in the service's form.
func syncKey(seq int) map[string]any {
	return map[string]any{"Count": 2, "List": []map[string]int{{"Key": 1, "Val": 600000000 + seq}, {"Key": 2, "Val": 1}}}
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "text/plain")
	_ = json.NewEncoder(w).Encode(v) // a client that went away needs no answer
}
