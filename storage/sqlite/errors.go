package sqlite

import (
	"errors"
	"fmt"
	"io/fs"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"snapgrid/intake"
)

// explain gives an error of the driver a code and a sentence; errors that have a
// code already, and nil, stay as they are.
func explain(err error, what string) error {
	var failure *sqlite.Error
	switch {
	case err == nil, intake.CodeOf(err) != "":
		return err
	case errors.As(err, &failure):
		code, message := sortError(failure.Code())
		return &intake.Error{Code: code, Message: what + ": " + message, Err: err}
	case errors.Is(err, fs.ErrNotExist):
		return &intake.Error{Code: intake.CodeAgain, Message: what + ": the database's file is gone", Err: err}
	}
	return fmt.Errorf("%s: %w", what, err)
}

// sortError says what a result code of SQLite means to the caller. The lower
// eight bits are the kind of the error.
func sortError(result int) (intake.Code, string) {
	switch result & 0xff {
	case lib.SQLITE_CONSTRAINT:
		return intake.CodeConflict, "it does not fit to what is there"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return intake.CodeAgain, "the database is busy"
	case lib.SQLITE_FULL:
		return intake.CodeAgain, "the disk is full"
	case lib.SQLITE_IOERR, lib.SQLITE_CANTOPEN, lib.SQLITE_READONLY:
		return intake.CodeAgain, "the database's file can not be used"
	}
	return "", "the database refused"
}
