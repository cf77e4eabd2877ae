package storagetest

import (
	"context"

	"snapgrid/intake"
)

var talkLaws = []law{
	{"small talk is set aside unless its sender has something else open", func(b *bench) {
		before := b.put(said("a", "1", "y", "1"), said("a", "2", "w", "2"))
		b.take(7, intake.PartReport, before[1].Number)
		verdict := intake.Verdict{Kind: intake.IsChatter, Confidence: 0.95, Reason: "chat: \x00哈哈"}
		talk := func(chat, id, sender string) intake.Message {
			m := said(chat, id, sender, id)
			m.Talk = verdict
			return m
		}
		batch := []intake.Message{talk("a", "3", "x"), talk("a", "4", "y"), talk("b", "5", "y"), talk("a", "6", "w"),
			talk("a", "7", "z"), said("a", "8", "z", "8"), talk("a", "1", "x"), talk("a", "9", "x")}
		b.undone(func(ctx context.Context) { must(b.PutMessages(ctx, batch, noon))(b) })
		heard := b.put(batch...)
		var aside, open []string
		for _, m := range heard {
			if m.State == intake.MessageChatter {
				aside = append(aside, m.ID)
			} else {
				open = append(open, m.ID)
			}
			equal(b, must(b.Message(b.Context(), m.Number))(b), m)
		}
		equal(b, aside, []string{"3", "5", "6", "9"})
		equal(b, open, []string{"4", "7", "8"})
		verdict.Reason = "chat: 哈哈"
		equal(b, heard[0].Verdict, verdict)
		equal(b, must(b.OpenMessages(b.Context(), heard[0].ChatID, "y"))(b), []intake.Heard{before[0], heard[1]})
		equal(b, len(b.put(batch...)), 0)
	}},
	{"small talk is known by its number", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("b", "1", "x", "1"), said("a", "3", "x", "3"))
		chat := heard[0].ChatID
		talk := intake.Outcome{State: intake.MessageChatter}
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number, heard[3].Number}, talk))
		must(b.PutPost(b.Context(), intake.Post{Key: "ours", ChatID: chat, CreatedAt: noon}))(b)
		p := must(b.FindPost(b.Context(), "ours"))(b)
		p.State, p.SentAs = intake.PostSent, []string{"3"} // as after a move of the chat
		b.ok(b.SavePost(b.Context(), p))
		idle := must(b.IdleTalk(b.Context(), []intake.Quote{{Chat: chat, Message: "1"}, {Chat: chat, Message: "2"}, {Chat: heard[2].ChatID, Message: "1"},
			{Chat: chat, Message: "3"}, {Chat: chat, Message: "4"}, {Chat: chat, Message: "1"}}))(b)
		equal(b, idle[intake.Quote{Chat: chat, Message: "1"}], true)
		delete(idle, intake.Quote{Chat: chat, Message: "1"})
		for q, is := range idle {
			if is {
				b.Errorf("%v is no small talk", q)
			}
		}
		equal(b, len(must(b.IdleTalk(b.Context(), nil))(b)), 0)
	}},
}
