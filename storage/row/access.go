package row

import (
	"crypto/sha256"
	"encoding/hex"

	"snapgrid/intake"
)

// Sum is what is kept of a secret: its SHA-256 in hex.
func Sum(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// ClaimColumns are the columns of [Claim].
const ClaimColumns = `kind, officer, chat, expires`

// Claim scans [ClaimColumns].
func Claim(r Scanner) (intake.Claim, error) {
	var c intake.Claim
	var officer officerForm
	var chat chatForm
	err := r.Scan(&c.Kind, fromJSON(&officer), fromJSON(&chat), Time(&c.Expires))
	c.Officer, c.Chat = officer.officer(), chat.chat()
	return c, err
}

// SessionColumns are the columns of [Session].
const SessionColumns = `officer, expires`

// Session scans [SessionColumns].
func Session(r Scanner) (intake.Session, error) {
	var s intake.Session
	var officer officerForm
	err := r.Scan(fromJSON(&officer), Time(&s.Expires))
	s.Officer = officer.officer()
	return s, err
}
