package telegramtest

import "net/http"

// refusal is an error of the Bot API, in the words of the real server.
type refusal struct {
	Code        int
	Description string
	RetryAfter  int   // seconds
	MigrateTo   int64 // the supergroup that the group became
}

func badRequest(words string) *refusal {
	return &refusal{Code: http.StatusBadRequest, Description: "Bad Request: " + words}
}

func forbidden(words string) *refusal {
	return &refusal{Code: http.StatusForbidden, Description: "Forbidden: " + words}
}

func conflict(words string) *refusal {
	return &refusal{Code: http.StatusConflict, Description: "Conflict: " + words}
}

type wireParameters struct {
	RetryAfter int   `json:"retry_after,omitempty"`
	MigrateTo  int64 `json:"migrate_to_chat_id,omitempty"`
}

// reply is the envelope of every answer.
type reply struct {
	OK          bool            `json:"ok"`
	Result      any             `json:"result,omitempty"`
	Code        int             `json:"error_code,omitempty"`
	Description string          `json:"description,omitempty"`
	Parameters  *wireParameters `json:"parameters,omitempty"`
}

func (r *refusal) reply() reply {
	answer := reply{Code: r.Code, Description: r.Description}
	if r.RetryAfter > 0 || r.MigrateTo != 0 {
		answer.Parameters = &wireParameters{RetryAfter: r.RetryAfter, MigrateTo: r.MigrateTo}
	}
	return answer
}
