package storagetest

import (
	"time"

	"snapgrid/intake"
)

var waitingLaws = []law{
	{"what waits for staff is counted", func(b *bench) {
		equal(b, must(b.Waiting(b.Context()))(b), intake.Waiting{})
		w := whistle(b.open())
		w.Status = intake.WhistleDrafted
		must(b.OpenWhistle(b.Context(), w))(b)
		w.Status = intake.WhistleBlown
		must(b.OpenWhistle(b.Context(), w))(b)
		heard := must(b.PutMessages(b.Context(), []intake.Message{{Chat: intake.ChatRef{Channel: "web", ID: "1"}, ID: "1", SentAt: noon, Text: "嗯"}}, noon))(b)
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number}, intake.Outcome{State: intake.MessageUnsure}))
		equal(b, must(b.Waiting(b.Context()))(b), intake.Waiting{Unsure: 1, Drafts: 1})
	}},
	{"whistles are listed by status, the newest first, with their parts", func(b *bench) {
		w := whistle(b.open())
		for _, s := range []intake.WhistleStatus{intake.WhistleDrafted, intake.WhistleBlown, intake.WhistleDrafted} {
			w.Status = s
			must(b.OpenWhistle(b.Context(), w))(b)
		}
		numbers := func(f intake.WhistleFilter) (all []int64) {
			for _, w := range must(b.ListWhistles(b.Context(), f))(b) {
				equal(b, w.Parts, must(b.Whistle(b.Context(), w.N))(b).Parts)
				all = append(all, w.N)
			}
			return all
		}
		equal(b, numbers(intake.WhistleFilter{}), []int64{3, 2, 1})
		equal(b, numbers(intake.WhistleFilter{Limit: 1, Before: 3}), []int64{2})
		equal(b, numbers(intake.WhistleFilter{Statuses: []intake.WhistleStatus{intake.WhistleDrafted, intake.WhistleRated}}), []int64{3, 1})
	}},
	{"posts are found by ticket, chat and how long they wait", func(b *bench) {
		chats := []int64{b.chat("1").ID, b.chat("2").ID}
		for i, p := range []intake.Post{{ChatID: chats[0], Ticket: 7}, {ChatID: chats[1], Ticket: 8}, {ChatID: chats[1], Ticket: 7}} {
			p.Key, p.Text, p.CreatedAt = string(rune('a'+i)), "x", at(-i)
			must(b.PutPost(b.Context(), p))(b)
		}
		of := must(b.PostsOf(b.Context(), 7))(b)
		equal(b, []string{of[0].Key, of[1].Key}, []string{"a", "c"})
		equal(b, must(b.Backlogs(b.Context(), 10))(b), []intake.Backlog{{ChatID: chats[1], Posts: 2, Since: kept(at(-2))}, {ChatID: chats[0], Posts: 1, Since: kept(noon)}})
		p, ok, _, err := b.ClaimPost(b.Context(), chats[1], noon, noon.Add(time.Minute))
		if err != nil || !ok {
			b.Fatal(err)
		}
		p.State = intake.PostDead
		b.ok(b.SavePost(b.Context(), p))
		equal(b, len(must(b.DeadPosts(b.Context(), intake.DeadFilter{ChatID: chats[0]}))(b)), 0)
		equal(b, len(must(b.DeadPosts(b.Context(), intake.DeadFilter{Before: p.ID}))(b)), 0)
		equal(b, must(b.DeadPosts(b.Context(), intake.DeadFilter{ChatID: chats[1]}))(b)[0].ID, p.ID)
		equal(b, must(b.DeadPost(b.Context(), p.ID))(b).Key, p.Key)
		_, err = b.DeadPost(b.Context(), of[0].ID)
		b.code(err, intake.CodeNotFound)
	}},
	{"chats are found by number, all at once", func(b *bench) {
		one := b.chat("1").ID
		two := must(b.PutChat(b.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "web", ID: "2"}, Kind: intake.ChatPrivate}))(b)
		found := must(b.ChatsBy(b.Context(), []int64{two.ID, one, two.ID, 999}))(b)
		equal(b, len(found), 2)
		equal(b, found[two.ID], two)
		equal(b, len(must(b.ChatsBy(b.Context(), nil))(b)), 0)
		equal(b, len(must(b.GroupChats(b.Context()))(b)), 1)
	}},
	{"codes that nobody used yet are listed, logins are not", func(b *bench) {
		for code, c := range map[string]intake.Claim{
			"later": {Kind: intake.ClaimOfficer, Officer: intake.Officer{Name: "周斌", Role: intake.RoleAdmin}, Expires: at(20)},
			"soon":  {Kind: intake.ClaimChat, Expires: at(10)},
			"over":  {Kind: intake.ClaimChat, Expires: at(-1)},
			"login": {Kind: intake.ClaimLogin, Expires: at(20)},
		} {
			b.ok(b.PutClaim(b.Context(), code, c))
		}
		got := must(b.Claims(b.Context(), noon, 10))(b)
		equal(b, len(got), 2)
		equal(b, got[0].Kind, intake.ClaimChat)
		equal(b, got[1].Officer.Name, "周斌")
	}},
	{"an officer is saved by number, and the channels are known", func(b *bench) {
		o := intake.Officer{Channel: "telegram", Sender: "42", Name: "周斌", Role: intake.RoleGridOfficer}
		o.ID = must(b.PutOfficer(b.Context(), o))(b)
		b.ok(b.AddOfficerIdentity(b.Context(), o.ID, "web", "9"))
		o.Role, o.Also = intake.RoleStreet, []intake.Office{{Role: intake.RoleUnitOfficer, Unit: "chengguan"}}
		b.ok(b.SaveOfficer(b.Context(), o))
		equal(b, must(b.Officer(b.Context(), o.ID))(b), o)
		equal(b, must(b.OfficerChannels(b.Context()))(b), map[int64][]intake.Channel{o.ID: {"telegram", "web"}})
		b.ok(b.DismissOfficer(b.Context(), o.ID, noon))
		b.code(b.SaveOfficer(b.Context(), o), intake.CodeNotFound)
	}},
	{"leases are listed", func(b *bench) {
		_, _, err := b.TakeLease(b.Context(), "telegram", "node-1", noon, 6*time.Second)
		b.ok(err)
		equal(b, must(b.HeldLeases(b.Context()))(b), []intake.Lease{{Name: "telegram", Holder: "node-1", Expires: kept(at(6))}})
	}},
}
