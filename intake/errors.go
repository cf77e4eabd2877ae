package intake

import (
	"errors"
	"time"
)

// Code sorts errors by what the caller can do about them.
type Code string

// The codes.
const (
	CodeInvalid     Code = "invalid"     // the input is wrong: tell the sender
	CodeNotFound    Code = "not_found"   // no such thing
	CodeForbidden   Code = "forbidden"   // not for this person
	CodeConflict    Code = "conflict"    // it changed meanwhile, or the state does not allow it
	CodeAgain       Code = "again"       // try again, after RetryAfter if set
	CodeNever       Code = "never"       // will not work, however often
	CodeChatGone    Code = "chat_gone"   // we cannot speak in that chat any more
	CodeChatMoved   Code = "chat_moved"  // the chat goes on at MovedTo
	CodeUnknown     Code = "unknown"     // it may or may not have happened
	CodeUnavailable Code = "unavailable" // the channel is down or logged out
)

// Error is an error with a code and a sentence for people. Err, the private
// cause, is for logs; it never holds tokens or a resident's words.
type Error struct {
	Code       Code
	Message    string
	RetryAfter time.Duration // with CodeAgain
	MovedTo    ChatRef       // with CodeChatMoved
	Err        error
}

// Error prints the sentence and the cause.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Message
	}
	return e.Message + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first [Error] in err's chain, or "" if there
// is none.
func CodeOf(err error) Code {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e.Code
	}
	return ""
}
