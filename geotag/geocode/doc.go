// Package geocode asks an online service where an address is: Nominatim, Amap,
// Tencent or Tianditu. It is off unless an operator chooses a service, and
// everything works without it.
//
// Only the part of the words that is an address is sent ([AddressPart]), never
// what people said around it, no names, no numbers of rooms. Answers are kept in
// memory, questions are asked at the pace that the service allows, and one that
// would have to wait longer than the timeout is not asked at all.
package geocode
