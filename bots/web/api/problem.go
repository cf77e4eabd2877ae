package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// problem is an error in the words of RFC 9457. Causes stay in the log.
func problem(ctx context.Context, operation string, err error) error {
	var known *intake.Error
	var said huma.StatusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &said):
		return said
	}
	errors.As(err, &known)
	switch intake.CodeOf(err) {
	case intake.CodeInvalid:
		return huma.Error422UnprocessableEntity(known.Message)
	case intake.CodeNotFound:
		return huma.Error404NotFound("there is no such thing")
	case intake.CodeForbidden:
		return huma.Error403Forbidden("the officer of this token has no right to this")
	case intake.CodeConflict:
		return huma.Error409Conflict("its state does not allow this, or it changed meanwhile")
	case intake.CodeAgain, intake.CodeUnavailable:
		return huma.Error503ServiceUnavailable("busy: try again later")
	}
	zerolog.Ctx(ctx).Error().Err(err).Str("operation", operation).Msg("api request failed")
	return huma.Error500InternalServerError("something went wrong here: try again later")
}

// refuse answers a problem where no operation was reached.
func refuse(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(huma.ErrorModel{Status: status, Title: http.StatusText(status), Detail: detail}) // the asker has gone: nobody to tell
}
