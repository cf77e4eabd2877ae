package sqlite_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"snapgrid/intake"
)

// Who reads the database finds nothing to log in with: codes, sessions, links and keys
// are kept as sums.
func TestTokensAreKeptAsSums(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "snapgrid.db")
	s, now := open(t, file), time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	const code, session, key, link = "CODE-OF-A-LOGIN", "token-of-a-session", "sgt_key_of_a_program", "LINK-OF-A-GUEST"
	_, keyed := s.PutToken(t.Context(), key, intake.Token{Name: "大屏", MadeAt: now})
	_, linked := s.PutGuest(t.Context(), link, intake.Guest{Ticket: 1, At: now, Until: now})
	err := errors.Join(keyed, linked,
		s.PutClaim(t.Context(), code, intake.Claim{Kind: intake.ClaimLogin, Expires: now}),
		s.PutSession(t.Context(), session, intake.Session{Expires: now}), s.Close())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(kept, []byte("大屏")) {
		t.Fatalf("the file does not hold what was kept: %v", err)
	}
	for _, secret := range []string{code, session, key, link} {
		if bytes.Contains(kept, []byte(secret)) {
			t.Errorf("%s is in the database", secret)
		}
	}
}
