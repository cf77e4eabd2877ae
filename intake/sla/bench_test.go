package sla_test

import (
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

func BenchmarkLight(b *testing.B) {
	ticket := intake.Ticket{Status: intake.StatusAccepted, Category: "E0110", Severity: intake.Ordinary}
	book, now := measured(b), at(b, "2026-02-12 15:00")
	book.Promise(&ticket, now)
	for b.Loop() {
		book.Light(ticket, now.Add(time.Hour))
	}
}

func BenchmarkClimb(b *testing.B) {
	book, now := measured(b), at(b, "2026-02-12 15:00")
	for b.Loop() {
		ticket := intake.Ticket{Status: intake.StatusDispatched, Category: "E0110", Severity: intake.Ordinary}
		book.Promise(&ticket, now)
		book.Climb(&ticket, now.Add(30*24*time.Hour))
		book.LookAt(ticket)
	}
}

// measured promises across the Spring Festival.
func measured(b *testing.B) *sla.Book {
	return book(b, `policies: [{class: E01, solve: 5 工作日, sign: 4 工作时, contact: 1 工作日}]`)
}
