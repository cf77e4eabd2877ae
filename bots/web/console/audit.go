package console

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// auditLine is an entry of the audit with names.
type auditLine struct {
	intake.AuditEntry
	Who  string // "" if nobody knows
	Whom string // of an appointment
	Chat intake.Chat
}

type auditView struct {
	Lines   []auditLine
	Kinds   []intake.AuditKind
	Kind    intake.AuditKind
	Officer int64
	Ticket  int64
	Staff   map[int64]string
	More    string // where the next page begins; "" if there is none
}

const inAudit = 100

// audit shows who changed rights, looked at what is not for all, was refused, or
// objected, in one list.
func (c *Console) audit(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	query := r.URL.Query()
	view := auditView{Kinds: intake.AuditKinds(), Kind: intake.AuditKind(query.Get("kind")), Officer: wholeNumber(query.Get("officer")), Ticket: wholeNumber(query.Get("ticket"))}
	if view.Kind != "" && !slices.Contains(view.Kinds, view.Kind) {
		return page.NotFound()
	}
	entries, err := c.store.Audit(r.Context(), intake.AuditFilter{
		Kind: view.Kind, Officer: view.Officer, Ticket: view.Ticket, Before: intake.AuditAt(query.Get("before")), Limit: inAudit,
	})
	if err != nil {
		return err
	}
	if len(entries) == inAudit {
		view.More = entries[inAudit-1].Place()
	}
	if view.Staff, err = c.store.OfficerNames(r.Context()); err != nil {
		return err
	}
	ids := make([]int64, len(entries))
	for i, e := range entries {
		ids[i] = e.ChatID
	}
	chats, err := c.store.ChatsBy(r.Context(), ids)
	for _, e := range entries {
		line := auditLine{AuditEntry: e, Who: view.Staff[e.Officer], Chat: chats[e.ChatID]}
		if e.Kind == intake.AuditAppointment {
			line.Whom = e.Name
		} else if line.Who == "" {
			line.Who = e.Name
		}
		view.Lines = append(view.Lines, line)
	}
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "audit", "审计", view)
	return nil
}

// wholeNumber reads a number; 0 if it is none.
func wholeNumber(text string) int64 {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(text), "#"), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
