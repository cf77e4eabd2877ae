package storagetest

import (
	"time"

	"snapgrid/intake"
)

var officerLaws = []law{
	{"an officer is known by channel and sender", func(b *bench) {
		o := intake.Officer{Channel: "telegram", Sender: "42", Name: "周斌", Role: intake.RoleGridOfficer, Cells: []string{"610104-07"}, Unit: "chengguan"}
		o.ID = must(b.PutOfficer(b.Context(), o))(b)
		equal(b, must(b.FindOfficer(b.Context(), "telegram", "42"))(b), o)
		equal(b, must(b.Officer(b.Context(), o.ID))(b), o)
		_, err := b.FindOfficer(b.Context(), "wechat", "42")
		b.code(err, intake.CodeNotFound)
		_, err = b.Officer(b.Context(), o.ID+1)
		b.code(err, intake.CodeNotFound)
		o.Name, o.Role, o.Cells, o.Unit = "周武", intake.RoleAdmin, nil, ""
		equal(b, must(b.PutOfficer(b.Context(), o))(b), o.ID)
		equal(b, must(b.FindOfficer(b.Context(), "telegram", "42"))(b), o)
	}},
	{"an officer without a sender is known by name", func(b *bench) {
		o := intake.Officer{Name: "周斌", Role: intake.RoleStreet}
		known := intake.Officer{Channel: "telegram", Sender: "42", Name: "周斌", Role: intake.RoleAdmin}
		known.ID = must(b.PutOfficer(b.Context(), known))(b)
		o.ID = must(b.PutOfficer(b.Context(), o))(b)
		if o.ID == known.ID {
			b.Fatal("a name is no proof of identity")
		}
		equal(b, must(b.PutOfficer(b.Context(), o))(b), o.ID)
		equal(b, must(b.Officers(b.Context()))(b), []intake.Officer{known, o})
		b.ok(b.AddOfficerIdentity(b.Context(), o.ID, "web", "1"))
		if must(b.PutOfficer(b.Context(), intake.Officer{Name: "周斌"}))(b) == o.ID {
			b.Fatal("the officer has an identity now")
		}
	}},
	{"officers of a role are reached where they talked to us alone", func(b *bench) {
		for i, role := range []intake.Role{intake.RoleAdmin, intake.RoleStreet} {
			id := must(b.PutOfficer(b.Context(), intake.Officer{Channel: "telegram", Sender: string(rune('a' + i)), Name: "周斌", Role: role}))(b)
			b.ok(b.AddOfficerIdentity(b.Context(), id, "wechat", string(rune('x'+i))))
		}
		alone, group, other := said("p1", "1", "a", "hi"), said("g", "2", "a", "hi"), said("p2", "3", "b", "hi")
		alone.Private, other.Private = true, true
		b.put(alone, group, other)
		chats := must(b.PrivateChatsOf(b.Context(), intake.RoleAdmin))(b)
		if len(chats) != 1 || chats[0].Ref != ref("p1") {
			b.Errorf("admins are reached in %+v", chats)
		}
		equal(b, len(must(b.PrivateChatsOf(b.Context(), intake.RoleGridOfficer))(b)), 0)
	}},
	{"an officer can have several offices", func(b *bench) {
		o := intake.Officer{
			Channel: "telegram", Sender: "42", Name: "周斌", Role: intake.RoleGridOfficer, Cells: []string{"c1"}, Listed: true,
			Also: []intake.Office{{Role: intake.RoleUnitOfficer, Unit: "shizheng"}, {Role: intake.RoleAdmin, Listed: true}, {Role: intake.RoleGridOfficer, Cells: []string{"a", "b"}}},
		}
		o.ID = must(b.PutOfficer(b.Context(), o))(b)
		equal(b, must(b.FindOfficer(b.Context(), "telegram", "42"))(b), o)
		alone := said("p1", "1", "42", "hi")
		alone.Private = true
		b.put(alone)
		equal(b, len(must(b.PrivateChatsOf(b.Context(), intake.RoleAdmin))(b)), 1)
		equal(b, len(must(b.PrivateChatsOf(b.Context(), intake.RoleStreet))(b)), 0)
		b.ok(b.PutClaim(b.Context(), "code", intake.Claim{Kind: intake.ClaimOfficer, Officer: o, Expires: noon.Add(time.Hour)}))
		equal(b, must(b.UseClaim(b.Context(), "code", noon))(b).Officer, o)
		o.Also = nil
		equal(b, must(b.PutOfficer(b.Context(), o))(b), o.ID)
		equal(b, must(b.Officers(b.Context()))(b), []intake.Officer{o})
	}},
	{"one who is listed is known by name, whoever claimed the name", func(b *bench) {
		o := intake.Officer{Name: "周斌", Role: intake.RoleStreet, Listed: true}
		o.ID = must(b.PutOfficer(b.Context(), o))(b)
		b.ok(b.AddOfficerIdentity(b.Context(), o.ID, "wechat", "zhou"))
		o.Role = intake.RoleAdmin
		equal(b, must(b.PutOfficer(b.Context(), o))(b), o.ID)
		equal(b, must(b.FindOfficer(b.Context(), "wechat", "zhou"))(b).Role, intake.RoleAdmin)
	}},
	{"who leaves the staff is known no more, but for the name", func(b *bench) {
		o := intake.Officer{Channel: "telegram", Sender: "42", Name: "周斌", Role: intake.RoleAdmin}
		o.ID = must(b.PutOfficer(b.Context(), o))(b)
		b.ok(b.AddOfficerIdentity(b.Context(), o.ID, "wechat", "zhou"))
		b.ok(b.PutSession(b.Context(), "token", intake.Session{Officer: intake.Officer{ID: o.ID}, Expires: noon.Add(time.Hour)}))
		b.ok(b.DismissOfficer(b.Context(), o.ID, noon))
		for _, id := range [][2]string{{"telegram", "42"}, {"wechat", "zhou"}} {
			_, err := b.FindOfficer(b.Context(), intake.Channel(id[0]), id[1])
			b.code(err, intake.CodeNotFound)
		}
		_, err := b.Session(b.Context(), "token", noon)
		b.code(err, intake.CodeNotFound)
		b.code(b.DismissOfficer(b.Context(), o.ID, noon), intake.CodeNotFound)
		equal(b, len(must(b.Officers(b.Context()))(b)), 0)
		equal(b, must(b.OfficerNames(b.Context()))(b), map[int64]string{o.ID: "周斌"})
		equal(b, must(b.Officer(b.Context(), o.ID))(b).Left, kept(noon))
		again := must(b.PutOfficer(b.Context(), intake.Officer{Channel: "telegram", Sender: "42", Name: "周斌", Role: intake.RoleStreet}))(b)
		if again == o.ID {
			b.Fatal("who comes back is somebody new")
		}
	}},
	{"many name an officer at once, one is made", func(b *bench) {
		atOnce(b.T, 6, func(i int) {
			o := intake.Officer{Name: "周斌", Role: intake.RoleAdmin}
			if i%2 == 0 {
				o.Channel, o.Sender = "telegram", "42"
			}
			if _, err := b.PutOfficer(b.Context(), o); err != nil {
				b.Error(err)
			}
		})
		equal(b, len(must(b.Officers(b.Context()))(b)), 2)
	}},
	{"an officer can have several identities", func(b *bench) {
		id := must(b.PutOfficer(b.Context(), intake.Officer{Channel: "telegram", Sender: "42", Name: "周斌"}))(b)
		b.ok(b.AddOfficerIdentity(b.Context(), id, "wechat", "@abc"))
		b.ok(b.AddOfficerIdentity(b.Context(), id, "wechat", "@abc"))
		o := must(b.FindOfficer(b.Context(), "wechat", "@abc"))(b)
		equal(b, []any{o.ID, o.Channel, o.Sender}, []any{id, intake.Channel("wechat"), "@abc"})
		equal(b, must(b.Officer(b.Context(), id))(b).Channel, "telegram")
		equal(b, len(must(b.Officers(b.Context()))(b)), 1)
		other := must(b.PutOfficer(b.Context(), intake.Officer{Name: "other"}))(b)
		b.ok(b.AddOfficerIdentity(b.Context(), other, "wechat", "@abc"))
		equal(b, must(b.FindOfficer(b.Context(), "wechat", "@abc"))(b).ID, other)
		b.code(b.AddOfficerIdentity(b.Context(), other+10, "wechat", "@x"), intake.CodeNotFound)
	}},
}
