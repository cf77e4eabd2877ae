package photos

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"snapgrid/intake"
)

// Sealer writes stored photos into a form that has to be sent again, so that they
// need not be chosen twice. The seal keeps others from claiming a photo that they
// did not send. The zero value seals with a secret that everybody knows: use
// [NewSealer].
type Sealer struct{ secret [32]byte }

// NewSealer makes a sealer with a secret of its own.
func NewSealer() Sealer {
	var s Sealer
	_, _ = rand.Read(s.secret[:]) // it never fails
	return s
}

// Seal lists photos for the form with a name.
func (s Sealer) Seal(form string, photos []intake.Media) []string {
	var all []string
	for _, m := range photos {
		all = append(all, fmt.Sprintf("%s.%d.%s", m.Key, m.Size, s.sum(form, m.Key, m.Size)))
	}
	return all
}

// Open lists the photos that a form brings back; what was not sealed for it is left
// out, and so is what is more than [MaxCount].
func (s Sealer) Open(form string, sealed []string) []intake.Media {
	var all []intake.Media
	for _, text := range sealed {
		if m, ok := s.open(form, text); ok && len(all) < MaxCount {
			all = append(all, m)
		}
	}
	return all
}

func (s Sealer) open(form, sealed string) (intake.Media, bool) {
	parts := strings.Split(sealed, ".")
	if len(parts) != 3 {
		return intake.Media{}, false
	}
	size, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || !hmac.Equal([]byte(parts[2]), []byte(s.sum(form, parts[0], size))) {
		return intake.Media{}, false
	}
	return intake.Media{Key: parts[0], Size: size, Original: true}, true
}

func (s Sealer) sum(form, key string, size int64) string {
	h := hmac.New(sha256.New, s.secret[:])
	fmt.Fprintf(h, "%s.%s.%d", form, key, size)
	return hex.EncodeToString(h.Sum(nil))
}
