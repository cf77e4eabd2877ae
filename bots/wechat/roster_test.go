package wechat

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/eatmoreapple/openwechat"
)

func TestWhoIsWho(t *testing.T) {
	r := &roster{
		session: "one", self: "@us", nick: "小格",
		friends: map[string]person{"@zb": {nick: "bin", remark: "周斌"}},
		groups: map[string]*group{
			"@@a": {members: map[string]person{"@us": {nick: "小格", card: "格子"}, "@zb": {nick: "bin"}, "@w1": {nick: "王敏"}, "@w2": {nick: "王敏"}}},
			"@@b": {members: map[string]person{"@zb": {nick: "bin", card: "老周"}, "@lq": {nick: "lq", card: "李强"}, "@x": {nick: "李强"}, "@n": {}}},
		},
	}
	r.index()
	staff := []string{"周斌", "李强"}
	tests := map[string]struct {
		group, session string
		id, name       string // id "" for one that ends with the session
	}{
		"staff by our remark":           {"@@a", "@zb", PersonID("周斌"), "周斌"},
		"the same in another group":     {"@@b", "@zb", PersonID("周斌"), "周斌"},
		"the same in private":           {"", "@zb", PersonID("周斌"), "周斌"},
		"two of one nickname":           {"@@a", "@w1", "", "王敏"},
		"a card that is another's nick": {"@@b", "@lq", "", "李强"},
		"the other one":                 {"@@b", "@x", "", "李强"},
		"no name at all":                {"@@b", "@n", "", ""},
		"somebody unknown":              {"@@b", "@who", "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got := r.sender(test.group, test.session, staff)
			if got.Name != test.name {
				t.Errorf("name %q, want %q", got.Name, test.name)
			}
			if test.id != "" && got.ID != test.id || test.id == "" && !strings.HasPrefix(got.ID, "s") {
				t.Errorf("id %q, want %q", got.ID, test.id)
			}
		})
	}
	if ours := r.ours("@@a"); len(ours) != 2 || ours[1] != "格子" {
		t.Errorf("our names: %q", ours)
	}
	later := *r
	later.session = "two"
	if r.sender("@@a", "@w1", nil).ID == later.sender("@@a", "@w1", nil).ID {
		t.Error("an uncertain person keeps their number after the session")
	}
}

func TestDetailsComeInTheOrderAskedFor(t *testing.T) {
	req, err := http.NewRequest(http.MethodPost, "https://wx2.qq.com/x", strings.NewReader(`{"List":[{"UserName":"@@a"},{"UserName":"@@b"},{"UserName":"@@c"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	body := `{"BaseResponse":{"Ret":0},"ContactList":[null,{"UserName":"@@c","NickName":"丙","MemberList":[null,{"UserName":"@x"}]},{"UserName":"@@z"},{"UserName":"@@a","NickName":"甲"}]}`
	mended, err := mendDetails(nil, req, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	var answer openwechat.WebWxBatchContactResponse
	if err := json.Unmarshal(mended, &answer); err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, u := range answer.ContactList {
		got += u.UserName + u.NickName + " "
	}
	if got != "@@a甲 @@b @@c丙 " || len(answer.ContactList[2].MemberList) != 1 {
		t.Errorf("got %s", mended)
	}
}

func TestUnreadableMessageStopsNoOther(t *testing.T) {
	var kept [][]byte
	g := &guard{unreadable: func(raw []byte) { kept = append(kept, raw) }}
	body := `{"BaseResponse":{"Ret":0},"SyncKey":{"Count":1,"List":[{"Key":1,"Val":2}]},"AddMsgList":[{"MsgId":"1"},{"MsgId":2},{"MsgId":"3"}]}`
	mended, err := mendSync(g, nil, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	var answer openwechat.WebWxSyncResponse
	if err := json.Unmarshal(mended, &answer); err != nil || len(answer.AddMsgList) != 2 || answer.AddMsgList[1].MsgId != "3" {
		t.Errorf("the library gets %s, %v", mended, err)
	}
	if len(kept) != 1 || string(kept[0]) != `{"MsgId":2}` {
		t.Errorf("kept %q", kept)
	}
}

func TestTerminal(t *testing.T) {
	var out bytes.Buffer
	p := Terminal(&out)
	p.Show(codeURL + "Qd123==")
	p.Clear()
	if lines := strings.Count(out.String(), "\n"); lines < 15 || !strings.ContainsRune(out.String(), '▄') {
		t.Errorf("%d lines: %s", lines, out.String())
	}
}
