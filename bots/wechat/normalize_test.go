package wechat

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/eatmoreapple/openwechat"

	"snapgrid/intake"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is the scene of all golden files: 王敏 said "井盖坏了" under a number that
// is known, and a photo.
func sample() scene {
	chat := intake.ChatRef{Channel: Channel, ID: "chat-1"}
	var lately memory
	lately.add(chat, "7000000000000000001", "王敏", "井盖坏了")
	lately.add(chat, "7000000000000000002", "王敏", picture)
	return scene{
		login: "login-1", chat: chat, title: "红辉社区居民群", ours: []string{"小格"},
		sender: func(session string) intake.Sender {
			if session == "" {
				return intake.Sender{}
			}
			return intake.Sender{ID: "id of " + session, Name: "周斌"}
		},
		quoted: func(name, words string) string { return lately.find(chat, name, words) },
	}
}

// received decodes a message as the library does.
func received(data []byte) (raw, error) {
	var m openwechat.Message
	if err := json.Unmarshal(data, &m); err != nil {
		return raw{}, err
	}
	m.RawContent = m.Content
	return take(&m), nil
}

func TestNormalize(t *testing.T) {
	files, err := filepath.Glob("testdata/normalize/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r, err := received(data)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(file, ".json")+".golden", r)
		})
	}
}

func golden(t *testing.T, path string, r raw) {
	t.Helper()
	got := []byte("nothing\n")
	if in, ok := normalize(r, sample()); ok {
		var err error
		if got, err = json.MarshalIndent(in, "", "  "); err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
	}
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSystemMessages(t *testing.T) {
	tests := map[string]change{
		`"王敏"修改群名为“新名”`:                                   {title: "新名"},
		`"Min" changed the group name to "New &amp; old"`: {title: "New & old"},
		`"王敏"邀请"李强"加入了群聊`:                                 {people: true},
		`"王敏"邀请你加入了群聊，群聊参与人还有：李强`:                         {people: true, inside: true},
		`你将"李强"移出了群聊`:                                     {people: true},
		`你被"王敏"移出群聊`:                                      {people: true, outside: true},
		`"王敏" 拍了拍我`:                                       {},
	}
	for content, want := range tests {
		if got := readSystem(content); got != want {
			t.Errorf("%s: got %+v, want %+v", content, got, want)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	files, err := filepath.Glob("testdata/normalize/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := received(data)
		if err != nil {
			return
		}
		in, ok := normalize(r, sample())
		if r.kind == kindPhoto && (!ok || in.Said == nil || len(in.Said.Media) != 1) {
			t.Errorf("a photo was lost: %+v", in)
		}
		set := 0
		for _, is := range []bool{in.Said != nil, in.Edited != nil, in.Dead != nil} {
			if is {
				set++
			}
		}
		if ok && set != 1 || !ok && set != 0 {
			t.Errorf("%d things happened", set)
		}
		readSystem(r.content)
		plainNames(r)
	})
}

func FuzzAnswers(f *testing.F) {
	f.Add([]byte(`{"BaseResponse":{"Ret":0},"SyncKey":{"Count":1,"List":[{"Key":1,"Val":2}]},"AddMsgList":[null,{"MsgId":"1"},{"MsgId":2}]}`))
	f.Add([]byte(`{"BaseResponse":{"Ret":0},"User":{"UserName":"@a"},"SyncKey":{"Count":1,"List":[{"Key":1,"Val":2}]},"ContactList":[null]}`))
	f.Add([]byte(`{"BaseResponse":{"Ret":1101}}`))
	f.Add([]byte(`<html>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		g := &guard{unreadable: func([]byte) {}}
		if mended, err := mendSync(g, nil, body); err == nil {
			var answer openwechat.WebWxSyncResponse
			if err := json.Unmarshal(mended, &answer); err != nil || !whole(answer.SyncKey) {
				t.Errorf("the library gets %s: %v", mended, err)
			}
			for _, m := range answer.AddMsgList {
				if m == nil {
					t.Error("the library gets a message that is null")
				}
			}
		}
		if mended, err := mendInit(g, nil, body); err == nil {
			var answer openwechat.WebInitResponse
			if err := json.Unmarshal(mended, &answer); err != nil || answer.User == nil || !whole(answer.SyncKey) {
				t.Errorf("the library gets %s: %v", mended, err)
			}
		}
		if mended, err := mendContacts(g, nil, body); err == nil {
			var answer openwechat.WebWxContactResponse
			if err := json.Unmarshal(mended, &answer); err != nil {
				t.Errorf("the library gets %s: %v", mended, err)
			}
		}
	})
}
