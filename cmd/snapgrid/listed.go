package main

import (
	"context"
	"fmt"
	"time"

	"snapgrid/bots/wechat"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/storage"
)

// settleStaff makes the staff what the configuration lists. Who is listed no more
// keeps the offices that a code gave them, and leaves if there are none.
func settleStaff(ctx context.Context, cfg configs.Config, db storage.Officers) error {
	before, err := db.Officers(ctx)
	if err != nil {
		return err
	}
	listed := map[int64]bool{}
	for _, entry := range cfg.Staff {
		o := officerOf(entry, before)
		id, err := db.PutOfficer(ctx, o)
		if err != nil {
			return fmt.Errorf("enter %s of the staff: %w", entry.Name, err)
		}
		listed[id] = true
	}
	for _, o := range before {
		if listed[o.ID] {
			continue
		}
		if err := unlist(ctx, o, db); err != nil {
			return fmt.Errorf("take %s off the staff: %w", o.Name, err)
		}
	}
	return nil
}

// officerOf translates an entry. What a code gave the same person stays.
func officerOf(entry configs.Officer, staff []intake.Officer) intake.Officer {
	o := entry.Intake()
	if o.Sender == "" && o.Channel == wechat.Channel {
		o.Sender = wechat.PersonID(o.Name)
	}
	for _, known := range staff {
		same := known.Channel == o.Channel && known.Sender == o.Sender
		if o.Sender == "" {
			same = known.Name == o.Name && known.Listed
		}
		if !same {
			continue
		}
		for _, office := range known.Offices() {
			if !office.Listed {
				o.Give(office)
			}
		}
	}
	return o
}

// unlist takes from an officer what the configuration gave.
func unlist(ctx context.Context, o intake.Officer, db storage.Officers) error {
	rest, ok := o.Unlisted()
	switch {
	case !ok:
		return db.DismissOfficer(ctx, o.ID, time.Now())
	case len(rest.Offices()) < len(o.Offices()):
		_, err := db.PutOfficer(ctx, rest)
		return err
	}
	return nil
}
