// Package queue works the jobs that the stores write: River behind a small face,
// the same over both databases.
//
// A job is a plain struct of the vocabulary. It is written in the transaction
// that makes it necessary ([Inserter]), and a handler gets it at least once
// ([Handle]). What becomes of it follows from the handler's error:
//
//	nil                                  done
//	again, with RetryAfter               once more after that time
//	never, invalid, forbidden            given up, kept for a day for people to see
//	not_found                            looked for four times, then given up
//	anything else, or a panic            once more after 1 s, 2 s, 4 s … 5 min
//
// # Nothing is dropped
//
// River discards a job after a number of attempts. Ours may have 32,767, and
// after the fiftieth a failure counts as a pause of five minutes and not as an
// attempt, so the number is never reached: what could not be done stays in the
// queue until it can be, or until its handler says never.
//
// # Time
//
// River's own scheduler wakes every five seconds. A job that is due sooner is
// written as available with its time, so it starts when it is due, to within the
// poll interval.
//
// # After a kill
//
// A job that ran when its process was killed is freed by the store within seconds
// ([Engine.Free]) and, should that fail, by River's rescuer after its timeout.
// Handlers may therefore see a job twice, even at the same time.
package queue
