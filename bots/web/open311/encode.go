package open311

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"snapgrid/intake"
)

// format is how an answer is written.
type format int

const (
	xmlFormat format = iota
	jsonFormat
)

// reply is an answer: a root for XML, and what JSON writes instead, since in
// JSON lists have no wrapper.
type reply struct {
	status int
	xml    any
	json   any
}

func ok(xmlRoot, jsonRoot any) reply { return reply{http.StatusOK, xmlRoot, jsonRoot} }

func (a *Adapter) write(c call, out reply) {
	body, kind, err := encode(c.format, out)
	if err != nil {
		http.Error(c.w, "the answer can not be written", http.StatusInternalServerError)
		return
	}
	h := c.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-cache")
	c.w.WriteHeader(out.status)
	if c.r.Method != http.MethodHead {
		_, _ = c.w.Write(body) // the client has gone: nobody to tell
	}
}

func encode(f format, out reply) (body []byte, kind string, err error) {
	var b bytes.Buffer
	if f == jsonFormat {
		err = json.NewEncoder(&b).Encode(out.json)
		return b.Bytes(), "application/json; charset=utf-8", err
	}
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n")
	err = xml.NewEncoder(&b).Encode(out.xml)
	return b.Bytes(), "text/xml; charset=utf-8", err
}

// text is a string that XML can carry and that is null in JSON when empty.
type text string

// MarshalJSON writes null for the empty string.
func (t text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(t.legal())
}

// MarshalText leaves out what XML 1.0 forbids.
func (t text) MarshalText() ([]byte, error) { return []byte(t.legal()), nil }

func (t text) legal() string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= 0x20 && r <= 0xD7FF, r >= 0xE000 && r <= 0xFFFD, r >= 0x10000:
			return r
		}
		return -1
	}, strings.ToValidUTF8(string(t), "\uFFFD"))
}

// degrees is a latitude or longitude with six decimals; null in JSON and empty
// in XML if unknown.
type degrees struct {
	known bool
	value float64
}

// MarshalJSON writes a number or null.
func (d degrees) MarshalJSON() ([]byte, error) {
	if !d.known {
		return []byte("null"), nil
	}
	return d.MarshalText()
}

// MarshalText writes a number or nothing.
func (d degrees) MarshalText() ([]byte, error) {
	if !d.known {
		return nil, nil
	}
	return strconv.AppendFloat(nil, d.value, 'f', 6, 64), nil
}

// failure is an error in the client's words.
type failure struct {
	status int
	faults []string
	err    error
}

// Error joins the faults.
func (f *failure) Error() string {
	text := strings.Join(f.faults, "; ")
	if f.err != nil {
		text += ": " + f.err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (f *failure) Unwrap() error { return f.err }

func notFound(fault string) error {
	return &failure{status: http.StatusNotFound, faults: []string{fault}}
}

func invalid(faults ...string) error {
	return &failure{status: http.StatusBadRequest, faults: faults}
}

type errorsRoot struct {
	XMLName xml.Name     `xml:"errors"`
	Errors  []errorEntry `xml:"error"`
}

type errorEntry struct {
	Code        int  `xml:"code" json:"code"`
	Description text `xml:"description" json:"description"`
}

// fail is the answer to an error.
func fail(err error) reply {
	f := (*failure)(nil)
	if !errors.As(err, &f) {
		f = asFailure(err)
	}
	root := errorsRoot{}
	for _, fault := range f.faults {
		root.Errors = append(root.Errors, errorEntry{f.status, text(fault)})
	}
	return reply{f.status, root, root.Errors}
}

func asFailure(err error) *failure {
	if m := (*http.MaxBytesError)(nil); errors.As(err, &m) {
		return &failure{status: http.StatusRequestEntityTooLarge, faults: []string{"the request is too big"}}
	}
	switch intake.CodeOf(err) {
	case intake.CodeNotFound:
		return &failure{status: http.StatusNotFound, faults: []string{"there is no such thing"}, err: err}
	case intake.CodeAgain, intake.CodeUnavailable:
		return &failure{status: http.StatusServiceUnavailable, faults: []string{"the service is busy; try again later"}, err: err}
	}
	return &failure{status: http.StatusInternalServerError, faults: []string{"something went wrong here; try again later"}, err: err}
}
