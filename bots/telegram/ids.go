package telegram

import (
	"fmt"
	"strconv"

	"snapgrid/intake"
)

// Chats, topics and messages are named by Telegram's numbers, in decimal. The
// forms are stored, so they are never changed.

func chatRef(id int64) intake.ChatRef {
	return intake.ChatRef{Channel: Channel, ID: strconv.FormatInt(id, 10)}
}

func chatID(ref intake.ChatRef) (int64, error) {
	id, err := strconv.ParseInt(ref.ID, 10, 64)
	if err != nil || id == 0 || ref.Channel != Channel {
		return 0, fmt.Errorf("%q is no chat of Telegram", ref)
	}
	return id, nil
}

// number reads the number of a message or topic; 0 if there is none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
