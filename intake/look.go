package intake

import (
	"math/bits"
	"time"
)

// Look is what a picture looks like, in a few bits: pictures that look alike differ
// in few of them.
type Look struct {
	Hash  uint64 // perceptual; 0 if there is nothing to recognise the picture by
	Steps uint64 // a second hash of another kind, which decides where the first is in doubt
}

// In how many bits the hashes of the same picture may differ. Recompressed, made
// smaller or brighter, a picture stays within SameBits of itself; cut by a few per
// cent, within NearBits, where a few other pictures are, too: then the second hash
// must agree.
const (
	SameBits = 6
	NearBits = 10
)

// Like reports whether two pictures are most likely the same. Without anything to
// recognise one by they are not.
func (l Look) Like(o Look) bool {
	if l.Hash == 0 || o.Hash == 0 {
		return false
	}
	apart := bits.OnesCount64(l.Hash ^ o.Hash)
	return apart <= SameBits || apart <= NearBits && bits.OnesCount64(l.Steps^o.Steps) <= NearBits
}

// Sighting is a photo as part of a ticket.
type Sighting struct {
	Photo   Photo
	Ticket  int64
	Part    Part
	HeardAt time.Time // of its message
}
