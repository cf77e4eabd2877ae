package channel

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// draft is what a visitor typed and chose, whether it was sent or not.
type draft struct {
	Form    string // random, made with the form: sending it twice is saying it once
	Words   string
	ReplyTo string
	Media   []intake.Media
	Pin     *geotag.Pin
}

// The longest texts, in characters.
const (
	maxWords = 4000
	maxWhere = 200
)

// readWords reads everything of a form but the photos.
func readWords(r *http.Request, formField string) draft {
	form := r.PostFormValue(formField)
	if !formID(form) {
		form = rand.Text()
	}
	return draft{
		Form: form, Words: page.Clean(r.PostFormValue("words")),
		ReplyTo: r.PostFormValue("reply"), Pin: readPin(r),
	}
}

// formID reports whether s was made by rand.Text.
func formID(s string) bool {
	if len(s) != 26 {
		return false
	}
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}

// readPin takes the browser's position, which is WGS-84. Half a position, or
// one that is not on the earth, is none.
func readPin(r *http.Request) *geotag.Pin {
	lat, latErr := strconv.ParseFloat(r.PostFormValue("lat"), 64)
	lon, lonErr := strconv.ParseFloat(r.PostFormValue("lon"), 64)
	if latErr != nil || lonErr != nil || !(lat >= -90 && lat <= 90) || !(lon >= -180 && lon <= 180) {
		return nil
	}
	pin := &geotag.Pin{Point: geotag.Point{Lat: lat, Lon: lon}}
	if radius, err := strconv.ParseFloat(r.PostFormValue("accuracy"), 64); err == nil && radius > 0 && radius < 1e6 {
		pin.Radius = radius
	}
	return pin
}

// addPhotos stores the photos of the form, after those that an earlier attempt
// stored already.
func (a *Adapter) addPhotos(r *http.Request, d *draft) error {
	d.Media = a.sealer.Open(d.Form, r.PostForm["kept"])
	chosen, err := photos.Keep(r.Context(), a.blobs, r.MultipartForm, "photos")
	d.Media = append(d.Media, chosen...)
	if err == nil && len(d.Media) > photos.MaxCount {
		d.Media = d.Media[:photos.MaxCount]
		err = &intake.Error{Code: intake.CodeInvalid, Message: "一次最多 9 张照片，请少选几张"}
	}
	if err != nil && intake.CodeOf(err) != intake.CodeInvalid {
		return &page.Fault{Status: http.StatusServiceUnavailable, Sentence: notNow, Err: err}
	}
	return err
}

// check says what is missing or too much.
func (d draft) check() error {
	switch {
	case d.Words == "" && len(d.Media) == 0 && d.Pin == nil:
		return &intake.Error{Code: intake.CodeInvalid, Message: "请写一句话，或选一张照片"}
	case utf8.RuneCountInString(d.Words) > maxWords:
		return &intake.Error{Code: intake.CodeInvalid, Message: "写得太长了，请不要超过 4000 字"}
	}
	return nil
}

// id numbers the message. The same form sent twice with the same content has
// the same number; with other content it says something else.
func (d draft) id() string {
	parts := []string{d.Form, d.Words, d.ReplyTo}
	for _, m := range d.Media {
		parts = append(parts, m.Key)
	}
	return digest(parts...)
}
