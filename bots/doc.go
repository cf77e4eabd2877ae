// Package bots is what all faces share: the contract of a channel adapter, and
// the host that runs adapters.
//
// # Writing an adapter
//
// An adapter is a folder here. Its Config type, with defaults and validation,
// lives in it; nobody else needs to know it. It implements [Adapter], and
// [Poster] and [Fetcher] where the channel can do that. Normalising what the
// service sends into an [intake.Inbound] is a pure function, tested by golden
// files; an error is turned into an [intake.Error] whose code says whether
// another try makes sense. The adapter never waits and tries again by itself
// on the way out: the outbox does.
//
// # Order
//
// An adapter hands in what it heard in the order of each chat, and confirms
// nothing to the service before the [Sink] answered nil.
//
// # Errors
//
// No error carries a token, and no log line a resident's words.
package bots
