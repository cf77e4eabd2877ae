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
	out = write(out, n.sheets, codes)
	return append(out, 0xff, markEOI), nil
}

// tables are the quantisers of luma and of chroma.
type tables [2]quantiser

// notes are the symbols of a picture, in the order of the file. How many there are depends
// on the picture, so they are written on sheets: one long list would be copied each time it
// grows.
type notes struct {
	sheets [][]token
	sheet  []token     // the last one
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
	n.sheet = append(n.sheet, token(uint32(book)<<24|symbol<<16|bits))
}

const (
	sheetLength = 16 << 10 // tokens, of 4 bytes
	mostOfBlock = 1 + 63 + 3 + 1
)

// turn begins a new sheet unless there is room for a block.
func (n *notes) turn() {
	if cap(n.sheet)-len(n.sheet) < mostOfBlock {
		n.end()
		n.sheet = make([]token, 0, sheetLength)
	}
}

// end lays the last sheet to the others.
func (n *notes) end() {
	if len(n.sheet) > 0 {
		n.sheets = append(n.sheets, n.sheet)
		n.sheet = nil
	}
}

// note goes over the picture in the order of the file: square by square, in which
// four blocks of luma lie before one of each chroma.
func note(p planar.Picture, t tables) *notes {
	n := &notes{}
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
	n.end()
	return n
}
