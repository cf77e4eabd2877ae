package guest

import (
	"net/http"
	"unicode/utf8"

	"snapgrid/bots/web/pace"
	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// maxWords is the longest answer, in characters.
const maxWords = 4000

// draft is what a guest typed, whether it was taken or not.
type draft struct {
	form  string // random, made with the form: sending it twice is saying it once
	words string
	done  bool
}

func readDraft(r *http.Request) draft {
	return draft{
		form: formOf(r), words: page.Clean(r.PostFormValue("words")), done: r.PostFormValue("deed") == "done",
	}
}

// formOf is the form's own name; "" if it is none of ours.
func formOf(r *http.Request) string {
	form := r.PostFormValue("form")
	if len(form) != codeLength || page.Clean(form) != form {
		return ""
	}
	return form
}

// answer takes in what the guest sends.
func (d *Door) answer(w http.ResponseWriter, r *http.Request, v page.Visitor, g intake.Guest) error {
	said := readDraft(r)
	if err := d.take(r, g, said); err != nil {
		fault := faultOf(err)
		if fault.Status >= http.StatusInternalServerError {
			return fault
		}
		return d.showTicket(w, r, v, g, said, fault)
	}
	http.Redirect(w, r, "/g/"+codeOf(r), http.StatusSeeOther)
	return nil
}

// again shows a form again that did not carry the browser's token.
func (d *Door) again(w http.ResponseWriter, r *http.Request, v page.Visitor, g intake.Guest) error {
	return d.showTicket(w, r, v, g, readDraft(r), &page.Fault{Status: http.StatusForbidden, Sentence: page.StaleForm})
}

// take checks what was sent before anything of it is kept.
func (d *Door) take(r *http.Request, g intake.Guest, said draft) error {
	t, err := d.store.Ticket(r.Context(), g.Ticket)
	switch now := d.pages.Now(); {
	case err != nil:
		return err
	case !t.Status.Open():
		return errOver
	case !d.senders.Allow(pace.AddressOf(r), now) || !d.links.Allow(ChatOf(g).ID, now):
		return errTooFast
	case said.form == "":
		return &page.Fault{Status: http.StatusBadRequest, Sentence: "没有收到完整的内容，请再发一次"}
	case utf8.RuneCountInString(said.words) > maxWords:
		return &intake.Error{Code: intake.CodeInvalid, Message: "写得太长了，请不要超过 4000 字"}
	}
	kept, err := photos.Keep(r.Context(), d.blobs, r.MultipartForm, "photos")
	switch {
	case err != nil:
		return err
	case len(kept) == 0 && said.done:
		return &intake.Error{Code: intake.CodeInvalid, Message: "请拍一张修好后的照片，再点“已修好”"}
	case len(kept) == 0 && said.words == "":
		return &intake.Error{Code: intake.CodeInvalid, Message: "请写一句话，或选一张照片"}
	}
	return d.desk.Answer(r.Context(), Answer{Guest: g, Done: said.done, Words: said.words, Photos: kept, Key: said.form})
}
