// Package intake is the vocabulary and the law of SnapGrid: what was said
// ([Message]), what people mean by it ([Report]), what is done about it
// ([Ticket], [Event]) and what is answered ([Post]).
//
// # One message, followed
//
//  1. An adapter in bots/ hears a message and hands it in as an [Inbound].
//  2. pipeline.Receive puts it into the database and owes a wake-up, in one
//     transaction; only then is the chat service told that we have it.
//  3. pipeline.Assemble waits until the sender is done, or has said enough.
//  4. triage says whether it is a report, of which class and how dangerous.
//  5. geotag says where it was.
//  6. desk opens a ticket (or adds to one); notice words the answer.
//  7. dispatch names the responsible unit and its chats.
//  8. desk resolves it when staff answer with a photo.
//  9. outbox delivers each post, in order, to the chat it belongs to.
//
// # Who may import whom
//
// This package imports the standard library and geotag, nothing else. The
// folders in it are rooms, one for each verb of the work; they import this
// package and, where the house plan says so, each other. Adapters, storage and
// configuration point here; nothing here points to them.
package intake
