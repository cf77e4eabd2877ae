// Package stats counts: what was reported, what became of it, how long it took, and
// where the same trouble comes back.
//
// # One way of counting
//
// Every figure is about the tickets that were opened in a time, and says what became
// of them until now. So the figures of a month can be added up from those of its
// days, and a late repair mends the month in which it was reported. Only whistles are
// counted by when they were blown, as their own list does.
//
// Every share says what was counted, out of how many, and how many were left out of
// these and why; medians are those of the single tickets, never means of means. What
// a figure means is data ([Definitions]): the same rows count, explain the count on
// the page, and list the tickets behind it. What nobody has said yet is not counted
// as yes.
//
// Nobody is judged: there are no figures by person.
//
// # Where the figures come from
//
// A [Fact] is what the figures need of a ticket. Reading those of a month from the
// tickets themselves takes too long for a page among a million, so they are kept by
// the day on a [Sheet], which a [Keeper] writes anew when an event of one of its
// tickets came. A sheet is nothing but a copy: it can be thrown away.
package stats
