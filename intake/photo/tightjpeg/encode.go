package tightjpeg

import (
	"fmt"

	"snapgrid/intake/photo/planar"
)

// maxSide is the longest side that the format can express, in pixels.
const maxSide = 1<<16 - 1

// Encode writes a picture, which is grey or 4:2:0, at a quality of 1 to 100 on
// the scale that everybody uses. It fails only if the picture is none.
func Encode(p planar.Picture, quality int) ([]byte, error) {
	if p.Width < 1 || p.Height < 1 || p.Width > maxSide || p.Height > maxSide ||
		len(p.Planes) != 1 && len(p.Planes) != 3 {
		return nil, fmt.Errorf("encode jpeg: %d×%d in %d planes", p.Width, p.Height, len(p.Planes))
	}
	t := tables{steps(lumaSteps, quality), steps(chromaSteps, quality)}
	n := note(p, t)
	var codes [4]codebook
	for i := range codes {
		codes[i] = newCodebook(n.counts[i][:])
	}
	out := header(p, t, codes)
	out = write(out, n.tokens, codes)
	return append(out, 0xff, markEOI), nil
}

// tables are the quantisers of luma and of chroma.
type tables [2]quantiser

// notes are the symbols of a picture, in the order of the file.
type notes struct {
	tokens []token
	counts [4][256]int // how often each symbol occurs under each codebook
}

// token is a symbol and the bits behind it: bits 0–15 are these, 16–23 the symbol,
// whose lower four bits say how many they are, and 24–25 the codebook.
type token uint32

// The codebooks: those of luma, and chroma further.
const (
	bookDC = iota
	bookAC
	booksEach
)

func (n *notes) add(book int, symbol, bits uint32) {
	n.counts[book][symbol]++
	n.tokens = append(n.tokens, token(uint32(book)<<24|symbol<<16|bits))
}

// note goes over the picture in the order of the file: square by square, in which
// four blocks of luma lie before one of each chroma.
func note(p planar.Picture, t tables) *notes {
	n := &notes{tokens: make([]token, 0, p.Width*p.Height/4+64)}
	side := 2
	if len(p.Planes) == 1 {
		side = 1
	}
	var before [3]int32 // the last mean of each plane
	var b block
	for y := 0; y < p.Height; y += 8 * side {
		for x := 0; x < p.Width; x += 8 * side {
			for i := range side * side {
				b.load(p.Planes[0], x+i%side*8, y+i/side*8)
				n.block(&b, &t[0], &before[0], 0)
			}
			for c := 1; c < len(p.Planes); c++ {
				b.load(p.Planes[c], x/2, y/2)
				n.block(&b, &t[1], &before[c], booksEach)
			}
		}
	}
	return n
}
