package row

import "snapgrid/intake"

// ProofColumns are the columns of [Proof].
const ProofColumns = `code, ticket, alias, cell, stopped, done`

// Proof scans [ProofColumns].
func Proof(r Scanner) (intake.Proof, error) {
	var p intake.Proof
	err := r.Scan(&p.Code, &p.Ticket, &p.Alias, &p.Cell, Time(&p.Stopped), Time(&p.Done))
	return p, err
}

// Secret scans bytes.
func Secret(r Scanner) (secret []byte, err error) {
	err = r.Scan(&secret)
	return secret, err
}
