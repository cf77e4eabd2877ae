// Package telegramtest is a loopback double of Telegram's Bot API server, for
// the tests and for the demonstration.
//
// It keeps users, chats, messages and files in memory, speaks to one bot as
// the real server does, by long polling or by webhook, and lets people act in
// the words of the field:
//
//	srv, err := telegramtest.Start(telegramtest.Config{})
//	group := srv.Group("骑手一组")
//	li := srv.User("李强")
//	report := li.SendPhoto(group, jpeg, "路口井盖坏了")
//	ack, err := group.WaitFor(ctx, telegramtest.RepliesTo(report))
//
// What the real server would refuse is refused, with the same code and words.
// Faults are planned by [Server.Plan]: dropped connections, error pages, slow
// answers, cut downloads.
//
// # Goroutines
//
// [Start] serves on a port of its own until [Server.Close], which waits for
// everything that runs.
package telegramtest
