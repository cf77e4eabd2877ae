// Package scaledjpeg decodes JPEG files (ITU T.81) straight to a size of N eighths,
// N from 1 to 8. A picture that is wanted small is so never made large: of each
// block of 8×8 samples only the N×N lowest frequencies are kept, and transformed to
// N×N samples.
//
// It reads baseline, extended sequential and progressive Huffman files of 8 bits,
// with one, three or four components of any sampling. What comes out are planes of
// Y, Cb and Cr as they are in the file, chroma in its own size; see [Picture].
// [ReadHeader] tells size and kind without decoding.
//
// # Damage
//
// A file that ends early is decoded as far as it goes, and is good if half of its
// rows are there. Where restart markers allow it, decoding goes on behind damage.
// Damage that nothing bridges is [ErrCorrupt].
//
// # Hostile files
//
// Nothing is allocated before the header was held to [Options].MaxPixels and to the
// length of the file: a picture that its data cannot hold is refused. Coded data
// that run out end the scan at once, and the number of scans is limited, so time is
// bounded by the pixels admitted.
package scaledjpeg
