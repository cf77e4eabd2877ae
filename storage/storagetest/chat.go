package storagetest

import (
	"time"

	"snapgrid/intake"
)

var chatLaws = []law{
	{"a chat is made once", func(b *bench) {
		c := intake.Chat{Ref: ref("a"), Title: "群", Kind: intake.ChatStaff, Cell: "610104-07", Language: "en"}
		made := must(b.PutChat(b.Context(), c))(b)
		c.ID = made.ID
		equal(b, made, c)
		again := must(b.PutChat(b.Context(), intake.Chat{Ref: ref("a"), Title: "other", Kind: intake.ChatRiders}))(b)
		equal(b, again, c)
		equal(b, must(b.Chat(b.Context(), c.ID))(b), c)
		equal(b, must(b.FindChat(b.Context(), ref("a")))(b), c)
		_, err := b.Chat(b.Context(), c.ID+1)
		b.code(err, intake.CodeNotFound)
		_, err = b.FindChat(b.Context(), intake.ChatRef{Channel: "wechat", ID: "a"})
		b.code(err, intake.CodeNotFound)
	}},
	{"chats are found by their addresses of now", func(b *bench) {
		one, two := b.chat("a"), b.chat("b")
		b.ok(b.MoveChat(b.Context(), ref("b"), ref("c")))
		two.Ref = ref("c")
		found := must(b.ChatsAt(b.Context(), []intake.ChatRef{ref("a"), ref("c"), ref("a"), ref("none"), {Channel: "wechat", ID: "a"}}))(b)
		equal(b, found, map[intake.ChatRef]intake.Chat{ref("a"): one, ref("c"): two})
		equal(b, len(must(b.ChatsAt(b.Context(), nil))(b)), 0)
	}},
	{"many make a chat at once", func(b *bench) {
		ids := make([]int64, 8)
		atOnce(b.T, len(ids), func(i int) {
			c, err := b.PutChat(b.Context(), intake.Chat{Ref: ref("a"), Kind: intake.ChatStaff})
			if err != nil {
				b.Error(err)
			}
			ids[i] = c.ID
		})
		for _, id := range ids {
			equal(b, id, ids[0])
		}
	}},
	{"what is saved is there", func(b *bench) {
		c := b.chat("a")
		c.Title, c.Kind, c.Cell, c.Language, c.Gone = "t", intake.ChatRiders, "c", "zh-CN", true
		b.ok(b.SaveChat(b.Context(), c))
		equal(b, must(b.Chat(b.Context(), c.ID))(b), c)
		c.ID++
		b.code(b.SaveChat(b.Context(), c), intake.CodeNotFound)
	}},
	{"a message makes its chat, and the title follows", func(b *bench) {
		private := said("p", "1", "x", "1")
		private.Private = true
		b.put(said("a", "1", "x", "1"), private)
		c := must(b.FindChat(b.Context(), ref("a")))(b)
		equal(b, []any{c.Title, c.Kind}, []any{"红辉社区 a", intake.ChatResidents})
		equal(b, must(b.FindChat(b.Context(), ref("p")))(b).Kind, intake.ChatPrivate)
		renamed, unnamed := said("a", "2", "x", "2"), said("a", "3", "x", "3")
		renamed.ChatTitle, unnamed.ChatTitle = "new", ""
		b.put(renamed)
		b.put(unnamed)
		equal(b, must(b.FindChat(b.Context(), ref("a")))(b).Title, "new")
		equal(b, len(must(b.Chats(b.Context(), "telegram"))(b)), 2)
		equal(b, len(must(b.Chats(b.Context(), "wechat"))(b)), 0)
		equal(b, len(must(b.Chats(b.Context(), ""))(b)), 2)
	}},
	{"a person's private chat is where they wrote last", func(b *bench) {
		first, second, group := said("p1", "1", "x", "1"), said("p2", "1", "x", "2"), said("g", "1", "x", "3")
		first.Private, second.Private = true, true
		b.put(second, first, group)
		equal(b, must(b.FindPrivateChat(b.Context(), "telegram", "x"))(b).Ref, ref("p1"))
		_, err := b.FindPrivateChat(b.Context(), "telegram", "y")
		b.code(err, intake.CodeNotFound)
		_, err = b.FindPrivateChat(b.Context(), "web", "x")
		b.code(err, intake.CodeNotFound)
	}},
	{"a chat that moves keeps its record", func(b *bench) {
		chat := b.chat("old")
		b.put(said("old", "1", "x", "before"))
		for range 2 {
			b.ok(b.MoveChat(b.Context(), ref("old"), ref("new")))
		}
		moved := must(b.Chat(b.Context(), chat.ID))(b)
		equal(b, moved.Ref, ref("new"))
		equal(b, must(b.FindChat(b.Context(), ref("old")))(b).ID, chat.ID)
		equal(b, must(b.FindChat(b.Context(), ref("new")))(b).ID, chat.ID)
		b.ok(b.MoveChat(b.Context(), ref("unknown"), ref("elsewhere")))
		_, err := b.FindChat(b.Context(), ref("elsewhere"))
		b.code(err, intake.CodeNotFound)
	}},
	{"after a move numbers begin anew", func(b *bench) {
		old := b.put(said("old", "1", "x", "before"), said("old", "2", "x", "before too"))
		b.ok(b.MoveChat(b.Context(), ref("old"), ref("new")))
		equal(b, len(b.put(said("old", "1", "x", "redelivered"))), 0)
		equal(b, must(b.FindMessage(b.Context(), old[0].ChatID, "1"))(b).Text, "before")
		fresh := b.put(said("new", "1", "x", "after"))
		equal(b, len(fresh), 1)
		equal(b, fresh[0].ChatID, old[0].ChatID)
		equal(b, must(b.FindMessage(b.Context(), old[0].ChatID, "1"))(b).Text, "after")
		equal(b, must(b.FindMessage(b.Context(), old[0].ChatID, "2"))(b).Text, "before too")
		equal(b, len(b.put(said("new", "1", "x", "after, again"))), 0)
	}},
	{"a chat that moves to a known address takes all from it", mergedChats},
	{"after a move nothing old is quoted", func(b *bench) {
		chat := b.put(said("old", "1", "x", "before"))[0].ChatID
		n := b.open()
		o := intake.Origin{Ticket: n, ChatID: chat, MessageID: "1", At: noon}
		b.ok(b.PutOrigin(b.Context(), o))
		added := must(b.PutPost(b.Context(), intake.Post{Key: "waits", ChatID: chat, ReplyTo: "1", CreatedAt: noon}))(b)
		equal(b, added, true)
		b.sent(intake.Post{Key: "was sent", ChatID: chat, Ticket: n}, "9")
		b.ok(b.MoveChat(b.Context(), ref("old"), ref("new")))
		equal(b, must(b.Origins(b.Context(), n))(b)[0].MessageID, "")
		equal(b, must(b.FindPost(b.Context(), "waits"))(b).ReplyTo, "")
		equal(b, len(must(b.FindPost(b.Context(), "was sent"))(b).SentAs), 0)
		equal(b, must(b.TicketOf(b.Context(), chat, "9"))(b), n)
	}},
}

func mergedChats(b *bench) {
	old := must(b.PutChat(b.Context(), intake.Chat{Ref: ref("old"), Kind: intake.ChatResidents, Language: "en"}))(b)
	first := b.put(said("old", "1", "x", "old one"), said("old", "2", "x", "old two"))
	young := b.put(said("new", "1", "x", "new one"), said("new", "3", "x", "new three"))[0].ChatID
	b.ok(b.SaveChat(b.Context(), intake.Chat{ID: young, Kind: intake.ChatRiders, Cell: "cell", Title: "new"}))
	n := b.open()
	b.ok(b.PutOrigin(b.Context(), intake.Origin{Ticket: n, ChatID: old.ID, MessageID: "1", At: noon}))
	b.ok(b.PutOrigin(b.Context(), intake.Origin{Ticket: n, ChatID: young, MessageID: "1", At: noon.Add(time.Second)}))
	b.sent(intake.Post{Key: "old", ChatID: old.ID, Ticket: n}, "8", "9")
	b.sent(intake.Post{Key: "new", ChatID: young, Ticket: n + 1}, "9")
	for range 2 {
		b.ok(b.MoveChat(b.Context(), ref("old"), ref("new")))
	}
	merged := must(b.FindChat(b.Context(), ref("new")))(b)
	equal(b, []any{merged.ID, merged.Kind, merged.Cell, merged.Language}, []any{old.ID, intake.ChatRiders, "cell", "en"})
	equal(b, len(must(b.Chats(b.Context(), ""))(b)), 1)
	open := must(b.OpenMessages(b.Context(), old.ID, "x"))(b)
	equal(b, len(open), 4)
	equal(b, must(b.FindMessage(b.Context(), old.ID, "1"))(b).Text, "new one")
	equal(b, must(b.FindMessage(b.Context(), old.ID, "2"))(b).Number, first[1].Number)
	equal(b, len(b.put(said("new", "3", "x", "redelivered"), said("old", "2", "x", "redelivered"))), 0)
	origins := must(b.Origins(b.Context(), n))(b)
	equal(b, []string{origins[0].MessageID, origins[1].MessageID}, []string{"", "1"})
	equal(b, must(b.TicketOf(b.Context(), old.ID, "9"))(b), n+1)
	equal(b, must(b.TicketOf(b.Context(), old.ID, "8"))(b), n)
	equal(b, must(b.FindPost(b.Context(), "new"))(b).ChatID, old.ID)
	_, err := b.Chat(b.Context(), young)
	b.code(err, intake.CodeNotFound)
}
