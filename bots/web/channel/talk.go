package channel

import (
	"crypto/rand"
	"net/http"
	"slices"

	"github.com/rs/zerolog"

	"snapgrid/bots/web/pace"
	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// talk is one visitor in one chat: the conversation of a report, or a room.
type talk struct {
	chat   intake.Chat
	base   string // path of the page
	page   string // template
	title  string
	sender intake.Sender // ID is "" while we do not know how to call the visitor
}

// finder finds the talk that a request is about, or says why not.
type finder func(r *http.Request, v page.Visitor) (talk, error)

// talkView is what the page of a talk shows.
type talkView struct {
	Base       string
	Title      string
	Lines      []lineView
	Seq        int64
	Waiting    bool // nothing was answered yet
	AskName    bool
	Private    bool // the conversation of a report
	Form       string
	Words      string
	ReplyTo    string
	ReplyQuote string
	Kept       []string
	Problem    string
}

// shown is how many lines a page shows.
const shown = 100

func (a *Adapter) show(find finder) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		t, err := find(r, v)
		if err != nil {
			return err
		}
		return a.showTalk(w, r, v, t, draft{ReplyTo: r.URL.Query().Get("reply")}, nil)
	}
}

// showTalk shows the page with what the visitor typed and what is wrong with
// it, if anything.
func (a *Adapter) showTalk(w http.ResponseWriter, r *http.Request, v page.Visitor, t talk, d draft, fault *page.Fault) error {
	lines, err := a.store.ChatLines(r.Context(), t.chat.ID, 0, shown)
	if err != nil {
		return err
	}
	view := talkView{
		Base: t.base, Title: t.title, AskName: t.sender.ID == "", Private: t.chat.Kind == intake.ChatPrivate, Waiting: true,
		Form: d.Form, Words: d.Words, Kept: a.sealer.Seal(d.Form, d.Media),
	}
	if view.Form == "" {
		view.Form = rand.Text()
	}
	for _, line := range lines {
		view.Seq = max(view.Seq, line.Seq)
		view.Waiting = view.Waiting && !(line.Ours && line.Text != "")
	}
	// An entry that changed has a new Seq, and still stands where it was said.
	slices.SortStableFunc(lines, func(a, b intake.Line) int { return a.At.Compare(b.At) })
	if view.Lines, err = a.views(r.Context(), t, lines); err != nil {
		return err
	}
	if i := slices.IndexFunc(view.Lines, func(l lineView) bool { return l.ID == d.ReplyTo }); i >= 0 {
		view.ReplyTo, view.ReplyQuote = d.ReplyTo, quote(view.Lines[i].Text)
	}
	status := http.StatusOK
	if fault != nil {
		status, view.Problem = fault.Status, fault.Sentence
	}
	a.pages.Show(w, r, v, status, t.page, t.title, view)
	return nil
}

// say takes in what the visitor says.
func (a *Adapter) say(find finder) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		t, err := find(r, v)
		if err != nil {
			return err
		}
		d := readWords(r, "form")
		if err := a.takeSaid(r, v, t, &d); err != nil {
			fault := page.AsFault(err)
			if fault.Status >= http.StatusInternalServerError {
				zerolog.Ctx(r.Context()).Error().Err(err).Msg("message not taken in")
			}
			return a.showTalk(w, r, v, t, d, fault)
		}
		http.Redirect(w, r, t.base+"#say", http.StatusSeeOther)
		return nil
	}
}

func (a *Adapter) sayAgain(find finder) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		t, err := find(r, v)
		if err != nil {
			return err
		}
		return a.showTalk(w, r, v, t, readWords(r, "form"), &page.Fault{Status: http.StatusForbidden, Sentence: page.StaleForm})
	}
}

func (a *Adapter) takeSaid(r *http.Request, v page.Visitor, t talk, d *draft) error {
	if t.sender.ID == "" {
		return &page.Fault{Status: http.StatusForbidden, Sentence: "请先写一个称呼"}
	}
	if !a.paces.Allow(pace.AddressOf(r), a.pages.Now()) {
		return &page.Fault{Status: http.StatusTooManyRequests, Sentence: "发得太快了，请过一分钟再点发送"}
	}
	if err := a.addPhotos(r, d); err != nil {
		return err
	}
	if err := d.check(); err != nil {
		return err
	}
	return a.hear(r.Context(), a.said(t, v, *d))
}

// said is the message that a draft becomes.
func (a *Adapter) said(t talk, v page.Visitor, d draft) intake.Inbound {
	now := a.pages.Now()
	return intake.Inbound{At: now, Said: &intake.Message{
		Chat: t.chat.Ref, ID: d.id(), ChatTitle: t.chat.Title, Private: t.chat.Kind == intake.ChatPrivate,
		Sender: t.sender, SentAt: now, Text: d.Words, Media: d.Media, Pin: d.Pin,
		ReplyTo: d.ReplyTo, Language: v.Language,
	}}
}

// press takes in a button.
func (a *Adapter) press(find finder) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		t, err := find(r, v)
		if err != nil {
			return err
		}
		message, data := r.PostFormValue("message"), r.PostFormValue("data")
		switch {
		case t.sender.ID == "":
			return &page.Fault{Status: http.StatusForbidden, Sentence: "请先写一个称呼"}
		case message == "" || len(message) > 64 || data == "" || len(data) > 64 || page.Clean(message+data) != message+data:
			return &intake.Error{Code: intake.CodeInvalid, Message: "这个按钮已经不能用了，请刷新页面"}
		}
		err = a.hear(r.Context(), intake.Inbound{At: a.pages.Now(), Press: &intake.Press{
			ID: rand.Text(), Chat: t.chat.Ref, MessageID: message, Sender: t.sender, Data: data,
			Private: t.chat.Kind == intake.ChatPrivate,
		}})
		if err != nil {
			return err
		}
		http.Redirect(w, r, t.base+"#m-"+message, http.StatusSeeOther)
		return nil
	}
}

// photo gives out a rendition to those who see the page that shows it.
func (a *Adapter) photo(find finder) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		t, err := find(r, v)
		if err != nil {
			return err
		}
		name, ok := photos.Parse(r.PathValue("name"))
		if !ok {
			return page.NotFound()
		}
		visible, err := a.shows(r, t, name)
		if err != nil {
			return err
		}
		if !visible {
			return page.NotFound()
		}
		return photos.Serve(w, r, a.blobs, name, photos.ForOne)
	}
}

func (a *Adapter) shows(r *http.Request, t talk, name photos.Name) (bool, error) {
	lines, err := a.store.ChatLines(r.Context(), t.chat.ID, 0, shown)
	if err != nil {
		return false, err
	}
	for _, line := range lines {
		for _, p := range line.Photos {
			if n, ok := photos.Parse(p); ok && n.Key() == name.Key() {
				return true, nil
			}
		}
	}
	return a.store.PhotoPublished(r.Context(), name.Key())
}
