package pipeline

import (
	"snapgrid/geotag"
	"snapgrid/intake"
)

// Clues collects what messages of a chat, at least one, tell about where it was.
func Clues(chat intake.Chat, messages []intake.Heard) geotag.Clues {
	c := geotag.Clues{
		Pin: pin(messages), Words: intake.Report{Messages: messages}.Words(),
		Cell: chat.Cell, At: messages[0].ReceivedAt,
	}
	for _, m := range messages {
		for _, p := range m.Photos {
			if p.At != nil {
				c.Photos = append(c.Photos, geotag.PhotoPosition{Point: *p.At, TakenAt: p.TakenAt})
			}
		}
	}
	return c
}

// pin is the last position that the messages carry: people correct themselves.
func pin(messages []intake.Heard) *geotag.Pin {
	var last *geotag.Pin
	for _, m := range messages {
		if m.Pin != nil {
			last = m.Pin
		}
	}
	return last
}
