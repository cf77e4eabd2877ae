package telegram

import (
	"encoding/json"
	"path"
	"strings"
)

// receipt is all that we read of a message that we sent.
type receipt struct {
	ID   int             `json:"message_id"`
	Date int             `json:"date"`
	Chat json.RawMessage `json:"chat"`

	Answers *receipt `json:"reply_to_message,omitempty"`
}

// lean reduces the messages in the answer to a send or an edit to what we read
// of them. Such a message quotes the one it answers; if that holds something
// the library does not know, a post that was made would look like one with an
// unknown outcome.
func lean(method string, answer []byte) []byte {
	method = path.Base(method)
	if !strings.HasPrefix(method, "send") && !strings.HasPrefix(method, "edit") {
		return answer
	}
	var full struct {
		OK     bool            `json:"ok"`
		Result json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal(answer, &full); err != nil || !full.OK {
		return answer
	}
	var one receipt
	var many []receipt
	if json.Unmarshal(full.Result, &many) == nil {
		full.Result, _ = json.Marshal(many)
	} else if json.Unmarshal(full.Result, &one) == nil {
		full.Result, _ = json.Marshal(one)
	} else {
		return answer // a bare true
	}
	short, err := json.Marshal(full)
	if err != nil {
		return answer
	}
	return short
}
