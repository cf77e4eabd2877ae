package intake

import (
	"fmt"
	"time"

	"snapgrid/geotag"
)

// PhotoState says how far a photo has come.
type PhotoState string

// The states of a photo. Pending becomes one of the other three.
const (
	PhotoPending PhotoState = "pending" // its bytes are still to be fetched or developed
	PhotoReady   PhotoState = "ready"   // its renditions can be shown
	PhotoRefused PhotoState = "refused" // not a photo we can show; Reason says why
	PhotoMissing PhotoState = "missing" // the channel did not hand over the bytes
)

// Photo is a claim check on one picture of one message; bytes live in
// storage/blob.
type Photo struct {
	ID        int64
	MessageID int64 // our own number of the message
	Position  int   // within the message, from 0
	Media     Media
	State     PhotoState
	Reason    string // why refused or missing, or [Partial]
	Width     int    // pixels, as displayed
	Height    int
	At        *geotag.Point // where the camera says it was; nil if it does not
	TakenAt   time.Time     // by the camera; zero if unknown
	Look      Look
	Flaw      Flaw // "" if none
}

// Flaw is what is wrong with a picture that can be shown.
type Flaw string

// The flaws.
const (
	FlawBlack   Flaw = "black"   // there is next to nothing to see
	FlawBlurred Flaw = "blurred" // nothing in it is sharp, even made small
)

// The longer sides of the published renditions, in pixels.
const (
	SizeSmall = 320
	SizeLarge = 1280
)

// Why a photo can be refused, in [Photo.Reason].
const (
	RefusedFormat  = "unsupported"     // a picture of a kind that we can not show
	RefusedDamaged = "damaged"         // cut off or broken
	RefusedSize    = "too_large"       // too many bytes
	RefusedPixels  = "too_many_pixels" // too large to be decoded
	RefusedOther   = "not_a_photo"     // nothing that we know as a picture
)

// Partial is the [Photo.Reason] of a photo that is ready although a part of it never
// arrived; that part is grey.
const Partial = "partial"

// RenditionName is the name in storage/blob of a published rendition.
func RenditionName(key string, size int) string {
	return fmt.Sprintf("renditions/%s_%d.jpg", key, size)
}

// PairName is the name in storage/blob of the picture of before and after that
// belongs to a resolution.
func PairName(ticket, event int64) string {
	return fmt.Sprintf("renditions/pair-%d-%d_%d.jpg", ticket, event, SizeLarge)
}
