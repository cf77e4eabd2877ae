package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/intake"
	"snapgrid/intake/outbox"
	"snapgrid/intake/outline"
)

// maxPhoto is how many bytes a photo may have.
const maxPhoto = 25 << 20

// Act is what a program does to a ticket for an officer.
type Act struct {
	Officer intake.Officer
	Ticket  int64
	Deed    string
	Words   string
	Units   []string // of offer: codes of those that may take it
	Other   int64    // of merge: the ticket that goes on
	Photos  []intake.Media
	Key     string                      // names the act: the same on every attempt
	Seen    func(t intake.Ticket) error // whether the ticket is the one that was seen; asked while nobody changes it
}

// deedDesk changes tickets.
type deedDesk interface {
	// Act does a deed, once for each key, and returns what is answered to it.
	Act(ctx context.Context, a Act) (answer string, err error)
	// Preview tells what each chat would read if it were done now.
	Preview(ctx context.Context, a Act) ([]outbox.Foreseen, error)
}

// deedIn is what is to be done to a ticket.
type deedIn struct {
	Numbered
	IfMatch string `header:"If-Match" doc:"the ETag of the ticket as it was seen"`
	Key     string `header:"Idempotency-Key" maxLength:"200"`
	Body    struct {
		Deed     string   `json:"deed" enum:"screen,accept,begin,resume,hold,register,resolve,verify,explain,reject,refuse,untrue,move,dispatch,split,class,merge,unmerge,rise,lower,offer,withdraw,invite,uninvite"`
		Words    string   `json:"words,omitempty" maxLength:"4000" doc:"what was done, or why not; a person is told"`
		Unit     string   `json:"unit,omitempty" doc:"of dispatch, invite and uninvite: the code of the unit"`
		Units    []string `json:"units,omitempty" maxItems:"20" doc:"of offer: who may take it; empty: all that take orders"`
		Other    int64    `json:"other,omitempty" minimum:"1" doc:"of merge: the ticket that goes on"`
		Category string   `json:"category,omitempty" doc:"of class: the code of the right class"`
		Severity string   `json:"severity,omitempty" enum:"ordinary,urgent,emergency" doc:"of class"`
		Until    string   `json:"until,omitempty" format:"date" doc:"of hold and register: the day to look at it again"`
		Photos   []string `json:"photos,omitempty" maxItems:"9" doc:"keys that adding photos answered"`
	}
}

// words are the deed's words as the desk wants them. A person has to be told why, and
// what waits needs a day to come in the zone of the people, where it is now.
func (in *deedIn) words(now time.Time) (string, error) {
	b := in.Body
	words := strings.TrimSpace(b.Words)
	switch b.Deed {
	case "class":
		if words = strings.TrimSpace(b.Category + " " + b.Severity); words == "" {
			return "", huma.Error422UnprocessableEntity("class wants a category or a severity")
		}
	case "dispatch", "invite":
		if words = b.Unit; words == "" {
			return "", huma.Error422UnprocessableEntity(b.Deed + " wants a unit")
		}
	case "uninvite":
		words = b.Unit
	case "merge":
		if b.Other == 0 {
			return "", huma.Error422UnprocessableEntity("merge wants other: the ticket that goes on")
		}
	case "reject", "explain", "refuse", "untrue", "move", "rise", "lower":
		if words == "" {
			return "", huma.Error422UnprocessableEntity(b.Deed + " wants words: the reporter is told why")
		}
	case "hold", "register":
		day, err := time.ParseInLocation(time.DateOnly, b.Until, now.Location())
		if words == "" || err != nil || !day.After(now) {
			return "", huma.Error422UnprocessableEntity(b.Deed + " wants words, and until: a day to come")
		}
		words += " " + b.Until
	}
	return words, nil
}

func (a *API) deeds() {
	handle(a, "do-deed", a.do)
	handle(a, "preview-deed", a.preview)
	handle(a, "add-photo", a.addPhoto, func(o *huma.Operation) {
		o.MaxBodyBytes, o.BodyReadTimeout, o.DefaultStatus = maxPhoto, time.Minute, http.StatusCreated
	})
}

// done is a ticket after a deed.
type done struct {
	outline.Ticket
	Answer string `json:"answer,omitempty" doc:"what the desk says to it, such as the link of an invitation"`
}

type doneOut struct {
	ETag string `header:"ETag"`
	Body done
}

// act is the deed that a program asks for.
func (a *API) act(ctx context.Context, c caller, in *deedIn) (Act, error) {
	words, err := in.words(a.options.Figures.Here())
	if err != nil {
		return Act{}, err
	}
	for _, code := range in.Body.Units {
		if !slices.ContainsFunc(a.options.Units, func(u intake.Unit) bool { return u.Code == code }) {
			return Act{}, huma.Error422UnprocessableEntity("there is no unit with the code " + code)
		}
	}
	kept, err := a.kept(ctx, c, in.Body.Photos)
	return Act{
		Officer: c.officer, Ticket: in.Number, Deed: in.Body.Deed, Words: words, Units: in.Body.Units, Other: in.Body.Other, Photos: kept, Key: keyOf(c, in.Key),
	}, err
}

// do hands a deed to the desk and answers the ticket as it is then.
func (a *API) do(ctx context.Context, c caller, in *deedIn) (*doneOut, error) {
	act, err := a.act(ctx, c, in)
	if err != nil {
		return nil, err
	}
	if in.IfMatch != "" {
		act.Seen = func(t intake.Ticket) error { return seen(t, in.IfMatch) }
	}
	answer, err := a.options.Desk.Act(ctx, act)
	if err != nil {
		return nil, err
	}
	t, err := a.options.Store.Ticket(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	return &doneOut{tag(t), done{outline.OfTicket(t, a.words(c, t)), answer}}, nil
}

// foreseen is what one chat would read of a deed.
type foreseen struct {
	Chat   int64    `json:"chat"`
	Pieces []string `json:"pieces" nullable:"false" doc:"the words of each message; empty for one of pictures alone"`
	Short  []string `json:"short" nullable:"false" doc:"what its channel can not do of it"`
	Lost   bool     `json:"lost" doc:"the chat is gone, and nobody can be told instead"`
}

// preview tells what each chat that a ticket was reported in would read of a deed.
// Nothing is done.
func (a *API) preview(ctx context.Context, c caller, in *deedIn) (*list[foreseen], error) {
	t, err := a.options.Store.Ticket(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	if err := a.options.Desk.RequireOn(ctx, c.officer, intake.RightSee, t); err != nil {
		return nil, err
	}
	act, err := a.act(ctx, c, in)
	if err != nil {
		return nil, err
	}
	found, err := a.options.Desk.Preview(ctx, act)
	return listed(found, 0, nil, func(f outbox.Foreseen) foreseen {
		out := foreseen{f.Chat.ID, append([]string{}, f.Pieces...), []string{}, f.Lost}
		for _, s := range f.Short {
			out.Short = append(out.Short, string(s))
		}
		return out
	}), err
}

// seen compares a ticket with the one that the program saw.
func seen(t intake.Ticket, match string) error {
	for one := range strings.SplitSeq(match, ",") {
		if one = strings.TrimSpace(one); one == "*" || one == tag(t) {
			return nil
		}
	}
	return huma.Error412PreconditionFailed("the ticket changed since it was seen")
}

// keyOf names an act: the same for the same key of the same program.
func keyOf(c caller, key string) string {
	if key == "" {
		return rand.Text()
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(c.token.ID, "/", key)))
	return hex.EncodeToString(sum[:16])
}

// kept finds the photos behind keys. One that is not there, or not theirs to show, may be
// uploaded yet.
func (a *API) kept(ctx context.Context, c caller, keys []string) ([]intake.Media, error) {
	var all []intake.Media
	for _, key := range slices.Compact(keys) {
		if !isKey(key) {
			return nil, huma.Error422UnprocessableEntity("no photo has a key like " + key)
		}
		theirs, err := a.theirs(ctx, c, key)
		if err != nil {
			return nil, err
		}
		if !theirs {
			return nil, huma.Error409Conflict("there is no photo with the key " + key)
		}
		file, err := a.options.Shelf.OpenOriginal(ctx, key)
		if intake.CodeOf(err) == intake.CodeNotFound {
			return nil, huma.Error409Conflict("there is no photo with the key " + key)
		}
		if err != nil {
			return nil, err
		}
		if err := file.Close(); err != nil {
			return nil, fmt.Errorf("look at a photo: %w", err)
		}
		all = append(all, intake.Media{Key: key, Original: true})
	}
	return all, nil
}

// theirs reports whether a program may show the photo with a key: one that is of no ticket
// yet, or of one that its officer may see. Keys stand in the addresses of published
// photos, and who shows a photo may look at it as it was sent.
func (a *API) theirs(ctx context.Context, c caller, key string) (bool, error) {
	shown, err := a.options.Store.PhotosLike(ctx, intake.Photo{Media: intake.Media{Key: key}})
	for _, s := range shown {
		t, err := a.options.Store.Ticket(ctx, s.Ticket)
		if err != nil || a.options.Desk.May(c.officer, intake.RightSee, t) {
			return err == nil, err
		}
	}
	return len(shown) == 0, err
}

// isKey is true of the form of keys: a SHA-256 in hex.
func isKey(key string) bool {
	_, err := hex.DecodeString(key)
	return err == nil && len(key) == sha256.Size*2
}

type photoIn struct {
	RawBody []byte `contentType:"application/octet-stream" doc:"the bytes of a JPEG, PNG, WebP or HEIC"`
}

type photoOut struct {
	Body struct {
		Key  string `json:"key"`
		Size int64  `json:"size"`
	}
}

// addPhoto keeps a photo. What it shows is looked at when it is developed.
func (a *API) addPhoto(ctx context.Context, _ caller, in *photoIn) (*photoOut, error) {
	if !strings.HasPrefix(http.DetectContentType(in.RawBody), "image/") && !bytes.Contains(in.RawBody[:min(len(in.RawBody), 32)], []byte("ftyp")) {
		return nil, huma.Error415UnsupportedMediaType("this is not a photo")
	}
	out := &photoOut{}
	var err error
	out.Body.Key, out.Body.Size, err = a.options.Shelf.Create(ctx, bytes.NewReader(in.RawBody), maxPhoto)
	return out, err
}
