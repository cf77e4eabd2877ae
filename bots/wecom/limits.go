package wecom

import "snapgrid/bots"

var (
	_ bots.Limited  = (*Adapter)(nil)
	_ bots.Foreseer = (*Adapter)(nil)
)

// The limits of a message, in bytes.
const (
	textLimit    = 2048
	pictureLimit = 2 << 20
	linkRoom     = 500 // for the addresses of pictures, where no robot can show them
)

// Limits are those of a group robot.
func (a *Adapter) Limits() bots.Limits {
	return bots.Limits{Words: textLimit, Caption: textLimit - linkRoom, Length: func(s string) int { return len(s) }}
}
