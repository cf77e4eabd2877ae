package api

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

const everything = "tickets:read,tickets:words,inbox:read,outbox:read,chats:read,people:read,areas:read,stats:read,house:read"

// What is read comes in the words of the description, with what is behind it.
func TestReading(t *testing.T) {
	t.Parallel()
	_, a := newHouse()
	for path, want := range map[string]string{
		"/search?q=井盖&mine=true&cell=c1&limit=2": `"next":"Mg"`,
		"/tickets/1/messages":                    `"photos":[{"id":3,"state":"ready"`,
		"/tickets/1/choices":                     `{"lat":34.1,"lon":108.1,"address":"东头老菜场"}`,
		"/whistles/1":                            `"units":["cg"],"parts":[{"position":1,"unit":"cg"`,
		"/whistles?status=drafted":               `"steps":["approve"]`,
		"/whistles/1/events":                     `"step":"draft","part":0,"status":"","officer":5,"text":"占道反复"`,
		"/mutes":                                 `"channel":"telegram","sender":"42","reason":"刷屏"`,
		"/posts/waiting":                         `"chat":1,"posts":4`,
		"/posts/short?what=photo":                `"id":8,`,
		"/chats/1/doors":                         `"link":"https://city.example/report?c=DOOR"`,
		"/chats/1/members":                       `["小马"]`,
		"/people":                                `"channels":["telegram","wechat"],"offices":[{"role":"admin"}]`,
		"/invitations":                           `{"items":[{"name":"新人","role":"street","expires":"2026-03-05T12:00:00Z"}],"next":""}`,
		"/routes":                                `"unit":"cg","officer":"","depth":1`,
		"/routes/try?category=E0401&cell=c1":     `"unit":"cg","officer":"","hole":false,"way":["route 夜里 (class E04)","route in c1","unit cg 城管局"]`,
		"/routes/try":                            `"unit":"","officer":"","hole":true`,
		"/duties":                                `"unit":"cg","officer":"","why":""`,
		"/learnt":                                `"name":"老菜场","cell":"c1","lat":0,"lon":0,"count":3,"at":"2026-03-05T12:00:00Z","state":"","used":true`,
		"/stats":                                 `{"key":"solved","counted":1,"base":2,"rate":0.5,"left_out":[]}`,
		"/stats?category=E04&cell=c1":            `"from":"2026-02-04","to":"2026-03-05","as_of":"2026-03-05T12:00:00Z"`,
		"/stats/figures":                         `"key":"on_time","name":"按期率"`,
		"/stats/spots":                           `"back":2,"tickets":[1,2,3]`,
		"/stats/figures/solved/counted?limit=2":  `{"items":[3,2],"next":"Mg"}`,
		"/stats/figures/solved/test?cursor=Mg":   `{"items":[1],"next":""}`,
		"/ledger?limit=2":                        `"next":"Mg"`,
		"/ledger?cursor=Mg":                      `"number":3,"cells":["居民","井盖没了"`,
		"/channels":                              `"channel":"wechat","state":"running","healthy":true`,
		"/jobs":                                  `"kind":"announce","state":"retryable","jobs":1`,
		"/jobs/failed":                           `"failure":"no room"`,
		"/learning":                              `"question":"kind","examples":120,"rules":70,"model":111,"used":true`,
		"/audit?limit=1&kind=refusal":            `"officer":5,"what":"accept"}],"next":"1772712000000000-refusal-7"`,
	} {
		if got := ask(t, a, http.MethodGet, path, everything, "").Body.String(); !strings.Contains(got, want) {
			t.Errorf("%s answered %s, want %s in it", path, got, want)
		}
	}
	if code := ask(t, a, http.MethodGet, "/channels", "house:read", "").Body.String(); strings.Contains(code, "login.example") {
		t.Errorf("who only reads sees the code that makes one the account: %s", code)
	}
	if code := ask(t, a, http.MethodGet, "/channels", "house:read,house:write", "").Body.String(); !strings.Contains(code, `"trouble":"scan","code":"https://login.example/x"`) {
		t.Errorf("no code to scan: %s", code)
	}
}

// What can not be read is refused with a word on what is wrong, and nothing is done.
func TestRefused(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	for request, want := range map[string]int{
		"GET /search?q=!": 422, "GET /search?cursor=x": 422, "GET /routes/try?category=odd": 422, "GET /routes/try?cell=odd": 422,
		"GET /stats?from=2026-03-05&to=2026-03-01": 422, "GET /stats?from=x": 422, "GET /stats?cell=odd": 422, "GET /calendar/1900": 422,
		"GET /stats/figures/odd/counted": 404, "GET /stats/figures/solved/odd": 404, "GET /audit?kind=odd": 422, "GET /whistles/9x": 422,
		`POST /tickets/1/deeds {"deed":"merge"}`: 422, `POST /tickets/1/deeds {"deed":"rise"}`: 422, `POST /tickets/1/deeds {"deed":"invite"}`: 422,
		`POST /tickets/1/place {"lat":1,"lon":1}`: 409, `POST /tickets/1/whistles {"units":[],"reason":"x"}`: 422, `POST /tickets/1/whistles {"units":["cg"]}`: 422,
		`POST /whistles/1/steps {"step":"draft"}`: 422, `POST /whistles/1/steps {"step":"done","photos":["x"]}`: 422, `POST /mutes {"channel":"","sender":"42"}`: 422,
		"POST /mutes {\"channel\":\"telegram\",\"sender\":\"4\\u00002\"}": 422, `POST /invitations {"name":"新人","role":"grid_officer"}`: 422,
		`POST /invitations {"name":"新人","role":"king"}`: 422, `POST /learnt {"name":"没有","cell":"c1","lat":1,"lon":1}`: 404,
		`POST /learnt {"name":"老菜场","cell":"c1","lat":91,"lon":1}`: 422,
		`POST /mutes ` + strings.Repeat("[", 200_000):              400, "POST /mutes " + strings.Repeat(" ", 2<<20): 413,
	} {
		method, rest, _ := strings.Cut(request, " ")
		path, body, _ := strings.Cut(rest, " ")
		if got := ask(t, a, method, path, everything+",tickets:write,inbox:write,people:write,areas:write", body); got.Code != want {
			t.Errorf("%s answered %d %s, want %d", request, got.Code, got.Body, want)
		}
	}
	if len(h.acts)+len(h.steps)+len(h.noted) > 0 {
		t.Errorf("done all the same: %v %v %v", h.acts, h.steps, h.noted)
	}
}

// A program does what the forms of the desk do.
func TestDoing(t *testing.T) {
	t.Parallel()
	h, a := newHouse()
	do := func(path, scope, body, want string) {
		t.Helper()
		if got := ask(t, a, http.MethodPost, path, scope, body).Body.String(); !strings.Contains(got, want) {
			t.Errorf("%s answered %s, want %s in it", path, got, want)
		}
	}
	do("/tickets/1/deeds", "tickets:write", `{"deed":"merge","other":2}`, `"answer":"好的"`)
	do("/tickets/1/deeds", "tickets:write", `{"deed":"offer","units":["cg"],"words":"周末前"}`, `"number":1`)
	do("/tickets/1/deeds", "tickets:write", `{"deed":"offer","units":["wuye"]}`, "there is no unit with the code wuye")
	do("/tickets/1/deeds", "tickets:write", `{"deed":"invite","unit":"cg"}`, `"number":1`)
	if h.acts[0].Other != 2 || h.acts[1].Words != "周末前" || !slices.Equal(h.acts[1].Units, []string{"cg"}) || h.acts[2].Words != "cg" {
		t.Errorf("the acts are %+v", h.acts)
	}
	do("/tickets/1/preview", "tickets:read", `{"deed":"resolve","words":"换了"}`, `{"chat":1,"pieces":["#1 resolve"],"short":["length"],"lost":false}`)
	do("/tickets/1/whistles", "tickets:write", `{"units":["cg"],"kind":"progress","reason":"占道反复"}`, "吹了")
	do("/whistles/4/steps", "tickets:write", `{"step":"arrive","part":1,"photos":["`+photoKey+`"]}`, `"answer":"吹了"`)
	if draft, arrive := h.steps[0], h.steps[1]; draft.Words != "占道反复" || !slices.Equal(draft.Units, []string{"cg"}) || draft.Kind != "progress" || draft.Ticket != 1 || arrive.Whistle != 4 || arrive.Part != 1 || len(arrive.Photos) != 1 {
		t.Errorf("the steps are %+v", h.steps)
	}
	do("/inbox/1/mute", "inbox:write", `{"days":3}`, "")
	do("/tickets/1/place", "tickets:write", `{"lat":34.1,"lon":108.1}`, "")
	do("/learnt/forget", "areas:write", `{"name":"老菜场","cell":"c1"}`, "")
	do("/chats/1/members", "chats:write", `{"name":" 小马 "}`, "https://city.example/chat/honghui/join?code=CODE")
	do("/invitations", "people:write", `{"name":"新人","role":"street"}`, `"code":"CODE"`)
	do("/people/5/offices", "people:write", `{"role":"grid_officer","cells":["c1"],"unit":"cg"}`, "")
	do("/photos/3/original", "tickets:words", "", "")
	do("/tickets/1/reveal", "tickets:words", "", `{"alias":7,"name":"李四"}`)
	for _, want := range []string{
		"mute telegram/reporter-1 until 2026-03-08", "place 东头老菜场", "forgotten 老菜场", "invite the member 小马", "invite 新人", "give grid_officer",
		"look at a photo", "reveal",
	} {
		if !slices.Contains(h.noted, want) {
			t.Errorf("not done: %s; %v", want, h.noted)
		}
	}
}
