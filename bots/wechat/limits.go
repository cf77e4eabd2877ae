package wechat

import (
	"unicode/utf8"

	"snapgrid/bots"
)

var (
	_ bots.Tied     = (*Adapter)(nil)
	_ bots.Limited  = (*Adapter)(nil)
	_ bots.Foreseer = (*Adapter)(nil)
)

// textLimit is how many runes one message holds. Pictures are messages of their
// own.
const textLimit = 1800

// Limits are those of a personal account.
func (a *Adapter) Limits() bots.Limits {
	return bots.Limits{Words: textLimit, Caption: textLimit, Length: utf8.RuneCountInString}
}
