package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"
)

// chart fills the atlas. The version is asked for first: what changes while the
// areas are read is read again.
func (p *program) chart(ctx context.Context) (err error) {
	if p.areas, err = p.db.AreasVersion(ctx); err != nil {
		return fmt.Errorf("ask for the version of cells and places: %w", err)
	}
	return errors.Join(loadAtlas(ctx, p.db, p.atlas), loadLearnt(ctx, p.db, p.atlas, time.Now()))
}

// rechart takes over cells and places that another process imported.
func (p *program) rechart(ctx context.Context) error {
	version, err := p.db.AreasVersion(ctx)
	if err != nil || version == p.areas {
		return err
	}
	if err := loadAtlas(ctx, p.db, p.atlas); err != nil {
		return err
	}
	p.areas = version
	zerolog.Ctx(ctx).Info().Int("cells", p.atlas.Grid().Len()).Msg("cells and places taken over")
	return nil
}

// relearn takes over names that tickets taught, or an operator corrected. Names
// fade, so it does so once a day too.
func (p *program) relearn() func(context.Context) error {
	known, at := int64(-1), time.Now()
	return func(ctx context.Context) error {
		version, err := p.db.LearntVersion(ctx)
		if err != nil || version == known && time.Since(at) < 24*time.Hour {
			return err
		}
		if err := loadLearnt(ctx, p.db, p.atlas, time.Now()); err != nil {
			return err
		}
		known, at = version, time.Now()
		return nil
	}
}
