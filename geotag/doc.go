// Package geotag answers one question: where was this?
//
// It collects clues (a pin, the position inside a photo, a place named in the
// words, the area of the chat), ranks them, and answers with one [Fix]: a
// point, how far it may be off, where the knowledge came from, and the cell
// that answers for it. It knows nothing of tickets.
//
// # Coordinates
//
// Everything inside is WGS-84 in decimal degrees. GCJ-02 and BD-09 stop at the
// door: [Datum.ToWGS84] is called where a position enters. Distances are metres.
package geotag
