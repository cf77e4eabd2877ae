// Package qr draws QR codes: for pages and printers as SVG, for those who paste them
// into a document as PNG.
package qr

import (
	"fmt"
	"strings"

	"github.com/skip2/go-qrcode"
)

// quiet is the white border that readers need, in modules (ISO/IEC 18004, 6.3.8).
const quiet = 4

// SVG draws the code of a text, black on white whatever surrounds it: phones do not
// read it the other way round. A quarter of it may be dirty or torn. It fails for a
// text that is too long for a code.
func SVG(text string) (string, error) {
	code, err := draw(text)
	if err != nil {
		return "", err
	}
	dots := code.Bitmap()
	side := len(dots) + 2*quiet
	var path strings.Builder
	for y, row := range dots {
		for x, black := range row {
			if black {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`, side, side, side, side, path.String()), nil
}

// PNG draws the code of a text, pixels wide.
func PNG(text string, pixels int) ([]byte, error) {
	code, err := draw(text)
	if err != nil {
		return nil, err
	}
	code.DisableBorder = false
	return code.PNG(pixels)
}

func draw(text string) (*qrcode.QRCode, error) {
	code, err := qrcode.New(text, qrcode.High)
	if err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	code.DisableBorder = true // SVG draws its own
	return code, nil
}
