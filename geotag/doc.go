// Package geotag answers one question: where was this?
//
// It collects clues (a pin, the position inside a photo, a place named in the
// words, the area of the chat), ranks them, and answers with one [Fix]: a
// point, how far it may be off, where the knowledge came from, and the cell
// that answers for it. It knows nothing of tickets.
//
// # How
//
// An [Atlas] holds the cells (a [Grid]) and the names (a [Gazetteer]) in use, and
// [Atlas.Locate] answers; [Atlas.Weigh] tells what each clue says. The packages
// below read clues (links), places (osm) and online services (geocode).
// [ReadCells], [ReadPlacesCSV] and [ReadPlacesGeoJSON] read what an operator
// imports and tell of every [Fault] by line or feature; [Survey] looks at how
// cells fit together.
// [NamesPlace] only says whether words speak of a place at all.
//
// # Coordinates
//
// Everything inside is WGS-84 in decimal degrees. GCJ-02 and BD-09 stop at the
// door: [Datum.ToWGS84] is called where a position enters. Distances are metres.
package geotag
