package telegramtest

import (
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func start(t *testing.T, cfg Config) *Server {
	t.Helper()
	s, err := Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	return s
}

// answer is what a bot sees.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  wireParameters  `json:"parameters"`
}

// call calls a method as a bot does; params are name, value, name, value, …
func call(t *testing.T, s *Server, method string, params ...string) answer {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(params); i += 2 {
		form.Set(params[i], params[i+1])
	}
	resp, err := http.PostForm(s.URL()+"/bot"+s.Token()+"/"+method, form)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(raw, &a); err != nil {
		t.Fatalf("%s: %s", err, raw)
	}
	return a
}

// polled calls getUpdates and says what came, in short: "say:井盖", "member", …
func polled(t *testing.T, s *Server, params ...string) (short []string, last string) {
	t.Helper()
	a := call(t, s, "getUpdates", params...)
	if !a.OK {
		t.Fatalf("getUpdates: %d %s", a.Code, a.Description)
	}
	var updates []struct {
		ID      json.Number `json:"update_id"`
		Message *struct {
			Text string `json:"text"`
		} `json:"message"`
		Member   *struct{} `json:"my_chat_member"`
		Reaction *struct{} `json:"message_reaction"`
	}
	if err := json.Unmarshal(a.Result, &updates); err != nil {
		t.Fatal(err)
	}
	for _, u := range updates {
		last = u.ID.String()
		switch {
		case u.Message != nil:
			short = append(short, "say:"+u.Message.Text)
		case u.Member != nil:
			short = append(short, "member")
		case u.Reaction != nil:
			short = append(short, "reaction")
		}
	}
	return short, last
}

func refusedWith(t *testing.T, a answer, code int, words string) {
	t.Helper()
	if a.OK || a.Code != code || !strings.Contains(a.Description, words) {
		t.Errorf("got %v %d %q, want %d %q", a.OK, a.Code, a.Description, code, words)
	}
}

func blank(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
