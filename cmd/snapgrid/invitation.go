package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/configs"
)

// askTime is how long a service may take to say by which name we go there.
const askTime = 10 * time.Second

// linksOn are the links that bring somebody with a code to us, one for each channel
// that has such. A channel that can not say is left out, and told to fault.
func linksOn(ctx context.Context, adapters []bots.Adapter, code string, fault func(error)) []string {
	ctx, done := context.WithTimeout(ctx, askTime)
	defer done()
	var links []string
	for _, a := range adapters {
		inviter, ok := a.(bots.Inviter)
		if !ok {
			continue
		}
		link, err := inviter.Invitation(ctx, code)
		if err != nil {
			fault(fmt.Errorf("%s can not say by which name we go there: %w", a.Channel(), err))
			continue
		}
		links = append(links, link)
	}
	return links
}

// invitationLinks are all links of an invitation that the command line made.
func invitationLinks(ctx context.Context, cfg configs.Config, code string, out io.Writer) []string {
	fault := func(err error) { fmt.Fprintf(out, "note: %v\n", err) }
	adapters, err := channels(outside{cfg: cfg, url: cfg.PublicURL, zone: time.UTC, screen: io.Discard})
	if err != nil {
		fault(err)
	}
	links := linksOn(ctx, adapters, code, fault)
	if base := publicURL(cfg); base != "" {
		links = append(links, base+"/login?code="+code)
	}
	return links
}

// invitations are the links that the running program hands out.
func invitations(adapters []bots.Adapter) func(context.Context, string) []string {
	return func(ctx context.Context, code string) []string {
		return linksOn(ctx, adapters, code, func(err error) {
			zerolog.Ctx(ctx).Warn().Err(err).Msg("an invitation lacks a link")
		})
	}
}
