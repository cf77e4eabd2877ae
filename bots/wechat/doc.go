// Package wechat connects groups of WeChat through the protocol of its web
// client, as a person's account that sits in the groups.
//
// The channel is unofficial and short-lived: sessions end every other day, the
// service gives everybody a new name at each login, and answers are sometimes
// missing or nonsense. So the package is built around three fences.
//
//   - [Adapter.Run] lives one session after the other, each on a fresh bot of
//     the library: the kept session first, else a code to scan ([Pairing]).
//   - A guarded transport stands between the library and the network. It aims
//     requests at the configured endpoint, limits time and size, and lets no
//     answer through that the library would stumble over.
//   - A book of identities, in the state folder, gives chats a lasting number.
//     What a session calls a group is looked up at the moment of speaking; if
//     that is not certain the post waits. It is never a guess.
//
// # Order and durability
//
// The library's own goroutine polls, hands over messages and polls again. Just
// before each poll the messages of the last batch go to the sink; only when
// they are stored is the session, with its place in the stream, written to
// disk. Whoever dies in between hears the batch again.
//
// # Ownership
//
// One goroutine, the library's, touches the library's state: everything that
// crosses to others is a plain copy. Posting uses only calls that carry all
// they need.
package wechat
