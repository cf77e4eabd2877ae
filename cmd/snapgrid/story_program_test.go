package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/token"
)

// screen is another program in the house: it shows a photo, and is told of events. It
// is out of order when it is first told.
type screen struct {
	*httptest.Server
	mutex sync.Mutex
	told  []call
}

// call is one attempt to tell it something.
type call struct {
	header http.Header
	body   string
}

func newScreen(t *testing.T) *screen {
	sc := &screen{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /photo.jpg", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/jpeg")
		_, _ = w.Write(snapshot(410))
	})
	mux.HandleFunc("POST /hook", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		sc.mutex.Lock()
		defer sc.mutex.Unlock()
		if sc.told = append(sc.told, call{r.Header, string(body)}); len(sc.told) == 1 {
			http.Error(w, "out of order", http.StatusInternalServerError)
		}
	})
	sc.Server = httptest.NewServer(mux)
	t.Cleanup(sc.Close)
	return sc
}

func (sc *screen) calls() []call {
	sc.mutex.Lock()
	defer sc.mutex.Unlock()
	return append([]call(nil), sc.told...)
}

// post sends a form by Open311.
func (s *scene) post(fields url.Values) (status int, body string) {
	s.Helper()
	fields.Set("api_key", s.cfg.Open311.APIKeys[0])
	for until := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		answer, err := http.PostForm(s.program.url+"/open311/v2/requests.json", fields)
		s.sound(err)
		read, err := io.ReadAll(answer.Body)
		s.sound(errors.Join(err, answer.Body.Close()))
		// Right after its start the service says that it is busy: programs ask again.
		if answer.StatusCode != http.StatusServiceUnavailable || time.Now().After(until) {
			return answer.StatusCode, string(read)
		}
	}
}

// head is an administrator.
func (s *scene) head() intake.Officer {
	s.Helper()
	o := intake.Officer{Name: "何主任", Role: intake.RoleAdmin}
	var err error
	o.ID, err = s.program.db.PutOfficer(s.Context(), o)
	s.sound(err)
	return o
}

// A program in the house reports with a photo of its own, works on the ticket with a
// token, and is told of it, signed: again when it was out of order.
func TestOtherPrograms(t *testing.T) {
	story(t, func(s *scene) {
		screen, head := newScreen(s.T), s.head()
		key, _, err := s.program.tokens.Make(s.Context(), head, token.Wish{
			Name: "大屏", Officer: head.ID, Scopes: []intake.TokenScope{intake.ScopeTicketsRead, intake.ScopeTicketsWrite, intake.ScopeWebhooks},
		})
		s.sound(err)
		var hook struct {
			ID     int64
			Secret string
		}
		s.ask(key, "/webhooks", fmt.Sprintf(`{"name":"大屏","url":%q,"events":["accepted"]}`, screen.URL+"/hook"), http.StatusCreated, &hook)

		status, body := s.post(url.Values{
			"service_code": {"P0101"}, "description": {"井盖翘起来了"}, "lat": {"38.6"}, "long": {"104.1"}, "media_url": {screen.URL + "/photo.jpg"},
		})
		if status != http.StatusOK {
			s.Fatalf("the report was answered %d %s", status, body)
		}
		s.until("the photo of the report", func() bool { return len(s.ticket(1).More.Photos) == 1 })
		s.published(s.ticket(1).More.Photos[0])

		var done struct{ Status string }
		s.ask(key, "/tickets/1/deeds", `{"deed":"accept"}`, http.StatusOK, &done)
		if done.Status != "accepted" {
			s.Errorf("the ticket is %s", done.Status)
		}
		s.until("the second attempt", func() bool { return len(screen.calls()) == 2 })
		told := screen.calls()
		if told[0].body != told[1].body || told[0].header.Get("webhook-id") != told[1].header.Get("webhook-id") {
			s.Errorf("told otherwise at the second attempt: %v", told)
		}
		if !strings.Contains(told[1].body, `"type":"ticket.accepted"`) {
			s.Errorf("told %s", told[1].body)
		}
		for _, c := range told {
			if got, want := c.header.Get("webhook-signature"), signature(hook.Secret, c); got != want {
				s.Errorf("signed %s, want %s", got, want)
			}
		}
		b := s.browser()
		link, err := s.program.desk.LoginLink(s.Context(), head, patience)
		s.sound(err)
		b.logIn(link)
		b.await(fmt.Sprintf("/desk/programs/webhooks/%d", hook.ID), "送到了")
		if page := b.open("/desk/programs"); !strings.Contains(page.body, "大屏") || strings.Contains(page.body, hook.Secret) {
			s.Errorf("the page of programs shows\n%s", page.body)
		}
	}, sleepless, func(s *scene) {
		s.cfg.Open311.APIKeys = []string{"secret"}
		s.cfg.Outgoing.Allow = []string{"127.0.0.0/8"}
	})
}

// Without leave of the configuration nobody in the house is asked for a photo.
func TestPhotoFromInside(t *testing.T) {
	t.Parallel()
	s := newScene(t, databases()["sqlite"](t))
	s.cfg.Open311.APIKeys = []string{"secret"}
	s.start()
	screen := newScreen(t)
	status, body := s.post(url.Values{
		"service_code": {"P0101"}, "description": {"井盖翘起来了"}, "lat": {"38.6"}, "long": {"104.1"}, "media_url": {screen.URL + "/photo.jpg"},
	})
	if status != http.StatusOK || !strings.Contains(body, "not a public web address") {
		t.Errorf("answered %d %s", status, body)
	}
}

// ask makes a request of the JSON API.
func (s *scene) ask(key, path, body string, want int, into any) {
	s.Helper()
	request, err := http.NewRequestWithContext(s.Context(), http.MethodPost, s.program.url+"/api/v1"+path, strings.NewReader(body))
	s.sound(err)
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	s.sound(err)
	defer answer.Body.Close()
	read, err := io.ReadAll(answer.Body)
	s.sound(err)
	if answer.StatusCode != want {
		s.Fatalf("%s answered %d %s", path, answer.StatusCode, read)
	}
	s.sound(json.Unmarshal(read, into))
}

// signature is what Standard Webhooks say it is.
func signature(secret string, c call) string {
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return err.Error()
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(c.header.Get("webhook-id") + "." + c.header.Get("webhook-timestamp") + "." + c.body))
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
