package photo

import (
	"context"
	"fmt"
	"image"
	"slices"

	"golang.org/x/sync/semaphore"

	"snapgrid/intake"
)

// Darkroom develops pictures within one budget of memory, however many arrive
// at once. It is safe for concurrent use and starts nothing of its own.
type Darkroom struct {
	// HEIC decodes that format; without it such pictures are unsupported. It is
	// set before the first use.
	HEIC Decoder

	budget int64
	gate   *semaphore.Weighted
}

// Decoder decodes a format that is not safe to decode within this process.
type Decoder interface {
	// Decode returns an upright picture of exactly width × height pixels. An
	// error is an [intake.Error] with CodeInvalid if the picture is at fault; with
	// any other, it may be tried again.
	Decode(ctx context.Context, data []byte, width, height int) (image.Image, error)
}

// New opens a darkroom in which decodes share budget bytes, such as
// [DefaultBudget].
func New(budget int64) *Darkroom {
	budget = max(budget, 1)
	return &Darkroom{budget: budget, gate: semaphore.NewWeighted(budget)}
}

// Developed is a picture that people may see.
type Developed struct {
	Info       Info
	Renditions []Rendition // one for each size, in the order asked
}

// Rendition is a picture of one size, upright and without any metadata.
type Rendition struct {
	Size   int // as asked: the longer side may be shorter, never longer
	Width  int
	Height int
	JPEG   []byte
}

// Develop makes a rendition for each size (the longer side, in pixels; none is
// enlarged) and the perceptual hash. It waits for its share of memory. Info is
// filled as far as the header could be read even with an error, which is an
// [intake.Error] with any [Reason], or the context's.
func (d *Darkroom) Develop(ctx context.Context, data []byte, sizes ...int) (Developed, error) {
	if len(sizes) > 0 && slices.Min(sizes) < 1 {
		return Developed{}, fmt.Errorf("develop photo: sizes %v: want pixels", sizes)
	}
	h, err := readHeader(data)
	developed := Developed{Info: h.info()}
	if err != nil {
		return developed, err
	}
	if err := d.admit(h); err != nil {
		return developed, err
	}
	sides := slices.Sorted(slices.Values(slices.Concat(sizes, []int{intake.SizeSmall})))
	slices.Reverse(sides)
	weight := min(h.decoded+workspace(sides[0]), d.budget)
	if err := d.gate.Acquire(ctx, weight); err != nil {
		return developed, fmt.Errorf("wait to develop photo: %w", err)
	}
	defer d.gate.Release(weight)

	prints, err := d.print(ctx, h, data, sides)
	if err != nil {
		return developed, err
	}
	developed.Info.Hash = hash(prints[intake.SizeSmall])
	developed.Renditions, err = encodeAll(prints, sizes)
	return developed, err
}

// workspace is what shrinking needs beside the decoded picture, in bytes: that
// is at most 2.5 × 2.5 sides squared of three or four bytes, and the print twice.
func workspace(side int) int64 { return 32 * int64(side) * int64(side) }

// Shows reports whether pictures of a format can be developed here.
func (d *Darkroom) Shows(f Format) bool {
	return f.own() || f == HEIC && d.HEIC != nil
}

// admit holds the header against what can be shown, and against the limits.
func (d *Darkroom) admit(h header) error {
	if !d.Shows(h.format) {
		return refuse(Unsupported, h.format, nil)
	}
	return h.check()
}

// check holds the header against the limits.
func (h header) check() error {
	switch {
	case h.format == HEIC && int64(h.width)*int64(h.height) > MaxHEICPixels:
		return refuse(TooManyPixels, h.format, nil)
	case h.width > MaxSide || h.height > MaxSide,
		int64(h.width)*int64(h.height) > MaxPixels, h.decoded > MaxDecoded:
		return refuse(TooManyPixels, h.format, nil)
	case h.scans > MaxScans:
		return refuse(Damaged, h.format, fmt.Errorf("%d scans", h.scans))
	}
	return nil
}

// print decodes a picture and makes it upright in all sizes, largest first, each
// from the one before.
func (d *Darkroom) print(ctx context.Context, h header, data []byte, sides []int) (map[int]*image.NRGBA, error) {
	small, err := d.decodeReduced(ctx, h, data, sides[0])
	if err != nil {
		return nil, err
	}
	prints := map[int]*image.NRGBA{}
	turn := h.upright(h.tags())
	last := turn.apply(resize(small, fit(h.width, h.height, sides[0])))
	if p := h.profile(); p != nil {
		p.Convert(last)
	}
	for _, side := range sides {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("develop photo: %w", err)
		}
		last = resize(last, fit(last.Rect.Dx(), last.Rect.Dy(), side))
		prints[side] = last
	}
	return prints, nil
}

func encodeAll(prints map[int]*image.NRGBA, sizes []int) ([]Rendition, error) {
	renditions := make([]Rendition, 0, len(sizes))
	for _, size := range sizes {
		p := prints[size]
		encoded, err := encode(p, renditionQuality)
		if err != nil {
			return nil, err
		}
		renditions = append(renditions, Rendition{
			Size: size, Width: p.Rect.Dx(), Height: p.Rect.Dy(), JPEG: encoded,
		})
	}
	return renditions, nil
}
