package photos

import "snapgrid/intake"

// Ready lists the keys of the photos that can be shown, part by part.
func Ready(messages []intake.Heard, parts ...intake.Part) []string {
	var keys []string
	for _, part := range parts {
		for _, m := range messages {
			if m.Part != part {
				continue
			}
			for _, p := range m.Photos {
				if p.State == intake.PhotoReady && p.Media.Key != "" {
					keys = append(keys, p.Media.Key)
				}
			}
		}
	}
	return keys
}
