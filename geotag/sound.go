package geotag

import (
	_ "embed" // the table of sounds
	"strings"
)

// soundTable has a line for each syllable: how it is written in Latin letters, and
// the characters that are read so, as GB 2312 orders them, with the rarer ones of
// names of places. Tones are left out: who types by sound leaves them out too.
//
//go:embed sounds.txt
var soundTable string

// sounds holds the number of the syllable of each character, 0 for none.
var sounds = readSounds(soundTable)

const (
	firstHan = 0x4E00
	lastHan  = 0x9FFF
)

func readSounds(table string) *[lastHan - firstHan + 1]uint16 {
	var all [lastHan - firstHan + 1]uint16
	number := uint16(0)
	for line := range strings.Lines(table) {
		_, characters, _ := strings.Cut(strings.TrimSpace(line), " ")
		number++
		for _, r := range characters {
			all[r-firstHan] = number
		}
	}
	return &all
}

// soundOf is what tells sounds apart: two characters with the same are read alike.
// One that is not known is like none but itself.
func soundOf(r rune) rune {
	if r >= firstHan && r <= lastHan && sounds[r-firstHan] > 0 {
		return rune(sounds[r-firstHan])
	}
	return r
}
