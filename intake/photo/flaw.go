package photo

import (
	"image"

	"snapgrid/intake"
)

// What counts as a flaw, of a picture of 320 pixels. Of 38 photos of phones and
// cameras, night scenes among them, none has one; blurred by 12 pixels of 1280
// (standard deviation) most of them have, by 20 nearly all.
const (
	darkest     = 40   // brightness, of 255, up to which there is nothing to see
	fewBright   = 0.02 // share of brighter pixels below which a picture is black
	softest     = 0.70 // see softness
	blurRadius  = 4    // pixels
	blurSamples = 3    // every third row and column is enough
)

// flaw says what is wrong with an upright small picture, by its brightness.
func flaw(luma *image.Gray) intake.Flaw {
	switch {
	case brightShare(luma) < fewBright:
		return intake.FlawBlack
	case deviation(luma) >= flatDeviation && softness(luma) > softest:
		return intake.FlawBlurred
	}
	return ""
}

// brightShare is the share of pixels that are brighter than darkest.
func brightShare(luma *image.Gray) float64 {
	bright := 0
	for y := range luma.Rect.Dy() {
		for _, p := range luma.Pix[y*luma.Stride:][:luma.Rect.Dx()] {
			if p > darkest {
				bright++
			}
		}
	}
	return float64(bright) / float64(luma.Rect.Dx()*luma.Rect.Dy())
}

// softness is how much of the steps between neighbours is left when the picture is
// blurred, 0 to 1: a sharp picture loses most of them, one that is blurred already
// keeps them. It does not depend on contrast. After F. Crété et al., "The blur
// effect: perception and estimation with a new no-reference perceptual blur metric"
// (2007); the direction that is worse counts, since a shaken camera blurs one.
func softness(luma *image.Gray) float64 {
	return max(softnessAlong(luma, 1), softnessAlong(luma, luma.Stride))
}

// softnessAlong looks at neighbours that are step apart in memory.
func softnessAlong(luma *image.Gray, step int) float64 {
	const margin, width = blurRadius + 1, 2*blurRadius + 1
	all, lost := 0, 0
	for y := margin; y < luma.Rect.Dy()-margin; y += blurSamples {
		for x := margin; x < luma.Rect.Dx()-margin; x += blurSamples {
			at := y*luma.Stride + x
			sharp := width * distance(luma.Pix[at], luma.Pix[at-step])
			// Means of neighbours differ by what enters and what leaves.
			blurred := distance(luma.Pix[at+blurRadius*step], luma.Pix[at-margin*step])
			all, lost = all+sharp, lost+max(0, sharp-blurred)
		}
	}
	if all == 0 {
		return 0
	}
	return float64(all-lost) / float64(all)
}

func distance(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
