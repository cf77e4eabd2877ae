package main

import (
	"io"
	"testing"

	"github.com/rs/zerolog"

	"snapgrid/bots/web/console"
	"snapgrid/configs"
	"snapgrid/intake"
)

// TestCounterActsOnceAndAuditsRefusals works at the desk as the console does.
func TestCounterActsOnceAndAuditsRefusals(t *testing.T) {
	t.Parallel()
	cfg := configs.Default()
	cfg.Listen, cfg.Database, cfg.Photos = "127.0.0.1:0", "sqlite:"+t.TempDir()+"/test.db", "file:"+t.TempDir()
	p, err := build(zerolog.Nop().WithContext(t.Context()), cfg, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.close() })
	n, err := p.db.OpenTicket(t.Context(), intake.Ticket{Status: intake.StatusDispatched, Unit: "shizheng"})
	if err != nil {
		t.Fatal(err)
	}
	c := counter{Desk: p.desk, db: p.db, atlas: p.atlas}
	act := func(unit, key string) error {
		o := intake.Officer{ID: 7, Name: "周斌", Role: intake.RoleUnitOfficer, Unit: unit}
		_, err := c.Act(t.Context(), console.Act{Ticket: n, Officer: o, Deed: console.Resolve, Words: "换了灯泡", Key: key})
		return err
	}
	if err := act("huanwei", "1"); intake.CodeOf(err) != intake.CodeForbidden {
		t.Errorf("another unit: %v", err)
	}
	for range 2 {
		if err := act("shizheng", "2"); err != nil {
			t.Errorf("the unit: %v", err)
		}
	}
	if err := act("shizheng", "3"); intake.CodeOf(err) != intake.CodeConflict {
		t.Errorf("a second act: %v", err)
	}
	if ticket, err := p.db.Ticket(t.Context(), n); err != nil || ticket.Status != intake.StatusResolved {
		t.Errorf("the ticket is %s, %v", ticket.Status, err)
	}
	refusals, err := p.db.Refusals(t.Context(), 10)
	if err != nil || len(refusals) != 1 || refusals[0].Ticket != n {
		t.Errorf("the audit says %+v, %v", refusals, err)
	}
}
