package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutProof keeps what we attest, once for each code.
func (s Store) PutProof(ctx context.Context, p intake.Proof) error {
	_, err := s.exec(ctx, `insert into proofs (code, ticket, alias, cell, stopped, done) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
		p.Code, p.Ticket, p.Alias, p.Cell, p.Stopped, p.Done)
	return err
}

// Proof finds what was attested under a code.
func (s Store) Proof(ctx context.Context, code string) (intake.Proof, error) {
	return one(ctx, s, "proof", row.Proof, `select `+row.ProofColumns+` from proofs where code = $1`, code)
}

// Secret returns the secret of a name; the first one that is offered stays.
func (s Store) Secret(ctx context.Context, name string, offered []byte) ([]byte, error) {
	_, err := s.exec(ctx, `insert into secrets (name, value) values ($1, $2) on conflict do nothing`, name, offered)
	if err != nil {
		return nil, err
	}
	return changedOne(ctx, s, "secret", row.Secret, `select value from secrets where name = $1`, name)
}
