package telegram

import "snapgrid/bots"

var (
	_ bots.Limited = (*Adapter)(nil)
	_ bots.Inviter = (*Adapter)(nil)

	_ bots.Foreseer = (*Adapter)(nil)
)

// Telegram's limits for words, in UTF-16 units.
const (
	maxText    = 4096
	maxCaption = 1024
)

// Limits are those of the Bot API.
func (a *Adapter) Limits() bots.Limits {
	return bots.Limits{Words: maxText, Caption: maxCaption, Length: units}
}
