// Package planar shrinks pictures as decoders give them and encoders take them:
// in planes of luma and chroma, without a detour over red, green and blue.
//
// A [Plane] knows how many pixels a sample stands for, so that a picture that was
// decoded at 4/8 with its colours at half of that is still a picture of its full
// size. [Resize] maps one such grid onto another; what comes out is always 4:2:0,
// upright, and no detour has rounded it.
//
// # Where samples lie
//
// A sample stands for a square of pixels and sits in its middle, as in JFIF. The
// grid begins at the upper left corner. So a picture of odd width, mirrored, has
// its colours between the samples, and is not mirrored by moving samples about:
// mirroring is a part of the resize, and only the exchange of rows and columns is
// done afterwards.
package planar
