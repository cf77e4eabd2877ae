package postgres

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"snapgrid/intake"
)

// explain gives an error of the driver a code and a sentence; errors that have a
// code already, and nil, stay as they are.
func explain(err error, what string) error {
	if err == nil || intake.CodeOf(err) != "" {
		return err
	}
	if code, message := sortError(err); code != "" {
		return &intake.Error{Code: code, Message: what + ": " + message, Err: err}
	}
	return fmt.Errorf("%s: %w", what, err)
}

// sortError says what an error means to the caller; no code means that it is the
// program's fault.
func sortError(err error) (intake.Code, string) {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return sortState(answer.Code)
	}
	var network net.Error
	var refused *pgconn.ConnectError
	switch {
	case errors.As(err, &refused), errors.As(err, &network), pgconn.SafeToRetry(err),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return intake.CodeAgain, "the database can not be reached"
	}
	return "", ""
}

// sortState says what a SQLSTATE means. Its first two characters are the class.
func sortState(state string) (intake.Code, string) {
	switch {
	case strings.HasPrefix(state, "23"):
		return intake.CodeConflict, "it does not fit to what is there"
	case strings.HasPrefix(state, "40"):
		return intake.CodeConflict, "somebody else changed the same at the same time"
	case state == "53100":
		return intake.CodeAgain, "the database's disk is full"
	case strings.HasPrefix(state, "53"), state == "55P03":
		return intake.CodeAgain, "the database is busy"
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "57P"), state == "25006":
		return intake.CodeAgain, "the database is not available"
	case strings.HasPrefix(state, "28"):
		return intake.CodeUnavailable, "the database refuses the user or the password"
	case state == "3D000":
		return intake.CodeUnavailable, "there is no database of this name"
	}
	return "", ""
}
