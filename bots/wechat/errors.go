package wechat

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"path"
	"time"

	"github.com/eatmoreapple/openwechat"

	"snapgrid/intake"
)

// The service's return codes, as far as anything hangs on them.
const (
	retTicket      openwechat.Ret = -14
	retLoginWarn   openwechat.Ret = 1100
	retLoginCheck  openwechat.Ret = 1101
	retCookie      openwechat.Ret = 1102
	retAbnormal    openwechat.Ret = 1203
	retTooOften    openwechat.Ret = 1205
	retSystemError openwechat.Ret = -1
	retLogicError  openwechat.Ret = -2
)

// restTime is how long we keep still after the service said "too often".
const restTime = 30 * time.Minute

// loggedOut reports whether only a new login helps.
func loggedOut(err error) bool {
	var r openwechat.Ret
	if !errors.As(err, &r) {
		return false
	}
	switch r {
	case retTicket, retLoginWarn, retLoginCheck, retCookie:
		return true
	}
	return false
}

// resting reports whether the service wants to be left alone.
func resting(err error) bool {
	var r openwechat.Ret
	return errors.As(err, &r) && (r == retTooOften || r == retAbnormal)
}

// scrub takes the address out of a transport's error: it holds the session's
// keys.
func scrub(err error) error {
	var u *url.Error
	if !errors.As(err, &u) {
		return err
	}
	operation := "request"
	if parsed, parseErr := url.Parse(u.URL); parseErr == nil {
		operation = path.Base(parsed.Path)
	}
	return fmt.Errorf("%s: %w", operation, u.Err)
}

// postError says what can be done about a failed send. Visible means that the
// group would see what the request does, so that an answer that did not arrive
// leaves open whether they did.
func postError(err error, visible bool) *intake.Error {
	err = scrub(err)
	var r openwechat.Ret
	var dial *net.OpError
	switch {
	case loggedOut(err), errors.Is(err, openwechat.ErrWebWxDataTicketNotFound):
		return &intake.Error{Code: intake.CodeUnavailable, Message: "wechat ended the session", Err: err}
	case resting(err):
		return &intake.Error{Code: intake.CodeAgain, Message: "wechat wants a pause", RetryAfter: restTime, Err: err}
	case errors.As(err, &r) && (r == retSystemError || r == retLogicError):
		return &intake.Error{Code: intake.CodeAgain, Message: "wechat could not do it now", RetryAfter: time.Minute, Err: err}
	case errors.As(err, &r):
		return &intake.Error{Code: intake.CodeNever, Message: fmt.Sprintf("wechat refused the message (%d)", int(r)), Err: err}
	case !visible, errors.As(err, &dial) && dial.Op == "dial":
		return &intake.Error{Code: intake.CodeAgain, Message: "wechat cannot be reached", RetryAfter: time.Minute, Err: err}
	default:
		return &intake.Error{Code: intake.CodeUnknown, Message: "wechat did not say whether the message arrived", Err: err}
	}
}
