package advice_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/advice"
)

var classes = intake.Categories{{Code: "E0401", Name: "路面塌陷"}, {Code: "P0118", Name: "路灯"}}

// purse is a budget in memory.
type purse map[string]int

func (p purse) Spend(_ context.Context, since time.Time, allowances ...intake.Allowance) (over []string, err error) {
	for _, a := range allowances {
		name := a.Name + since.String()
		if p[name]++; p[name] > a.Limit {
			over = append(over, a.Name)
		}
	}
	return over, nil
}

// model is a double of an endpoint that says one thing.
func model(t *testing.T, status int, says string) (*httptest.Server, *[]string) {
	t.Helper()
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.URL.Path != "/v1/chat/completions" || r.Header.Get("Authorization") != "Bearer hush" {
			t.Errorf("asked at %s with %q, %v", r.URL.Path, r.Header.Get("Authorization"), err)
		}
		asked = append(asked, string(body))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, says)
	}))
	t.Cleanup(s.Close)
	return s, &asked
}

// saying is an answer in the form of the API.
func saying(words string) string {
	quoted, _ := json.Marshal(words)
	return `{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":` + string(quoted) + `}}]}`
}

func adviser(url string, change ...func(*advice.Config)) *advice.Adviser {
	c := advice.DefaultConfig()
	c.Enabled, c.Endpoint, c.Key, c.Model = true, url+"/v1/", "hush", "tiny"
	for _, f := range change {
		f(&c)
	}
	return advice.New(c, classes, purse{}, time.Now)
}

var question = advice.Question{Words: "灯瞎火了，打〔电话〕", Kind: intake.ChatRiders}

func TestAnswers(t *testing.T) {
	report := intake.Verdict{Kind: intake.IsReport, Category: "P0118", Severity: intake.Urgent}
	for name, tt := range map[string]struct {
		says string
		want intake.Verdict
	}{
		"plain":                     {`{"kind":"report","category":"P0118","severity":"urgent"}`, report},
		"fenced":                    {"Sure!\n```json\n{\"kind\":\"report\",\"category\":\"P0118\",\"severity\":\"urgent\"}\n```", report},
		"more than was asked for":   {`{"kind":"report","category":"P0118","severity":"urgent","unit":"x","words":"y","sql":"drop table"}`, report},
		"a class that there is not": {`{"kind":"report","category":"X9","severity":"urgent"}`, intake.Verdict{Kind: intake.IsReport, Severity: intake.Urgent}},
		"a severity that is none":   {`{"kind":"report","category":"","severity":"whatever"}`, intake.Verdict{Kind: intake.IsReport, Severity: intake.Ordinary}},
		"chatter has neither":       {`{"kind":"chatter","category":"P0118","severity":"emergency"}`, intake.Verdict{Kind: intake.IsChatter}},
		"unsure as well":            {`{"kind":"unsure"}`, intake.Verdict{Kind: intake.IsUnsure}},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := model(t, http.StatusOK, saying(tt.says))
			got, err := adviser(s.URL).Advise(t.Context(), question)
			if err != nil || got != tt.want {
				t.Errorf("%+v, %v; want %+v", got, err, tt.want)
			}
		})
	}
}

func TestNonsenseIsNoAdvice(t *testing.T) {
	for name, tt := range map[string]struct {
		status int
		says   string
	}{
		"an error":             {http.StatusInternalServerError, "{}"},
		"too many":             {http.StatusTooManyRequests, ""},
		"a redirect":           {http.StatusFound, ""},
		"no JSON":              {http.StatusOK, "<html>"},
		"no choice":            {http.StatusOK, `{"choices":[]}`},
		"no object":            {http.StatusOK, saying("It is a report.")},
		"braces the wrong way": {http.StatusOK, saying("}{")},
		"half an object":       {http.StatusOK, saying(`{"kind":"report"`)},
		"a kind of its own":    {http.StatusOK, saying(`{"kind":"admin"}`)},
		"a list":               {http.StatusOK, saying(`[{"kind":["report"]}]`)},
		"an endless answer":    {http.StatusOK, saying(strings.Repeat("x", 1<<20))},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := model(t, tt.status, tt.says)
			if got, err := adviser(s.URL).Advise(t.Context(), question); err == nil || got != (intake.Verdict{}) {
				t.Errorf("it was taken for %+v", got)
			}
		})
	}
}

func TestSlowModelIsLeft(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	defer s.Close() // waits for the request to end, if it came as far as here
	_, err := adviser(s.URL, func(c *advice.Config) { c.Timeout = 50 * time.Millisecond }).Advise(t.Context(), question)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the model was waited for: %v", err)
	}
	if strings.Contains(err.Error(), s.URL) {
		t.Errorf("the address, which may hold a key, is in %v", err)
	}
}

func TestBudget(t *testing.T) {
	s, asked := model(t, http.StatusOK, saying(`{"kind":"unsure"}`))
	for name, change := range map[string]func(*advice.Config){
		"of an hour": func(c *advice.Config) { c.PerHour = 2 }, "of a day": func(c *advice.Config) { c.PerDay = 2 },
	} {
		*asked = nil
		a := adviser(s.URL, change)
		for i := range 4 {
			if _, err := a.Advise(t.Context(), question); errors.Is(err, advice.ErrSpent) != (i >= 2) {
				t.Errorf("question %d %s: %v", i+1, name, err)
			}
		}
		if len(*asked) != 2 {
			t.Errorf("%s: asked %d times", name, len(*asked))
		}
	}
}

// What is asked holds the words as data behind the task, and pictures only where
// they are wished for.
func TestQuestion(t *testing.T) {
	s, asked := model(t, http.StatusOK, saying(`{"kind":"unsure"}`))
	for _, q := range []advice.Question{question, {Words: "看这里", Photos: [][]byte{[]byte("jpeg")}}} {
		if _, err := adviser(s.URL).Advise(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	var plain, pictured struct {
		Model    string
		Messages []struct {
			Role    string
			Content json.RawMessage
		}
	}
	if err := errors.Join(json.Unmarshal([]byte((*asked)[0]), &plain), json.Unmarshal([]byte((*asked)[1]), &pictured)); err != nil {
		t.Fatal(err)
	}
	if plain.Model != "tiny" || len(plain.Messages) != 2 || plain.Messages[0].Role != "system" || plain.Messages[1].Role != "user" ||
		!strings.HasPrefix(string(plain.Messages[1].Content), `"`) || !strings.Contains(string(plain.Messages[1].Content), "灯瞎火了") {
		t.Errorf("asked %s", (*asked)[0])
	}
	if !strings.Contains(string(pictured.Messages[1].Content), "data:image/jpeg;base64,anBlZw==") {
		t.Errorf("asked %s", (*asked)[1])
	}
}

func TestConfig(t *testing.T) {
	if err := advice.DefaultConfig().Validate(); err != nil {
		t.Error(err)
	}
	bad := advice.Config{Enabled: true, Endpoint: "ftp://x", Timeout: time.Hour, PerDay: -1}
	err := bad.Validate()
	for _, key := range []string{"endpoint: ", "timeout: ", "per_hour: ", "model: "} {
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("no fault of %s in %v", key, err)
		}
	}
}
