package main

import (
	"context"
	"fmt"
	"time"

	"snapgrid/bots"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/storage"
)

// settle loads the configured cells, places, chats and staff into the database.
// Doing it again changes nothing.
func settle(ctx context.Context, cfg configs.Config, db storage.Database) error {
	if err := settleAreas(ctx, cfg, db); err != nil {
		return err
	}
	return settlePeople(ctx, cfg, db)
}

func settlePeople(ctx context.Context, cfg configs.Config, db storage.Database) error {
	return db.InTx(ctx, func(ctx context.Context) error {
		for _, entry := range cfg.Chats {
			if entry.ID == "" {
				continue // known by its title: see settleTitles
			}
			if err := settleChat(ctx, entry.Intake(), entry.Weekly, db); err != nil {
				return err
			}
		}
		return settleStaff(ctx, cfg, db)
	})
}

// titled is a channel whose chats are known by their titles.
type titled interface {
	bots.Adapter
	Ref(title string) (intake.ChatRef, error)
}

// settleTitles enters the configured chats that have no id.
func settleTitles(ctx context.Context, cfg configs.Config, db storage.Database, adapters []bots.Adapter) error {
	for _, a := range adapters {
		t, ok := a.(titled)
		if !ok {
			continue
		}
		for _, entry := range cfg.Chats {
			if entry.ID != "" || entry.Channel != string(a.Channel()) {
				continue
			}
			want := entry.Intake()
			var err error
			if want.Ref, err = t.Ref(entry.Title); err != nil {
				return fmt.Errorf("enter the chat %q: %w", entry.Title, err)
			}
			if err := settleChat(ctx, want, entry.Weekly, db); err != nil {
				return err
			}
		}
	}
	return nil
}

func settleChat(ctx context.Context, want intake.Chat, weekly *bool, db storage.Database) error {
	have, err := db.PutChat(ctx, want)
	if err != nil {
		return fmt.Errorf("enter the chat %s: %w", want.Ref, err)
	}
	have.Kind, have.Cell, have.Language = want.Kind, want.Cell, want.Language
	if want.Title != "" {
		have.Title = want.Title
	}
	if err := db.SaveChat(ctx, have); err != nil {
		return err
	}
	switch {
	case weekly == nil:
		return nil // the chat decides
	case *weekly:
		return db.WantWeekly(ctx, have.ID, 0, time.Now())
	}
	return db.EndWeekly(ctx, have.ID)
}
