package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-telegram/bot"

	"snapgrid/intake"
)

const tokenRefused = "Telegram refused the token: ask BotFather for the token of this bot and set telegram.token"

// apiError is a refusal of the Bot API, read by ourselves.
type apiError struct {
	code        int
	description string
	retryAfter  time.Duration
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.code, e.description) }

// fault turns any error of a request into one whose code says what to do. What
// it returns neither holds nor wraps the token.
func (a *Adapter) fault(err error) *intake.Error {
	if known := (*intake.Error)(nil); errors.As(err, &known) {
		return known
	}
	found := a.sort(err)
	found.Err = a.client.hide(err)
	return found
}

func (a *Adapter) sort(err error) *intake.Error {
	var (
		wait   *bot.TooManyRequestsError
		moved  *bot.MigrateError
		api    *apiError
		answer *answerError
		unsent *unsentError
	)
	switch {
	case errors.As(err, &wait):
		return byStatus(http.StatusTooManyRequests, "", time.Duration(wait.RetryAfter)*time.Second)
	case errors.As(err, &moved):
		return &intake.Error{
			Code: intake.CodeChatMoved, Message: "the group became a supergroup",
			MovedTo: chatRef(int64(moved.MigrateToChatID)),
		}
	case errors.As(err, &api):
		return byStatus(api.code, api.description, api.retryAfter)
	case errors.As(err, &answer):
		return byAnswer(answer)
	case errors.As(err, &unsent):
		return &intake.Error{Code: intake.CodeAgain, Message: "Telegram cannot be reached"}
	}
	for status, refusal := range refusals {
		if errors.Is(err, refusal) {
			return byStatus(status, err.Error(), 0)
		}
	}
	return &intake.Error{Code: intake.CodeUnknown, Message: "Telegram did not answer"}
}

// refusals are the library's names of the statuses.
var refusals = map[int]error{
	http.StatusBadRequest:   bot.ErrorBadRequest,
	http.StatusUnauthorized: bot.ErrorUnauthorized,
	http.StatusForbidden:    bot.ErrorForbidden,
	http.StatusNotFound:     bot.ErrorNotFound,
	http.StatusConflict:     bot.ErrorConflict,
}

func byStatus(status int, description string, after time.Duration) *intake.Error {
	switch status {
	case http.StatusTooManyRequests:
		return &intake.Error{Code: intake.CodeAgain, Message: "Telegram asks us to wait", RetryAfter: max(after, time.Second)}
	case http.StatusForbidden:
		return &intake.Error{Code: intake.CodeChatGone, Message: "we may not speak in this chat"}
	case http.StatusBadRequest:
		if says(description, speechless...) {
			return &intake.Error{Code: intake.CodeChatGone, Message: "we cannot speak in this chat"}
		}
		return &intake.Error{Code: intake.CodeNever, Message: "Telegram refused the request"}
	case http.StatusUnauthorized, http.StatusNotFound:
		return &intake.Error{Code: intake.CodeUnavailable, Message: tokenRefused}
	}
	return &intake.Error{Code: intake.CodeAgain, Message: "Telegram refuses for the moment"}
}

// speechless are the refusals that concern the chat, not the post.
var speechless = []string{
	"chat not found", "chat_write_forbidden", "chat_restricted", "have no rights to send a message",
	"not enough rights to send text messages", "need administrator rights in the channel chat",
	"peer_id_invalid", "user not found", "group chat was deactivated",
}

// byAnswer sorts answers that did not come from the Bot API itself: pages of
// proxies, cut answers, failures inside the server.
func byAnswer(e *answerError) *intake.Error {
	switch {
	case e.status < 300:
		return &intake.Error{Code: intake.CodeUnknown, Message: "Telegram's answer was garbled"}
	case e.status == http.StatusGatewayTimeout:
		return &intake.Error{Code: intake.CodeUnknown, Message: "Telegram's answer was lost"}
	case e.status == http.StatusRequestEntityTooLarge:
		return &intake.Error{Code: intake.CodeNever, Message: "too big for Telegram"}
	case e.status < 500 && e.status != http.StatusTooManyRequests:
		return &intake.Error{
			Code:    intake.CodeUnavailable,
			Message: "this is not a Bot API server: check telegram.api_url",
		}
	}
	return &intake.Error{Code: intake.CodeAgain, Message: "Telegram is out of order", RetryAfter: e.retryAfter}
}

// harmless is for requests that may be made twice: an unknown outcome means
// that they are simply due again.
func harmless(e *intake.Error) *intake.Error {
	if e.Code == intake.CodeUnknown {
		e.Code = intake.CodeAgain
	}
	return e
}

// refused reports whether err is a 400 whose description has one of the words.
func refused(err error, words ...string) bool {
	return errors.Is(err, bot.ErrorBadRequest) && says(err.Error(), words...)
}

func says(description string, words ...string) bool {
	description = strings.ToLower(description)
	for _, w := range words {
		if strings.Contains(description, strings.ToLower(w)) {
			return true
		}
	}
	return false
}
