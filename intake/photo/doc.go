// Package photo is the darkroom: bytes of a picture go in, values come out. It
// knows no ticket and no storage.
//
// [Inspect] reads what the header says (format, size, which way is up, when and
// where it was taken) and decodes nothing. [Darkroom.Develop] makes the
// renditions that people may see: upright, small, and without any metadata.
// [Pair] puts two renditions side by side.
//
// # Hostile bytes
//
// Every picture comes from a stranger. So the format is told by content and
// never by name; limits are checked on the header before anything is decoded;
// each format has its own decoder, and none is found by trying; a panic of a
// decoder is a damaged picture; and all decodes share one budget of memory.
// The limits are the constants of limits.go.
//
// # Metadata
//
// The position is published to staff and sends people on their way, so a doubtful
// one is none: a fix needs both references, no zero denominator, a place on the
// earth, and must not be 0,0. That takes the rationals as the camera wrote them,
// so the few tags are read by a small walker of our own, which also goes on
// after a broken entry. XMP is asked only for what EXIF does not mention.
//
// Renditions are made of pixels alone, so nothing of it leaves the house. What a
// profile says of the colours is done to the pixels: they become sRGB.
//
// # HEIC
//
// Its decoder does not run in this process: see [Decoder], and the folder heic.
package photo
