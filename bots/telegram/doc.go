// Package telegram is the face that SnapGrid shows on Telegram: an adapter for
// one bot account, by long polling or by webhook.
//
// # Hearing
//
// Telegram forgets an update as soon as the next request confirms it, so
// nothing is confirmed before the sink has it: the poller asks for a batch,
// hands it in as one, and only then moves its offset; the webhook answers 200
// only after the sink returned nil. The offset is not kept anywhere: the server
// keeps what is not confirmed. Updates that cannot be read go the same way, as
// dead letters, so that one of them never stops the others.
//
// # Speaking
//
// Telegram knows no idempotency key. A request that may have arrived and was
// not answered has an unknown outcome, except where doing it twice does no
// harm: edits and reactions are simply due again.
//
// # Secrets
//
// The token is part of every address of the Bot API. Every error that leaves
// this package is built from text in which it was hidden, and wraps nothing
// that still holds it.
package telegram
