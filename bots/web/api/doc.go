// Package api is the JSON API under /api/v1: what the console does, for other programs.
// It describes itself at /api/v1/openapi.json and .yaml.
//
// A program shows a bearer token ([token.Room]). What it may is the lesser of two: the
// scope of the operation, in the one table of [operations], and the rights of the officer
// whom the token stands for, which the desk asks as it does on a page. What is refused is
// in the audit. Tokens are made by people only: none can make another, or widen itself.
//
// Nothing is written from here: deeds go through the desk. Lists go on with a cursor.
// Tickets carry an ETag, and a deed with If-Match is done only to the ticket that the
// program has seen (else 412). A POST with an Idempotency-Key is done once, and its answer
// repeated for a day. Errors are problem+json (RFC 9457).
//
// What a page does to many tickets at once is a request for each here.
package api
