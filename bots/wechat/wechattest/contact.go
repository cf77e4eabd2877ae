package wechattest

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// contact is a person or group as the service shows it in this login. The
// caller holds the lock.
func (s *Service) contact(key, remark, card string) map[string]any {
	return map[string]any{
		"UserName": name(s.login, key, false), "NickName": nick(key), "RemarkName": remark, "DisplayName": card,
		"HeadImgUrl": "/cgi-bin/mmwebwx-bin/webwxgeticon?seq=0", "VerifyFlag": 0, "MemberList": []any{},
	}
}

// entryOf is a chat as a contact, its members with it if asked for.
func (c *Chat) entryOf(members bool) map[string]any {
	if !c.group {
		return c.s.contact(c.key, c.remark, "")
	}
	list := []map[string]any{}
	if members {
		list = append(list, c.s.contact(ourKey, "", c.cards[ourKey]))
		for _, who := range c.members {
			list = append(list, c.s.contact(who, "", c.cards[who]))
		}
	}
	return map[string]any{
		"UserName": name(c.s.login, c.key, true), "NickName": c.title, "MemberCount": len(list), "MemberList": list,
		"HeadImgUrl": "/cgi-bin/mmwebwx-bin/webwxgetheadimg?seq=0", "VerifyFlag": 0,
	}
}

// contacts answers in pages; a group's members are not in it.
func (s *Service) contacts(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from, _ := strconv.Atoi(r.URL.Query().Get("seq")) // the first page has none
	var saved []map[string]any
	for _, c := range s.chats {
		if !c.unsaved {
			saved = append(saved, c.entryOf(false))
		}
	}
	to, next := from+s.page, from+s.page
	if to >= len(saved) {
		to, next = len(saved), 0
	}
	page := saved[min(from, to):to]
	answer(w, map[string]any{"BaseResponse": base(0), "MemberCount": len(page), "MemberList": page, "Seq": next})
}

// details answers for groups with their members.
func (s *Service) details(w http.ResponseWriter, r *http.Request) {
	var asked struct{ List []struct{ UserName string } }
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		answer(w, map[string]any{"BaseResponse": base(1)})
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []map[string]any
	for _, a := range asked.List {
		if c := s.chat(a.UserName); c != nil {
			list = append(list, c.entryOf(true))
		}
	}
	answer(w, map[string]any{"BaseResponse": base(0), "Count": len(list), "ContactList": list})
}

// chat finds a chat by its name in this login. The caller holds the lock.
func (s *Service) chat(username string) *Chat {
	for _, c := range s.chats {
		if name(s.login, c.key, c.group) == username {
			return c
		}
	}
	return nil
}
