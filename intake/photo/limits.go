package photo

// What a picture may be. All of it is checked on the header, before any decoder
// sees the rest.
const (
	// MaxBytes is the largest file that is looked at.
	MaxBytes = 25 << 20
	// MaxSide is the longest side, in pixels.
	MaxSide = 20_000
	// MaxPixels is the largest area of a format that is decoded whole.
	MaxPixels = 40_000_000
	// MaxJPEGPixels is the largest area of a JPEG, which is decoded small: the
	// telephones with the most pixels have 108 million, or 200 and 12.
	MaxJPEGPixels = 120_000_000
	// MaxHEICPixels is the largest area of a HEIC, whose decoder takes thirty
	// bytes for a pixel: a telephone's 24 million, and a little more.
	MaxHEICPixels = 26_000_000
	// MaxDecoded bounds what a decoder may need in memory, in bytes: deep
	// pictures need many bytes for one pixel.
	MaxDecoded = 512 << 20
)

// DefaultBudget is the memory that decodes may share, in bytes. A picture that
// needs more is decoded alone.
const DefaultBudget = 256 << 20

// Limits of the metadata readers.
const (
	maxEntries = 512 // of one directory of tags
	maxBoxes   = 4096
	maxItems   = 4096
	maxUses    = 16_384 // of properties by items, and pieces of items; a telephone's HEIC has some 300
	maxChunks  = 65_536 // of PNG and WebP; 25 MB in pieces of 4 kB are a tenth of it
	maxDepth   = 64     // of a packet of XMP
	// maxPacket is how much is read of a packet of XMP, in bytes: a JPEG segment.
	maxPacket = 64 << 10
	// maxMetadata is how much is read of one piece of metadata, in bytes: four
	// segments of JPEG, more than a position or a camera's profile ever needs.
	maxMetadata = 256 << 10
)
