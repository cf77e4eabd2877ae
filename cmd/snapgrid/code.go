package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"snapgrid/configs"
	"snapgrid/intake"
)

// codeTime is how long a code that the command line made is good.
const codeTime = 7 * 24 * time.Hour

// staff makes a one-time code that makes the person who writes it to the bot an
// officer. A person of that name in the configuration keeps their rights;
// others get those of the flags.
func staff(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	role := flags.String("role", "grid_officer", "grid_officer, unit_officer, street or admin")
	unit := flags.String("unit", "", "code of the unit, for a unit_officer")
	cells := flags.String("cells", "", "codes of cells by comma, for a grid_officer; empty means all")
	cfg, name, err := codeFor(w, flags, args)
	if err != nil {
		return err
	}
	if name == "" {
		return usage("say for whom: staff code NAME")
	}
	o := intake.Officer{Name: name, Role: intake.Role(*role), Unit: *unit}
	if *cells != "" {
		o.Cells = strings.Split(*cells, ",")
	}
	for _, entry := range cfg.Staff {
		if entry.Name == name {
			o = entry.Intake()
		}
	}
	if err := checkOfficer(cfg, o); err != nil {
		return err
	}
	return putCode(ctx, w, cfg, intake.Claim{Kind: intake.ClaimOfficer, Officer: o})
}

func checkOfficer(cfg configs.Config, o intake.Officer) error {
	switch o.Role {
	case intake.RoleGridOfficer, intake.RoleStreet, intake.RoleAdmin:
		return nil
	case intake.RoleUnitOfficer:
		for _, u := range cfg.Units {
			if u.Code == o.Unit {
				return nil
			}
		}
		return usage("--unit %q is none of the configured units", o.Unit)
	}
	return usage("--role %q: want grid_officer, unit_officer, street or admin", o.Role)
}

// chat makes a one-time code that binds the chat it is written in.
func chat(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	kind := flags.String("kind", "residents", "riders, residents or staff")
	cell := flags.String("cell", "", "code of the area whose people talk there")
	language := flags.String("language", "", "zh-CN or en; empty means the default")
	known := flags.String("for", "", "a chat that waits for binding, such as wechat/1f0c…, or its title: the code makes the chat it is written in this one again")
	cfg, name, err := codeFor(w, flags, args)
	if err != nil {
		return err
	}
	if name != "" {
		return usage("%q is one word too many: a chat is the one that the code is written in", name)
	}
	switch intake.ChatKind(*kind) {
	case intake.ChatRiders, intake.ChatResidents, intake.ChatStaff:
	default:
		return usage("--kind %q: want riders, residents or staff", *kind)
	}
	claim := intake.Claim{Kind: intake.ClaimChat, Chat: intake.Chat{Kind: intake.ChatKind(*kind), Cell: *cell, Language: *language}}
	if *known != "" {
		if claim.Chat, err = knownChat(ctx, w, cfg, *known); err != nil {
			return err
		}
	}
	return putCode(ctx, w, cfg, claim)
}

// knownChat finds the one chat with a reference or a title.
func knownChat(ctx context.Context, w world, cfg configs.Config, name string) (intake.Chat, error) {
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return intake.Chat{}, err
	}
	defer db.Close()
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

// codeFor reads "code [NAME]" with flags anywhere.
func codeFor(w world, flags *flag.FlagSet, args []string) (configs.Config, string, error) {
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	words, err := parseWords(flags, args)
	if err != nil {
		return configs.Config{}, "", err
	}
	if len(words) == 0 || words[0] != "code" || len(words) > 2 {
		return configs.Config{}, "", usage("the only thing to do here is: code")
	}
	cfg, err := configs.Load(*file, w.environ)
	return cfg, strings.Join(words[1:], ""), err
}

func putCode(ctx context.Context, w world, cfg configs.Config, claim intake.Claim) error {
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	defer db.Close()
	code := rand.Text()[:10]
	claim.Expires = time.Now().Add(codeTime)
	if err := db.PutClaim(ctx, code, claim); err != nil {
		return fmt.Errorf("keep the code: %w", err)
	}
	_, err = fmt.Fprintf(w.out, "%s\nwrite to the bot, or in the chat, within 7 days: /bind %s\n", code, code)
	return err
}
