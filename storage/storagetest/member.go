package storagetest

import (
	"time"

	"snapgrid/intake"
)

var memberLaws = []law{
	{"a browser is one member of a chat, and another in another chat", func(b *bench) {
		first := intake.Member{ChatID: 1, Guest: "g1", Sender: "member-a", Name: "刘洋", Officer: 3, At: kept(noon)}
		second := intake.Member{ChatID: 1, Guest: "g2", Sender: "member-a", Name: "刘洋", Officer: 3, At: kept(noon.Add(time.Second))}
		other := intake.Member{ChatID: 2, Guest: "g1", Sender: "member-b", Name: "老王", Officer: 3, At: kept(noon)}
		for _, m := range []intake.Member{second, first, other} {
			b.ok(b.PutMember(b.Context(), m))
		}
		equal(b, must(b.MemberOf(b.Context(), 1, "g1"))(b), first)
		equal(b, must(b.MemberOf(b.Context(), 2, "g1"))(b), other)
		equal(b, must(b.Members(b.Context(), 1))(b), []intake.Member{first, second})
		_, err := b.MemberOf(b.Context(), 2, "g2")
		b.code(err, intake.CodeNotFound)
		first.Name, first.Sender = "王敏", "member-c"
		b.ok(b.PutMember(b.Context(), first))
		equal(b, must(b.MemberOf(b.Context(), 1, "g1"))(b), first)
	}},
}
