package photo

import (
	"bytes"
	"slices"
)

// Format names the encoding of a picture, told by its content.
type Format string

// The formats that are recognised. The first four can be developed, and HEIC
// where there is a [Decoder] for it.
const (
	JPEG Format = "jpeg"
	PNG  Format = "png"
	WebP Format = "webp"
	GIF  Format = "gif"
	HEIC Format = "heic" // also HEIF with another codec than AV1
	AVIF Format = "avif"
	TIFF Format = "tiff" // also the raw formats that look like one
	BMP  Format = "bmp"
	JXL  Format = "jxl"
	JP2  Format = "jp2"
	PSD  Format = "psd"
	ICO  Format = "ico"
)

// own reports whether the format has a decoder here.
func (f Format) own() bool {
	return f == JPEG || f == PNG || f == WebP || f == GIF
}

// magics are the first bytes of the formats that have fixed ones.
var magics = []struct {
	prefix string
	format Format
}{
	{"\xff\xd8\xff", JPEG},
	{"\x89PNG\r\n\x1a\n", PNG},
	{"GIF87a", GIF},
	{"GIF89a", GIF},
	{"II*\x00", TIFF},
	{"MM\x00*", TIFF},
	{"\xff\x0a", JXL},
	{"\x00\x00\x00\x0cJXL \r\n\x87\n", JXL},
	{"\x00\x00\x00\x0cjP  \r\n\x87\n", JP2},
	{"8BPS", PSD},
	{"\x00\x00\x01\x00", ICO},
}

// Sniff tells the format by content; "" means that it is not a picture we know.
func Sniff(data []byte) Format {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.format
		}
	}
	switch {
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return WebP
	case len(data) >= 12 && string(data[4:8]) == "ftyp":
		return sniffBrands(data)
	case isBMP(data):
		return BMP
	}
	return ""
}

// isBMP asks for more than the two letters, with which many a text begins.
func isBMP(data []byte) bool {
	if len(data) < 18 || string(data[:2]) != "BM" || !bytes.Equal(data[6:10], make([]byte, 4)) {
		return false
	}
	return slices.Contains([]byte{12, 40, 52, 56, 64, 108, 124}, data[14]) && data[15] == 0
}

// sniffBrands tells still pictures from the videos that use the same boxes. The
// major brand speaks first, then the compatible ones in order.
func sniffBrands(data []byte) Format {
	end := min(int(be32(data)), len(data), 256)
	for at := 8; at+4 <= end; at += 4 {
		if at == 12 { // the minor version
			continue
		}
		switch string(data[at : at+4]) {
		case "avif", "avis":
			return AVIF
		case "heic", "heix", "hevc", "hevx", "heim", "heis":
			return HEIC
		}
	}
	if end >= 12 && (string(data[8:12]) == "mif1" || string(data[8:12]) == "msf1") {
		return HEIC
	}
	return ""
}
