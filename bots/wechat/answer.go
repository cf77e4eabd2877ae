package wechat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"

	"github.com/eatmoreapple/openwechat"
)

var errNoBase = errors.New("the answer has no BaseResponse")

var loginCode = regexp.MustCompile(`window\.code=(200|201|400|408);`)

// mendLogin refuses codes on which the library would poll without end.
func mendLogin(_ *guard, _ *http.Request, body []byte) ([]byte, error) {
	if !loginCode.Match(body) {
		return nil, errors.New("the answer has no known code")
	}
	return body, nil
}

// based is what every JSON answer has.
type based struct {
	BaseResponse *struct{ Ret openwechat.Ret }
}

// ret returns the service's return code as an error.
func ret(body []byte) error {
	var b based
	if err := json.Unmarshal(body, &b); err != nil {
		return fmt.Errorf("the answer is no JSON: %w", err)
	}
	if b.BaseResponse == nil {
		return errNoBase
	}
	if b.BaseResponse.Ret != 0 {
		return b.BaseResponse.Ret
	}
	return nil
}

func mendBase(_ *guard, _ *http.Request, body []byte) ([]byte, error) {
	if err := ret(body); err != nil {
		return nil, err
	}
	return body, nil
}

func mendInit(_ *guard, _ *http.Request, body []byte) ([]byte, error) {
	if err := ret(body); err != nil {
		return nil, err
	}
	var answer openwechat.WebInitResponse
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	if answer.User == nil || answer.User.UserName == "" {
		return nil, errors.New("the answer has no user")
	}
	if !whole(answer.SyncKey) {
		return nil, errors.New("the answer has no sync key")
	}
	answer.ContactList = present(answer.ContactList)
	return json.Marshal(answer)
}

// syncAnswer is a sync answer with its messages still unread.
type syncAnswer struct {
	BaseResponse openwechat.BaseResponse
	SyncKey      *openwechat.SyncKey
	AddMsgCount  int
	AddMsgList   []json.RawMessage
}

// mendSync takes out messages that cannot be decoded, so that one of them does
// not stop the others for ever.
func mendSync(g *guard, _ *http.Request, body []byte) ([]byte, error) {
	if err := ret(body); err != nil {
		return nil, err
	}
	var answer syncAnswer
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	if !whole(answer.SyncKey) {
		return nil, errors.New("the answer has no sync key")
	}
	readable := answer.AddMsgList[:0]
	for _, raw := range answer.AddMsgList {
		var m *openwechat.Message
		switch err := json.Unmarshal(raw, &m); {
		case err != nil:
			g.unreadable(bytes.Clone(raw))
		case m != nil:
			readable = append(readable, raw)
		}
	}
	answer.AddMsgList, answer.AddMsgCount = readable, len(readable)
	return json.Marshal(answer)
}

func mendContacts(_ *guard, _ *http.Request, body []byte) ([]byte, error) {
	if err := ret(body); err != nil {
		return nil, err
	}
	var answer openwechat.WebWxContactResponse
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	answer.MemberList = present(answer.MemberList)
	return json.Marshal(answer)
}

// mendDetails puts the contacts in the order they were asked for, since the
// library pairs them by position; one that is missing comes back as its bare
// name.
func mendDetails(_ *guard, req *http.Request, body []byte) ([]byte, error) {
	if err := ret(body); err != nil {
		return nil, err
	}
	var answer openwechat.WebWxBatchContactResponse
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	asked, err := namesIn(req)
	if err != nil {
		return nil, err
	}
	found := map[string]*openwechat.User{}
	for _, u := range present(answer.ContactList) {
		found[u.UserName] = u
	}
	answer.ContactList = nil
	for _, name := range asked {
		u := found[name]
		if u == nil {
			u = &openwechat.User{UserName: name}
		}
		answer.ContactList = append(answer.ContactList, u)
	}
	answer.Count = len(answer.ContactList)
	return json.Marshal(answer)
}

// namesIn lists whom a request asks for.
func namesIn(req *http.Request) ([]string, error) {
	if req.GetBody == nil {
		return nil, errors.New("the request cannot be read again")
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, err
	}
	defer body.Close()
	var asked struct{ List []struct{ UserName string } }
	if err := json.NewDecoder(body).Decode(&asked); err != nil {
		return nil, fmt.Errorf("read the request: %w", err)
	}
	var names []string
	for _, a := range asked.List {
		names = append(names, a.UserName)
	}
	return names, nil
}

// present drops entries that are null, at every level.
func present(users []*openwechat.User) []*openwechat.User {
	kept := users[:0]
	for _, u := range users {
		if u != nil {
			u.MemberList = present(u.MemberList)
			kept = append(kept, u)
		}
	}
	return kept
}
