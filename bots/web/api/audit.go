package api

import (
	"context"
	"time"

	"snapgrid/intake"
)

// auditEntry is who changed rights, looked at what is not for all, was refused, or
// objected. Who is not on the staff is not told.
type auditEntry struct {
	Kind    string    `json:"kind"`
	At      time.Time `json:"at"`
	Officer int64     `json:"officer" doc:"who did it, or tried; 0: nobody on the staff"`
	Subject int64     `json:"subject,omitempty" doc:"of an appointment: whom it is about"`
	Ticket  int64     `json:"ticket,omitempty"`
	Photo   int64     `json:"photo,omitempty"`
	Alias   int64     `json:"alias,omitempty"`
	What    string    `json:"what"`
	Office  *Office   `json:"office,omitempty"`
}

func viewAudit(e intake.AuditEntry) auditEntry {
	view := auditEntry{string(e.Kind), e.At, e.Officer, e.Subject, e.Ticket, e.Photo, e.Alias, e.What, nil}
	if e.Office.Role != "" {
		view.Office = &Office{string(e.Office.Role), e.Office.Cells, e.Office.Unit}
	}
	return view
}

// audit lists the audit, the newest first. Its cursor is a place in several lists.
func (a *API) audit(ctx context.Context, _ caller, in *struct {
	Cursor  string `query:"cursor" maxLength:"80" doc:"next of the page before; empty for the first"`
	Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
	Kind    string `query:"kind" enum:"appointment,disclosure,dispute,refusal"`
	Officer int64  `query:"officer"`
	Ticket  int64  `query:"ticket"`
}) (*list[auditEntry], error) {
	found, err := a.options.Store.Audit(ctx, intake.AuditFilter{
		Kind: intake.AuditKind(in.Kind), Officer: in.Officer, Ticket: in.Ticket, Before: intake.AuditAt(in.Cursor), Limit: in.Limit + 1,
	})
	page := listed(found[:min(in.Limit, len(found))], 0, nil, viewAudit)
	if len(found) > in.Limit {
		page.Body.Next = found[in.Limit-1].Place()
	}
	return page, err
}
