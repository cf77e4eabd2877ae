package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	"slices"
	"time"

	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/storage"
)

// chat makes a one-time code that binds the chat it is written in, or the link by which
// people report from a chat.
func chat(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	kind := flags.String("kind", "residents", "riders, residents or staff")
	cell := flags.String("cell", "", "code of the area whose people talk there")
	language := flags.String("language", "", "zh-CN or en; empty means the default")
	known := flags.String("for", "", "a `CHAT` by its reference, such as wechat/1f0c…, or its title; code: the chat it is written in becomes this one again; report: people report from this one")
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) == 0 || words[0] != "code" && words[0] != "report" {
		return usage("there are two things to do here: code, report")
	}
	if len(words) > 1 {
		return usage("%q is one word too many: a chat is the one that the code is written in", words[1])
	}
	cfg, err := configs.Load(*file, w.environ)
	if err != nil {
		return err
	}
	if words[0] == "report" {
		return reportLink(ctx, w, cfg, *known)
	}
	switch intake.ChatKind(*kind) {
	case intake.ChatRiders, intake.ChatResidents, intake.ChatStaff:
	default:
		return usage("--kind %q: want riders, residents or staff", *kind)
	}
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	defer db.Close()
	claim := intake.Claim{Kind: intake.ClaimChat, Chat: intake.Chat{Kind: intake.ChatKind(*kind), Cell: *cell, Language: *language}}
	if *known != "" {
		if claim.Chat, err = knownChat(ctx, db, *known); err != nil {
			return err
		}
	}
	code, err := putCode(ctx, db, claim)
	if err != nil {
		return err
	}
	return printCode(w.out, code)
}

// knownChat finds the one chat with a reference or a title.
func knownChat(ctx context.Context, db storage.Chats, name string) (intake.Chat, error) {
	all, err := db.Chats(ctx, "")
	if err != nil {
		return intake.Chat{}, err
	}
	all = slices.DeleteFunc(all, func(c intake.Chat) bool {
		return c.Kind == intake.ChatPrivate || c.Ref.String() != name && c.Title != name
	})
	switch len(all) {
	case 0:
		return intake.Chat{}, fmt.Errorf("no chat is called %q: the page /desk/chats lists them", name)
	case 1:
		return all[0], nil
	}
	return intake.Chat{}, fmt.Errorf("%d chats are called %q: say which one by its reference, such as %s", len(all), name, all[0].Ref)
}

// putCode keeps a claim and returns its code.
func putCode(ctx context.Context, db storage.Access, claim intake.Claim) (string, error) {
	code := rand.Text()[:10]
	claim.Expires = time.Now().Add(desk.InvitationTime)
	if err := db.PutClaim(ctx, code, claim); err != nil {
		return "", fmt.Errorf("keep the code: %w", err)
	}
	return code, nil
}

// printCode tells a code and how to use it.
func printCode(out io.Writer, code string) error {
	_, err := fmt.Fprintf(out, "%s\nwrite to the bot, or in the chat, within 7 days: /bind %s\n", code, code)
	return err
}
