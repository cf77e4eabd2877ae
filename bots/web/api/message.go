package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// originals are what people sent as they sent it. The desk asks for the right and
// notes who looks.
type originals interface {
	OriginalWords(ctx context.Context, o intake.Officer, n int64) ([]intake.Heard, error)
	OriginalMessage(ctx context.Context, o intake.Officer, m intake.Heard) (intake.Heard, error)
	// PhotoOf finds a photo that the officer may see as it was sent; LookAt notes
	// that they do.
	PhotoOf(ctx context.Context, o intake.Officer, id int64) (p intake.Photo, ticket int64, err error)
	LookAt(ctx context.Context, o intake.Officer, p intake.Photo, ticket int64) error
}

// message is what somebody said. Who it was is not told.
type message struct {
	Number int64     `json:"number"`
	Ticket int64     `json:"ticket,omitempty"`
	Chat   int64     `json:"chat"`
	At     time.Time `json:"at"`
	Part   string    `json:"part,omitempty" doc:"report, fix or note"`
	Text   string    `json:"text" doc:"masked"`
	Reason string    `json:"reason,omitempty" doc:"what triage thought"`
	Photos []photo   `json:"photos"`
}

type photo struct {
	ID    int64  `json:"id"`
	State string `json:"state" enum:"pending,ready,refused,missing"`
	URL   string `json:"url,omitempty" doc:"of the published rendition"`
	Why   string `json:"why,omitempty"`
}

func (a *API) message(m intake.Heard) message {
	out := message{Number: m.Number, Ticket: m.Ticket, Chat: m.ChatID, At: m.SentAt, Part: string(m.Part), Text: m.Text, Reason: m.Verdict.Reason, Photos: []photo{}}
	for _, p := range m.Photos {
		seen := photo{ID: p.ID, State: string(p.State), Why: p.Reason}
		if p.State == intake.PhotoReady {
			seen.URL = fmt.Sprintf("%s/photos/%s_%d.jpg", a.options.PublicURL, p.Media.Key, intake.SizeLarge)
		}
		out.Photos = append(out.Photos, seen)
	}
	return out
}

func (a *API) messages(ctx context.Context, _ caller, in *Numbered) (*list[message], error) {
	if _, err := a.options.Store.Ticket(ctx, in.Number); err != nil {
		return nil, err
	}
	found, err := a.options.Store.TicketMessages(ctx, in.Number)
	return listed(found, 0, nil, a.message), err
}

// original shows the words as they were typed. The desk asks for the right and notes who
// looks.
func (a *API) original(ctx context.Context, c caller, in *Numbered) (*list[message], error) {
	found, err := a.options.Desk.OriginalWords(ctx, c.officer, in.Number)
	return listed(found, 0, nil, a.message), err
}

// originalPhoto gives out a photo as it was sent, with its position and all.
func (a *API) originalPhoto(ctx context.Context, c caller, in *Identified) (*huma.StreamResponse, error) {
	p, ticket, err := a.options.Desk.PhotoOf(ctx, c.officer, in.ID)
	if err != nil {
		return nil, err
	}
	file, err := a.options.Shelf.OpenOriginal(ctx, p.Media.Key)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return nil, huma.Error410Gone("the photo was deleted when its time was over")
	}
	if err != nil {
		return nil, err
	}
	if err := a.options.Desk.LookAt(ctx, c.officer, p, ticket); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &huma.StreamResponse{Body: func(w huma.Context) {
		defer file.Close()
		w.SetHeader("Content-Type", "application/octet-stream")
		if _, err := io.Copy(w.BodyWriter(), file); err != nil {
			zerolog.Ctx(ctx).Info().Err(err).Msg("a photo was not sent to its end")
		}
	}}, nil
}
