package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"time"

	"snapgrid/bots/web/channel"
	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// loginStore is what the login needs of the database.
type loginStore interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	PeekClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error)
	AddOfficerIdentity(ctx context.Context, officer int64, channel intake.Channel, sender string) error
	PutSession(ctx context.Context, token string, s intake.Session) error
	EndSession(ctx context.Context, token string) error
}

// sessionTime is how long a browser stays logged in.
const sessionTime = 14 * 24 * time.Hour

func (s *Server) mountLogin(mux page.Mux) {
	mux.Handle("GET /login", s.pages.Handle(s.loginForm))
	mux.Handle("POST /login", s.pages.Handle(s.login))
	mux.Handle("POST /logout", s.pages.Handle(s.logout))
}

type loginView struct{ Code, Problem string }

// loginForm shows the button. It leaves the code as it is: chat services fetch
// links to preview them.
func (s *Server) loginForm(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	code := r.URL.Query().Get("code")
	if code == "" {
		s.pages.Show(w, r, v, http.StatusOK, "login", "工作人员登录", loginView{})
		return nil
	}
	claim, err := s.options.Store.PeekClaim(r.Context(), code, s.pages.Now())
	if err == nil && !opensSession(claim.Kind) {
		err = &intake.Error{Code: intake.CodeNotFound, Message: "the code is for something else"}
	}
	if err != nil {
		return s.loginFailed(w, r, v, err)
	}
	s.pages.Show(w, r, v, http.StatusOK, "login", "工作人员登录", loginView{Code: code})
	return nil
}

func opensSession(k intake.ClaimKind) bool {
	return k == intake.ClaimLogin || k == intake.ClaimOfficer
}

func (s *Server) loginFailed(w http.ResponseWriter, r *http.Request, v page.Visitor, err error) error {
	if intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	problem := "这个登录链接用过了，或已经过期。请再发一次“登录”，点新的链接"
	s.pages.Show(w, r, v, http.StatusNotFound, "login", "工作人员登录", loginView{Problem: problem})
	return nil
}

// login uses the code up, ends the session that the browser had, and starts another, in
// one transaction.
func (s *Server) login(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	token, err := newToken()
	if err != nil {
		return err
	}
	expires := s.pages.Now().Add(sessionTime)
	err = s.options.Store.InTx(r.Context(), func(ctx context.Context) error {
		officer, err := s.options.Desk.Admit(ctx, r.PostFormValue("code"))
		if err != nil {
			return err
		}
		if err := s.options.Store.AddOfficerIdentity(ctx, officer.ID, channel.Channel, channel.OfficerSender(officer)); err != nil {
			return err
		}
		if before := page.SessionOf(r); before != "" {
			if err := s.options.Store.EndSession(ctx, before); err != nil {
				return err
			}
		}
		return s.options.Store.PutSession(ctx, token, intake.Session{Officer: officer, Expires: expires})
	})
	if err != nil {
		return s.loginFailed(w, r, v, err)
	}
	s.pages.StartSession(w, token, expires)
	http.Redirect(w, r, "/desk", http.StatusSeeOther)
	return nil
}

// newToken is 256 random bits.
func newToken() (string, error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request, _ page.Visitor) error {
	if token := s.pages.EndSession(w, r); token != "" {
		if err := s.options.Store.EndSession(r.Context(), token); err != nil {
			return err
		}
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
