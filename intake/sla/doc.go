// Package sla is about promises: until when something is to be done, how much of
// that time is left, and who has to hear of it when it runs out. It is arithmetic
// only: nothing here reads a clock, a file or a database.
//
// # How time is counted
//
// The manuals of the cities know three units. A 工作时 is an hour of working time,
// a 工作日 a day of it, and a 紧急工作时 an hour round the clock. [Span] is a length
// in one of them; a [Calendar] knows which days are worked on, with the holidays
// and the make-up workdays (调休) of each year; [Hours] are the shifts of a day.
//
// # Promises
//
// A [Policy] says what is promised for a class and a severity: when the unit signs,
// when the reporter hears from somebody, when it is solved, when the repair is
// looked at. A [Book] makes the promises of a ticket, stops them while it waits and
// gives back what was left of them, computes its [Light], and says which rungs of
// the ladder are due: remind when the light turns yellow, urge when it turns red,
// escalate when it goes on being red. Each [Rung] is climbed once for a promise:
// the ticket itself remembers, so that neither a restart nor a clock that was set
// back says it twice.
package sla
