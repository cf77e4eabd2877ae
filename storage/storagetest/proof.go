package storagetest

import (
	"time"

	"snapgrid/intake"
)

var proofLaws = []law{
	{"a proof comes back under its code, and is never replaced", func(b *bench) {
		p := intake.Proof{Code: "ABCD", Ticket: 7, Alias: 3, Cell: "990101", Stopped: kept(noon), Done: kept(noon.Add(time.Minute))}
		b.ok(b.PutProof(b.Context(), p))
		forged := p
		forged.Ticket = 8
		b.ok(b.PutProof(b.Context(), forged))
		equal(b, must(b.Proof(b.Context(), "ABCD"))(b), p)
		_, err := b.Proof(b.Context(), "abcd")
		b.code(err, intake.CodeNotFound)
	}},
	{"the first secret that is offered stays", func(b *bench) {
		equal(b, must(b.Secret(b.Context(), "proof", []byte{0, 1, 2}))(b), []byte{0, 1, 2})
		equal(b, must(b.Secret(b.Context(), "proof", []byte("other")))(b), []byte{0, 1, 2})
		equal(b, must(b.Secret(b.Context(), "else", []byte("other")))(b), []byte("other"))
	}},
}
