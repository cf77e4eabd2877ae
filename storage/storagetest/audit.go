package storagetest

import (
	"fmt"
	"time"

	"snapgrid/intake"
)

// at is the second n after noon.
func at(n int) time.Time { return noon.Add(time.Duration(n) * time.Second) }

var auditLaws = []law{
	{"the audit is one list, the newest first", func(b *bench) {
		office := intake.Office{Role: intake.RoleGridOfficer, Cells: []string{"c1"}}
		b.ok(b.PutAppointment(b.Context(), intake.Appointment{At: at(1), By: 1, Officer: 2, Name: "周斌", What: intake.Given, Office: office}))
		b.ok(b.PutRefusal(b.Context(), intake.Refusal{At: at(2), ChatID: 3, Channel: "telegram", Sender: "42", Name: "刘", Ticket: 7, What: "fixed", Why: intake.CodeForbidden}))
		b.ok(b.PutDisclosure(b.Context(), intake.Disclosure{At: at(3), Officer: 2, Ticket: 7, Photo: 9}))
		must(b.PutEvent(b.Context(), intake.Event{Ticket: 8, At: at(4), Kind: intake.EventObjected, Text: "没修好", Actor: intake.Actor{Kind: intake.ActorReporter}}))(b)
		must(b.PutEvent(b.Context(), intake.Event{Ticket: 8, At: at(5), Kind: intake.EventAccepted}))(b)
		got := must(b.Audit(b.Context(), intake.AuditFilter{}))(b)
		for i := range got {
			got[i].ID = 0
		}
		equal(b, got, []intake.AuditEntry{
			{Kind: intake.AuditDispute, At: kept(at(4)), Ticket: 8, What: "objected", Words: "没修好"},
			{Kind: intake.AuditDisclosure, At: kept(at(3)), Officer: 2, Ticket: 7, Photo: 9},
			{Kind: intake.AuditRefusal, At: kept(at(2)), Name: "刘", Channel: "telegram", Sender: "42", ChatID: 3, Ticket: 7, What: "fixed"},
			{Kind: intake.AuditAppointment, At: kept(at(1)), Officer: 1, Subject: 2, Name: "周斌", What: "given", Office: office},
		})
		for want, f := range map[int]intake.AuditFilter{
			2: {Ticket: 7},
			1: {Officer: 2},
			0: {Officer: 2, Kind: intake.AuditRefusal},
		} {
			equal(b, len(must(b.Audit(b.Context(), f))(b)), want)
		}
	}},
	{"the audit goes on where a page ended, at the same moment too", func(b *bench) {
		for range 3 {
			b.ok(b.PutRefusal(b.Context(), intake.Refusal{At: noon, What: "x"}))
			b.ok(b.PutDisclosure(b.Context(), intake.Disclosure{At: noon, Officer: 1}))
			b.ok(b.PutAppointment(b.Context(), intake.Appointment{At: noon, What: intake.Joined}))
		}
		seen, f := map[string]bool{}, intake.AuditFilter{Limit: 2}
		for range 5 {
			for _, e := range must(b.Audit(b.Context(), f))(b) {
				seen[fmt.Sprint(e.Kind, e.ID)], f.Before = true, e
			}
		}
		equal(b, len(seen), 9)
		equal(b, len(must(b.Audit(b.Context(), f))(b)), 0)
	}},
}
