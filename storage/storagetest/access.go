package storagetest

import (
	"sync/atomic"
	"time"

	"snapgrid/intake"
)

var accessLaws = []law{
	{"a code works once", func(b *bench) {
		c := intake.Claim{
			Kind: intake.ClaimChat, Expires: noon.Add(time.Hour),
			Officer: intake.Officer{ID: 3, Channel: "web", Sender: "x", Name: "周斌", Role: intake.RoleAdmin, Cells: []string{"c"}, Unit: "u"},
			Chat:    intake.Chat{ID: 4, Ref: ref("a"), Title: "群", Kind: intake.ChatStaff, Cell: "c", Language: "en"},
		}
		b.ok(b.PutClaim(b.Context(), "code", c))
		c.Expires = kept(c.Expires)
		equal(b, must(b.PeekClaim(b.Context(), "code", noon))(b), c)
		equal(b, must(b.UseClaim(b.Context(), "code", noon))(b), c)
		_, err := b.UseClaim(b.Context(), "code", noon)
		b.code(err, intake.CodeNotFound)
		_, err = b.PeekClaim(b.Context(), "code", noon)
		b.code(err, intake.CodeNotFound)
	}},
	{"a code that is too old or wrong does not work", func(b *bench) {
		b.ok(b.PutClaim(b.Context(), "code", intake.Claim{Kind: intake.ClaimLogin, Expires: noon}))
		for _, code := range []string{"code", "Code", "", "cod"} {
			_, err := b.UseClaim(b.Context(), code, noon)
			b.code(err, intake.CodeNotFound)
		}
		must(b.UseClaim(b.Context(), "code", noon.Add(-time.Microsecond)))(b)
		b.ok(b.PutClaim(b.Context(), "twice", intake.Claim{Expires: noon}))
		b.code(b.PutClaim(b.Context(), "twice", intake.Claim{Expires: noon}), intake.CodeConflict)
	}},
	{"of many that show a code one gets in", func(b *bench) {
		b.ok(b.PutClaim(b.Context(), "code", intake.Claim{Kind: intake.ClaimLogin, Expires: noon.Add(time.Hour)}))
		var in atomic.Int64
		atOnce(b.T, 8, func(int) {
			if _, err := b.UseClaim(b.Context(), "code", noon); err == nil {
				in.Add(1)
			}
		})
		equal(b, in.Load(), 1)
	}},
	{"a session lasts, knows its officer as he is now, and ends", func(b *bench) {
		o := intake.Officer{Channel: "web", Sender: "1", Name: "周斌", Role: intake.RoleAdmin}
		o.ID = must(b.PutOfficer(b.Context(), o))(b)
		b.ok(b.PutSession(b.Context(), "token", intake.Session{Officer: intake.Officer{ID: o.ID}, Expires: noon.Add(time.Hour)}))
		o.Role = intake.RoleUnitOfficer
		must(b.PutOfficer(b.Context(), o))(b)
		equal(b, must(b.Session(b.Context(), "token", noon))(b), intake.Session{Officer: o, Expires: kept(noon.Add(time.Hour))})
		_, err := b.Session(b.Context(), "token", noon.Add(time.Hour))
		b.code(err, intake.CodeNotFound)
		_, err = b.Session(b.Context(), "other", noon)
		b.code(err, intake.CodeNotFound)
		b.ok(b.EndSession(b.Context(), "token"))
		b.ok(b.EndSession(b.Context(), "token"))
		_, err = b.Session(b.Context(), "token", noon)
		b.code(err, intake.CodeNotFound)
		guest := intake.Session{Officer: intake.Officer{Name: "guest"}, Expires: kept(noon)}
		b.ok(b.PutSession(b.Context(), "guest", guest))
		equal(b, must(b.Session(b.Context(), "guest", noon.Add(-time.Hour)))(b), guest)
	}},
}
