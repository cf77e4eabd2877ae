package scaledjpeg

import (
	"errors"
	"fmt"
)

// Why a file cannot be decoded. The errors of this package wrap one of these;
// what [Options.Check] returns is handed on as it is.
var (
	ErrCorrupt     = errors.New("scaledjpeg: corrupt file")
	ErrTruncated   = errors.New("scaledjpeg: less than half of the picture is there")
	ErrUnsupported = errors.New("scaledjpeg: unsupported kind of JPEG")
	ErrTooLarge    = errors.New("scaledjpeg: picture too large")
)

// errEnd ends a run of coded data that goes on where no more data are.
var errEnd = errors.New("scaledjpeg: coded data end early")

func corrupt(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrCorrupt, fmt.Sprintf(format, args...))
}

func unsupported(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnsupported, fmt.Sprintf(format, args...))
}

func errTooLarge(width, height int) error {
	return fmt.Errorf("%w: %d×%d pixels", ErrTooLarge, width, height)
}
