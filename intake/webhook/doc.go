// Package webhook tells other programs of events.
//
// An event owes a job in its own transaction ([Room.Happened]), so none is lost. The job
// writes one call for each webhook that wants the event ([Room.Tell]); its body stays the
// same from then on. Each call is a job of its own ([Room.Call]), tried for about a day
// with growing pauses. What is told more than once has the same webhook-id.
//
// Calls are signed as the Standard Webhooks say: the headers webhook-id,
// webhook-timestamp and webhook-signature, an HMAC-SHA256 over "ID.TIMESTAMP.BODY".
//
// A webhook that did not answer for a day is switched off, and administrators are told.
package webhook
