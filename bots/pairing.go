package bots

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"time"

	"github.com/skip2/go-qrcode"

	"snapgrid/intake"
)

// Pairer is an adapter whose account a person has to log in with a phone, and
// may have to log in again at any time.
type Pairer interface {
	Adapter
	Pairing() Pairing
}

// Pairing is how such a channel is.
type Pairing struct {
	Channel  intake.Channel
	Account  string    // as the service names it; "" while nobody is logged in
	LoggedIn time.Time // since when; zero if nobody is
	Code     string    // content of the QR code that waits to be scanned; "" if none does
	Confirm  bool      // the phone is asked to confirm a login
	Silent   bool      // the service answers, but nothing was heard for long
	Beat     time.Time // the service last answered
	Heard    time.Time // somebody last said something
	Said     time.Time // we last did
	RestsTo  time.Time // we keep still until then, as the service asked
	Failure  string    // the last trouble; "" while all is well
	Waiting  []Lost    // chats that posts wait for
}

// Lost is a chat that this login did not find again for sure.
type Lost struct {
	Ref   intake.ChatRef
	Title string
	Twin  bool // another chat has had the same title
}

// Trouble is why a channel hears or says nothing.
type Trouble string

// The troubles.
const (
	NoTrouble   Trouble = ""
	NeedsScan   Trouble = "scan"    // a code has to be scanned
	NeedsTap    Trouble = "confirm" // the phone has to confirm
	LoggedOut   Trouble = "logout"  // nobody is logged in, and no code is there yet
	HearNothing Trouble = "silent"
)

// Trouble names what is wrong.
func (p Pairing) Trouble() Trouble {
	switch {
	case p.Confirm:
		return NeedsTap
	case p.Code != "":
		return NeedsScan
	case p.LoggedIn.IsZero():
		return LoggedOut
	case p.Silent:
		return HearNothing
	}
	return NoTrouble
}

// JPEG draws the code that waits to be scanned.
func (p Pairing) JPEG() ([]byte, error) {
	code, err := qrcode.New(p.Code, qrcode.Medium)
	if err != nil {
		return nil, fmt.Errorf("draw the code: %w", err)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, code.Image(480), &jpeg.Options{Quality: 90}); err != nil {
		return nil, fmt.Errorf("draw the code: %w", err)
	}
	return b.Bytes(), nil
}

// Pairings tells how the channels are that a person has to log in.
func (h *Host) Pairings() []Pairing {
	var all []Pairing
	for _, a := range h.adapters {
		if p, ok := a.(Pairer); ok && h.HealthOf(a.Channel()).State != "standby" {
			all = append(all, p.Pairing())
		}
	}
	return all
}
