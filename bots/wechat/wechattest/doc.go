// Package wechattest is a loopback double of the service that web WeChat talks
// to: just enough of it to let a real client log in, hear, fetch photos and
// speak.
//
// A test or the demo speaks in the words of the field: [Service.Group] makes a
// group, [Chat.Say] and [Chat.SendPhoto] are what its people do in it,
// [Chat.Heard] is what our account said there, [Service.Logout] is what the
// service does to web sessions every other day. As with the real service every
// login gives everybody, groups included, a new session name; a name of an
// earlier login is refused.
//
// The double is as strict as it can be about what clients get wrong: cookies
// per host, the data ticket on uploads, checksums of uploads, the host that a
// request was meant for.
package wechattest
