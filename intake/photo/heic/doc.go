// Package heic decodes HEIC pictures, in a process of its own.
//
// The decoder is a large C++ program that runs inside of WebAssembly: what goes
// wrong in it cannot reach out, but it takes as much memory and time as a hostile
// picture asks for, and it cannot be interrupted. So the program starts itself
// again under a hidden word ([Command]) as a helper, hands it the picture, and
// reads the pixels. The helper first gives up what it will not need: memory
// beyond [Memory], processor time beyond [Time]; it inherits no environment, and
// on Linux it dies with the process that started it. [Helper] runs one at a time.
//
// There is no other dependency: the decoder's own search for a library of the
// system is turned off by the stand-in below purego, so that the binary stays
// static.
package heic
