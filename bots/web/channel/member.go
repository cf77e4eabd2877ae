package channel

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"
	"strings"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// memberStore keeps who was invited to a room.
type memberStore interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	PeekClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error)
	UseClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error)
	MemberOf(ctx context.Context, chat int64, guest string) (intake.Member, error)
	Members(ctx context.Context, chat int64) ([]intake.Member, error)
	PutMember(ctx context.Context, m intake.Member) error
}

// joinView is an invitation as who got it sees it.
type joinView struct{ Base, Code, Name, Title, Problem string }

const badInvitation = "这个邀请链接用过了，或已经过期。请向发给您的人再要一个"

// invitation shows the button. It leaves the code as it is: chat services fetch links
// to preview them.
func (a *Adapter) invitation(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	chat, err := a.openRoom(r, v)
	if err != nil {
		return err
	}
	view := joinView{Base: page.RoomPath(chat), Title: chat.Title, Code: r.URL.Query().Get("code")}
	claim, err := a.store.PeekClaim(r.Context(), view.Code, a.pages.Now())
	status := http.StatusOK
	switch {
	case err == nil && invites(claim, chat):
		view.Name = claim.Officer.Name
	case err == nil || intake.CodeOf(err) == intake.CodeNotFound:
		view.Problem, status = badInvitation, http.StatusNotFound
	default:
		return err
	}
	a.pages.Show(w, r, v, status, "join", "请您进群", view)
	return nil
}

// invites reports whether a claim is an invitation to a room.
func invites(claim intake.Claim, room intake.Chat) bool {
	return claim.Kind == intake.ClaimMember && claim.Chat.ID == room.ID
}

// join uses an invitation up: this browser speaks in the room under its name.
func (a *Adapter) join(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	chat, err := a.openRoom(r, v)
	if err != nil {
		return err
	}
	guest := a.guestOf(w, r)
	err = a.store.InTx(r.Context(), func(ctx context.Context) error {
		claim, err := a.store.UseClaim(ctx, r.PostFormValue("code"), a.pages.Now())
		if err == nil && !invites(claim, chat) {
			err = &intake.Error{Code: intake.CodeNotFound, Message: "the code is for something else"}
		}
		if err != nil {
			return err
		}
		return a.admit(ctx, chat, guest, claim.Officer)
	})
	if intake.CodeOf(err) == intake.CodeNotFound {
		return &page.Fault{Status: http.StatusNotFound, Sentence: badInvitation, Err: err}
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, page.RoomPath(chat), http.StatusSeeOther)
	return nil
}

// admit makes a browser a member: the person who has the name there already, if
// there is one.
func (a *Adapter) admit(ctx context.Context, chat intake.Chat, guest string, invitation intake.Officer) error {
	members, err := a.store.Members(ctx, chat.ID)
	if err != nil {
		return err
	}
	m := intake.Member{
		ChatID: chat.ID, Guest: guest, Sender: "member-" + digest(rand.Text()), Name: invitation.Name,
		Officer: invitation.ID, At: a.pages.Now(),
	}
	if i := slices.IndexFunc(members, func(known intake.Member) bool { return sameName(known.Name, m.Name) }); i >= 0 {
		m.Sender = members[i].Sender
	}
	return a.store.PutMember(ctx, m)
}

// taken reports whether a name in a room is an invited person's.
func (a *Adapter) taken(ctx context.Context, chat int64, name string) (bool, error) {
	members, err := a.store.Members(ctx, chat)
	return slices.ContainsFunc(members, func(m intake.Member) bool { return sameName(m.Name, name) }), err
}

func sameName(a, b string) bool { return strings.EqualFold(a, b) }
