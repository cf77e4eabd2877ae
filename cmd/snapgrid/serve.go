package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
	"snapgrid/intake/photo"
)

// serve runs everything until it is told to stop.
func serve(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	word := flags.String("role", string(roleAll), "what this node does: `web` (pages, API, webhooks), worker (jobs, channels that are polled, periodic work) or all")
	cfg, err := configured(w, flags, args)
	if err != nil {
		return err
	}
	role, err := parseRole(*word)
	if err != nil {
		return err
	}
	log := logger(cfg, w.err)
	for _, warning := range cfg.Warnings() {
		log.Warn().Msg(warning)
	}
	ctx = log.WithContext(ctx)
	p, err := build(ctx, cfg, w.err, as(role))
	if err != nil {
		return unlessStopped(ctx, err)
	}
	if err := p.greet(ctx, w); err != nil {
		return errors.Join(unlessStopped(ctx, err), p.close())
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	began := time.Now()
	err = p.run(ctx)
	log.Info().Dur("after_ms", time.Since(began)).Msg("stopped")
	return errors.Join(err, p.close())
}

// softMemory is from where on memory is freed more eagerly, in bytes: the budget
// of photos that are being developed, and as much again for all the rest.
const softMemory = 2 * photo.DefaultBudget

// unlessStopped is the error, unless the program was told to stop while it was
// starting: then starting failed in whatever it was doing.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// greet prints what to open, and at the first start a link for the
// administrator, which is good once.
func (p *program) greet(ctx context.Context, w world) error {
	fmt.Fprintf(w.out, "SnapGrid is at %s\n", p.url)
	if !p.role.serves() {
		fmt.Fprint(w.out, "  a worker: its health is at /readyz, the pages are at other nodes\n")
		return nil
	}
	if p.cfg.Web.Enabled {
		fmt.Fprintf(w.out, "  report something:  %s/report\n", p.url)
		chats, err := p.db.Chats(ctx, "web")
		if err != nil {
			return err
		}
		for _, c := range chats {
			if c.Kind != intake.ChatPrivate {
				fmt.Fprintf(w.out, "  group chat:        %s/chat/%s  %s\n", p.url, c.Ref.ID, c.Title)
			}
		}
	}
	fmt.Fprintf(w.out, "  Open311:           %s/open311/discovery.json\n", p.url)
	return p.welcomeAdministrator(ctx, w)
}

// welcomeAdministrator makes the first administrator, once for a database.
func (p *program) welcomeAdministrator(ctx context.Context, w world) error {
	officers, err := p.db.Officers(ctx)
	if err != nil {
		return err
	}
	for _, o := range officers {
		if o.Has(intake.RightPeople) {
			return nil
		}
	}
	admin := intake.Officer{Name: "管理员", Role: intake.RoleAdmin}
	if admin.ID, err = p.db.PutOfficer(ctx, admin); err != nil {
		return err
	}
	link, err := p.desk.LoginLink(ctx, admin, 24*time.Hour)
	if err != nil {
		return err
	}
	fmt.Fprintf(w.out, "  administrator:     %s  (once, within 24 hours)\n", link)
	zerolog.Ctx(ctx).Info().Msg("first start: a link for the administrator was printed")
	return nil
}
