package row

import "snapgrid/intake"

// Speaker is a sender in a chat.
type Speaker struct {
	Chat   int64
	Sender string
}

// ScanSpeaker scans chat and sender.
func ScanSpeaker(r Scanner) (Speaker, error) {
	var s Speaker
	err := r.Scan(&s.Chat, &s.Sender)
	return s, err
}

// Talk takes back the verdict of each piece of small talk whose sender says something else
// in the same batch: it is read together with that.
func Talk(said []intake.Message, seats map[intake.ChatRef]Seat) {
	busy := map[Speaker]bool{}
	for _, m := range said {
		if m.Talk == (intake.Verdict{}) {
			busy[Speaker{seats[m.Chat].Chat, m.Sender.ID}] = true
		}
	}
	for i, m := range said {
		if busy[Speaker{seats[m.Chat].Chat, m.Sender.ID}] {
			said[i].Talk = intake.Verdict{}
		}
	}
}
