package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/rs/zerolog"
)

// catchHangups keeps SIGHUP from ending the program, from its start on.
func catchHangups() chan os.Signal {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	return hangups
}

// reread reads the configured files of cells, places and sentences again whenever
// the program gets SIGHUP, until ctx ends. What cannot be read changes nothing.
func (p *program) reread(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-p.hangups:
		}
		p.rereadAreas(ctx)
		if err := p.reword(); err != nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("sentences could not be read again")
		} else {
			zerolog.Ctx(ctx).Info().Msg("sentences read again")
		}
	}
}

func (p *program) rereadAreas(ctx context.Context) {
	err := settleAreas(ctx, p.cfg, p.db)
	if err == nil {
		err = loadAtlas(ctx, p.db, p.atlas)
	}
	switch log := zerolog.Ctx(ctx); {
	case err == nil:
		log.Info().Int("cells", p.atlas.Grid().Len()).Msg("cells and places read again")
	case ctx.Err() == nil:
		log.Error().Err(err).Msg("cells and places could not be read again")
	}
}
