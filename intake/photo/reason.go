package photo

import (
	"errors"

	"snapgrid/intake"
)

// Reason says why a picture was refused. It is stable and meant for programs;
// the wording for people is chosen by them.
type Reason string

// The reasons.
const (
	TooLarge      Reason = "too_large"       // more than MaxBytes
	TooManyPixels Reason = "too_many_pixels" // beyond MaxSide, MaxPixels or MaxDecoded
	Damaged       Reason = "damaged"         // cut short or broken
	NotPhoto      Reason = "not_a_photo"     // nothing that we know as a picture
	Unsupported   Reason = "unsupported"     // a picture in a format that we cannot show
)

// sentences are the plain words behind the reasons.
var sentences = map[Reason]string{
	TooLarge:      "larger than 25 MB",
	TooManyPixels: "too many pixels",
	Damaged:       "damaged",
	NotPhoto:      "not a photo",
	Unsupported:   "a format that cannot be shown",
}

// Refusal is the cause inside the [intake.Error] of every picture refused.
type Refusal struct {
	Reason Reason
	Format Format // "" if it was not recognised
	Err    error  // what the decoder said; nil if a limit was passed
}

// Error prints the details for logs; they name no file and no person.
func (r *Refusal) Error() string {
	text := string(r.Reason)
	if r.Format != "" {
		text += " " + string(r.Format)
	}
	if r.Err != nil {
		text += ": " + r.Err.Error()
	}
	return text
}

// Unwrap returns what the decoder said.
func (r *Refusal) Unwrap() error { return r.Err }

// ReasonOf returns the reason in err's chain, or "" if the picture was not
// refused (err is nil, or something else failed).
func ReasonOf(err error) Reason {
	if r := (*Refusal)(nil); errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

func refuse(reason Reason, format Format, cause error) error {
	return &intake.Error{
		Code:    intake.CodeInvalid,
		Message: sentences[reason],
		Err:     &Refusal{Reason: reason, Format: format, Err: cause},
	}
}
