package telegramtest

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxUpload is what the real server takes in one request, in bytes.
const maxUpload = 50 << 20

// request is a call of a method with its parameters, however they came: in the
// address, as a form, as a multipart form or as JSON.
type request struct {
	http   *http.Request
	method string
	values map[string]string
	files  map[string][]byte
}

func readRequest(r *http.Request, method string) (*request, error) {
	q := &request{http: r, method: method, values: map[string]string{}, files: map[string][]byte{}}
	q.take(r.URL.Query())
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	body := io.LimitReader(r.Body, maxUpload)
	switch kind {
	case "multipart/form-data":
		return q, q.readParts(multipart.NewReader(body, params["boundary"]))
	case "application/json":
		return q, q.readJSON(body)
	case "application/x-www-form-urlencoded":
		raw, err := io.ReadAll(body)
		if err != nil {
			return nil, err
		}
		form, err := url.ParseQuery(string(raw))
		q.take(form)
		return q, err
	}
	_, err := io.Copy(io.Discard, body)
	return q, err
}

func (q *request) take(form url.Values) {
	for name := range form {
		q.values[name] = form.Get(name)
	}
}

// readParts reads a multipart form; one of no bytes at all is what the library
// sends with methods that have no parameters.
func (q *request) readParts(form *multipart.Reader) error {
	for first := true; ; first = false {
		part, err := form.NextPart()
		if err == io.EOF || (first && errors.Is(err, io.EOF)) {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			q.files[part.FormName()] = content
		} else {
			q.values[part.FormName()] = string(content)
		}
	}
}

func (q *request) readJSON(body io.Reader) error {
	var fields map[string]json.RawMessage
	if err := json.NewDecoder(body).Decode(&fields); err != nil {
		return err
	}
	for name, raw := range fields {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		q.values[name] = text
	}
	return nil
}

func (q *request) text(name string) string { return q.values[name] }

func (q *request) number(name string, fallback int64) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(q.values[name]), 10, 64)
	if err != nil {
		return fallback
	}
	return n
}

func (q *request) yes(name string) bool { return q.values[name] == "true" || q.values[name] == "1" }

// object reads a parameter that is JSON; false if it is absent or broken.
func (q *request) object(name string, into any) bool {
	raw, ok := q.values[name]
	return ok && json.Unmarshal([]byte(raw), into) == nil
}
