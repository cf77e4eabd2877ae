package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/desk"
)

// reportLink prints the link by which people report from a chat, made anew if the chat
// has none.
func reportLink(ctx context.Context, w world, cfg configs.Config, name string) error {
	if name == "" {
		return usage("say for which chat: --for CHAT, by its reference or title")
	}
	base := publicURL(cfg)
	if base == "" {
		return fmt.Errorf("nobody knows where the pages are: set public_url, or a port in listen")
	}
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	defer db.Close()
	chat, err := knownChat(ctx, db, name)
	if err != nil {
		return err
	}
	open, err := db.Doors(ctx, chat.ID)
	if err != nil {
		return err
	}
	if len(open) == 0 {
		open = []intake.Door{{Code: rand.Text()[:desk.DoorLength], ChatID: chat.ID, At: time.Now()}}
		if err := db.PutDoor(ctx, open[0]); err != nil {
			return fmt.Errorf("keep the link: %w", err)
		}
	}
	_, err = fmt.Fprintln(w.out, base+open[0].Path())
	return err
}

// publicURL is where people reach the pages, as far as the configuration tells.
func publicURL(cfg configs.Config) string {
	switch {
	case cfg.PublicURL != "":
		return strings.TrimRight(cfg.PublicURL, "/")
	case !strings.HasSuffix(cfg.Listen, ":0"):
		return "http://" + cfg.Listen
	}
	return ""
}
