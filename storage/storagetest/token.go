package storagetest

import (
	"time"

	"snapgrid/intake"
)

var tokenLaws = []law{
	{"a token is found by its key alone, until it is ended", func(b *bench) {
		t := intake.Token{
			Name: "大屏", Scopes: []intake.TokenScope{intake.ScopeTicketsRead, intake.ScopeWebhooks}, Officer: 7, Service: true, MadeBy: 1,
			MadeAt: kept(noon), Expires: kept(noon.Add(time.Hour)),
		}
		t.ID = must(b.PutToken(b.Context(), "key", t))(b)
		other := must(b.PutToken(b.Context(), "other", intake.Token{Name: "else", MadeAt: noon}))(b)
		equal(b, must(b.FindToken(b.Context(), "key"))(b), t)
		_, err := b.FindToken(b.Context(), "Key")
		b.code(err, intake.CodeNotFound)

		b.ok(b.TouchToken(b.Context(), t.ID, noon))
		b.ok(b.TouchToken(b.Context(), t.ID, noon.Add(-24*time.Hour)))
		b.ok(b.EndToken(b.Context(), t.ID, noon.Add(time.Minute)))
		b.code(b.EndToken(b.Context(), t.ID, noon.Add(time.Hour)), intake.CodeNotFound)
		b.code(b.EndToken(b.Context(), 99, noon), intake.CodeNotFound)
		t.UsedOn, t.Ended = kept(noon), kept(noon.Add(time.Minute))
		all := must(b.Tokens(b.Context()))(b)
		equal(b, len(all), 2)
		equal(b, all[0], t)
		equal(b, all[1].ID, other)
		equal(b, all[1].Expires.IsZero(), true)
	}},
	{"a request that nobody answered is answered by one of those who ask again", func(b *bench) {
		a := intake.Answer{Token: 1, Key: "k", Request: "sum", At: noon}
		begin := func(gone time.Time) bool {
			_, began, err := b.BeginAnswer(b.Context(), a, gone)
			b.ok(err)
			return began
		}
		equal(b, begin(noon), true)
		a.At = noon.Add(time.Minute)
		equal(b, begin(noon), false)
		equal(b, begin(noon.Add(time.Second)), true)
		equal(b, begin(noon.Add(time.Second)), false) // the other one who asked
		a.Request = "else"
		equal(b, begin(noon.Add(time.Hour)), false)
		a.Request, a.Status = "sum", 204
		b.ok(b.EndAnswer(b.Context(), a)) // without a body
		equal(b, begin(noon.Add(time.Hour)), false)
	}},
	{"who was thought gone neither ends nor forgets what another answers, or has answered", func(b *bench) {
		late := intake.Answer{Token: 1, Key: "k", Request: "sum", Status: 200, At: noon}
		other := intake.Answer{Token: 1, Key: "k", Request: "sum", At: kept(noon.Add(time.Minute))}
		begin := func(a intake.Answer, gone time.Time) (intake.Answer, bool) {
			known, began, err := b.BeginAnswer(b.Context(), a, gone)
			b.ok(err)
			return known, began
		}
		unharmed := func() {
			b.ok(b.EndAnswer(b.Context(), late))
			b.ok(b.DropAnswer(b.Context(), late))
			known, began := begin(late, time.Time{})
			equal(b, began, false)
			equal(b, known.Status, other.Status)
			equal(b, known.At, other.At)
		}
		for _, a := range []intake.Answer{late, other} {
			_, began := begin(a, noon.Add(time.Second))
			equal(b, began, true)
		}
		unharmed()
		other.Status = 204
		b.ok(b.EndAnswer(b.Context(), other))
		unharmed()
		b.ok(b.DropAnswer(b.Context(), other))
		unharmed()
	}},
	{"a request under a known key is answered as before", func(b *bench) {
		a := intake.Answer{Token: 1, Key: "k", Request: "sum", At: noon}
		_, began, err := b.BeginAnswer(b.Context(), a, time.Time{})
		b.ok(err)
		equal(b, began, true)
		known, began, err := b.BeginAnswer(b.Context(), intake.Answer{Token: 1, Key: "k", Request: "else", At: noon}, time.Time{})
		b.ok(err)
		equal(b, began, false)
		equal(b, known.Request, "sum")
		equal(b, known.Status, 0)

		a.Status, a.Type, a.Place, a.Tag, a.Body, a.At = 201, "application/json", "/x", `"1-2"`, []byte{0, 1, 0xff}, kept(noon)
		b.ok(b.EndAnswer(b.Context(), a))
		known, _, err = b.BeginAnswer(b.Context(), intake.Answer{Token: 1, Key: "k", At: noon}, time.Time{})
		b.ok(err)
		equal(b, known, a)
		_, began, err = b.BeginAnswer(b.Context(), intake.Answer{Token: 2, Key: "k", At: noon.Add(time.Hour)}, time.Time{})
		b.ok(err)
		equal(b, began, true) // of another program

		b.ok(b.DropAnswer(b.Context(), intake.Answer{Token: 2, Key: "k", At: noon.Add(time.Hour)}))
		b.ok(b.ForgetAnswers(b.Context(), noon.Add(time.Second)))
		for token := range int64(2) {
			_, began, err = b.BeginAnswer(b.Context(), intake.Answer{Token: token + 1, Key: "k", At: noon}, time.Time{})
			b.ok(err)
			equal(b, began, true)
		}
	}},
}
