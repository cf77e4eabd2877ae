package main

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// browser is one that runs no scripts. It keeps cookies and follows redirects.
type browser struct {
	*scene
	client *http.Client
}

// shown is a page as the browser got it.
type shown struct {
	status int
	path   string // after redirects
	body   string
}

func (s *scene) browser() *browser {
	s.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.Fatal(err)
	}
	return &browser{s, &http.Client{Jar: jar, Timeout: patience}}
}

// open shows a page, by its path or its whole address.
func (b *browser) open(address string) shown {
	b.Helper()
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, b.address(address), http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	return b.do(request)
}

func (b *browser) address(path string) string {
	if strings.HasPrefix(path, "/") {
		return b.program.url + path
	}
	return path
}

func (b *browser) do(request *http.Request) shown {
	b.Helper()
	answer, err := b.client.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.Fatal(err)
	}
	return shown{answer.StatusCode, answer.Request.URL.Path, string(body)}
}

// await opens a page again and again until it has some words, as a person does
// who presses "refresh".
func (b *browser) await(path, words string) shown {
	b.Helper()
	deadline := time.Now().Add(patience)
	for {
		page := b.open(path)
		if strings.Contains(page.body, words) {
			return page
		}
		if time.Now().After(deadline) {
			b.Fatalf("%s never showed %q:\n%s", path, words, page.body)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// form is a form of a page with what it hides.
type form struct {
	*browser
	action string
	fields url.Values
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([a-z]+)" value="([^"]*)">`)

// form finds the form of a page that is sent to an address.
func (b *browser) form(page shown, action string) form {
	b.Helper()
	_, rest, found := strings.Cut(page.body, `action="`+action+`"`)
	if !found {
		b.Fatalf("%s (%d) has no form for %s:\n%s", page.path, page.status, action, page.body)
	}
	inside, _, _ := strings.Cut(rest, "</form>")
	fields := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(inside, -1) {
		fields.Add(m[1], html.UnescapeString(m[2]))
	}
	return form{b, action, fields}
}

// with fills in a field.
func (f form) with(name, value string) form {
	f.fields.Set(name, value)
	return f
}

// send sends the form with photos, and has to succeed.
func (f form) send(photos ...[]byte) shown {
	f.Helper()
	page := f.post(photos...)
	if page.status != http.StatusOK {
		f.Fatalf("%s answered %d:\n%s", f.action, page.status, page.body)
	}
	return page
}

// post sends the form with photos, and again while the service is busy, as it is right
// after its start.
func (f form) post(photos ...[]byte) shown {
	f.Helper()
	for until := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		if page := f.postOnce(photos); page.status != http.StatusServiceUnavailable || time.Now().After(until) {
			return page
		}
	}
}

func (f form) postOnce(photos [][]byte) shown {
	f.Helper()
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for name, values := range f.fields {
		for _, v := range values {
			f.sound(parts.WriteField(name, v))
		}
	}
	for _, photo := range photos {
		part, err := parts.CreateFormFile("photos", "IMG_1.jpg")
		f.sound(err)
		_, err = part.Write(photo)
		f.sound(err)
	}
	f.sound(parts.Close())
	request, err := http.NewRequestWithContext(f.Context(), http.MethodPost, f.address(f.action), &body)
	f.sound(err)
	request.Header.Set("Content-Type", parts.FormDataContentType())
	return f.do(request)
}

// logIn uses a one-time link up.
func (b *browser) logIn(link string) {
	b.Helper()
	if page := b.form(b.open(link), "/login").send(); page.path != "/desk" {
		b.Fatalf("the link led to %s:\n%s", page.path, page.body)
	}
}

// enter goes into a room under a name.
func (b *browser) enter(room, name string) {
	b.Helper()
	b.form(b.open(room), room+"/name").with("name", name).send()
}

// line finds what is said on a page, by some of its words: its number, and its
// part of the page.
func (b *browser) line(page shown, words string) (number, part string) {
	b.Helper()
	for _, part := range strings.Split(page.body, `<li class="line`)[1:] {
		if m := lineID.FindStringSubmatch(part); m != nil && strings.Contains(part, words) {
			return m[1], part
		}
	}
	b.Fatalf("%s does not say %q:\n%s", page.path, words, page.body)
	return "", ""
}

var lineID = regexp.MustCompile(`id="m-([^"]+)"`)

// picture is the address of the large rendition of the first picture in a part
// of a page.
func (b *browser) picture(part string) string {
	b.Helper()
	m := pictureLink.FindStringSubmatch(part)
	if m == nil {
		b.Fatalf("there is no picture in\n%s", part)
	}
	return m[1]
}

var pictureLink = regexp.MustCompile(`<a href="([^"]+_1280\.jpg)"><img`)
