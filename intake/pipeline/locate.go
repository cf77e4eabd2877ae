package pipeline

import (
	"context"

	"github.com/rs/zerolog"

	"snapgrid/geotag"
	"snapgrid/geotag/geocode"
	"snapgrid/geotag/links"
	"snapgrid/intake"
)

// Areas says where cells and places are; geotag.Atlas is one.
type Areas interface {
	// Center returns the middle of a cell, or of all cells for "", and how far it
	// reaches in metres.
	Center(code string) (center geotag.Point, radius float64, ok bool)
	Locate(c geotag.Clues) (geotag.Fix, bool)
}

// Clues collects what messages of a chat, at least one, tell about where it was.
func Clues(areas Areas, chat intake.Chat, messages []intake.Heard) geotag.Clues {
	words := intake.Report{Messages: messages}.Words()
	c := geotag.Clues{
		Pin: pin(messages), Written: links.Find(words, reference(areas, chat.Cell)), Words: links.Without(words),
		Cell: chat.Cell, At: messages[0].ReceivedAt,
	}
	for _, m := range messages {
		for _, p := range m.Photos {
			if p.At != nil {
				c.Photos = append(c.Photos, geotag.PhotoPosition{Point: *p.At, TakenAt: p.TakenAt})
			}
		}
	}
	return c
}

// locate answers from the clues. Only where they tell no more than the area of the
// chat is an online service asked, if there is one, and only for the address in
// the words. No transaction is open then; without an answer all goes on as before.
func (l *Line) locate(ctx context.Context, c geotag.Clues) geotag.Fix {
	fix, _ := l.Atlas.Locate(c)
	if l.Geocoder == nil || !geotag.SourceGeocoder.Better(fix.Source) {
		return fix
	}
	address := geocode.AddressPart(c.Words)
	if address == "" {
		return fix
	}
	var err error
	if c.Geocoded, err = l.Geocoder.Ask(ctx, address); err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Msg("an address was not looked up")
		return fix
	}
	fix, _ = l.Atlas.Locate(c)
	return fix
}

// pin is the last position that the messages carry: people correct themselves.
func pin(messages []intake.Heard) *geotag.Pin {
	var last *geotag.Pin
	for _, m := range messages {
		if m.Pin != nil {
			last = m.Pin
		}
	}
	return last
}

// referenceReach is how large, in metres, the area may be that completes a short
// plus code: half of what its missing digits stand for.
const referenceReach = 50_000

// reference completes short plus codes: by the town that is named, if we know
// it, or else by the area of the chat or, in a city, by all cells.
func reference(areas Areas, cell string) links.Reference {
	return func(locality string) (geotag.Point, bool) {
		if locality != "" {
			fix, ok := areas.Locate(geotag.Clues{Words: locality})
			return fix.Point, ok
		}
		for _, code := range []string{cell, ""} {
			if center, reach, ok := areas.Center(code); ok && reach <= referenceReach {
				return center, true
			}
		}
		return geotag.Point{}, false
	}
}

// NamesPlace reports whether words speak of a place: known or not, or by a link
// or coordinates.
func NamesPlace(a Atlas, words string) bool {
	return a.NamesPlace(links.Without(words)) || len(links.Find(words, nil)) > 0 || len(links.Opaque(words)) > 0
}
