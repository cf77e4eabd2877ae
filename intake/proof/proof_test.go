package proof_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/proof"
)

// drawer is a store in memory.
type drawer struct {
	proofs map[string]intake.Proof
	secret []byte
}

func (d *drawer) PutProof(_ context.Context, p intake.Proof) error {
	if _, known := d.proofs[p.Code]; !known {
		d.proofs[p.Code] = p
	}
	return nil
}

func (d *drawer) Proof(_ context.Context, code string) (intake.Proof, error) {
	p, ok := d.proofs[code]
	if !ok {
		return p, &intake.Error{Code: intake.CodeNotFound, Message: "proof: not found"}
	}
	return p, nil
}

func (d *drawer) Secret(_ context.Context, _ string, offered []byte) ([]byte, error) {
	if d.secret == nil {
		d.secret = bytes.Clone(offered)
	}
	return d.secret, nil
}

func stop() intake.Proof {
	at := time.Date(2026, 11, 22, 2, 32, 0, 0, time.UTC)
	return intake.Proof{Ticket: 12, Alias: 7, Cell: "990101-07", Stopped: at, Done: at.Add(200 * time.Second)}
}

func TestProof(t *testing.T) {
	d := &drawer{proofs: map[string]intake.Proof{}}
	office := proof.New(d)
	code, err := office.Attest(t.Context(), stop())
	if err != nil || len(code) != 16 {
		t.Fatalf("the code is %q, %v", code, err)
	}
	if again, _ := office.Attest(t.Context(), stop()); again != code {
		t.Errorf("the same stop has the codes %s and %s", code, again)
	}
	for _, typed := range []string{code, strings.ToLower(code), proof.Spaced(code), " " + proof.Spaced(strings.ToLower(code)) + " "} {
		if got, err := office.Check(t.Context(), typed); err != nil || got.Ticket != 12 || got.Took() != 4*time.Minute {
			t.Errorf("%q: %+v, %v", typed, got, err)
		}
	}
}

// What was changed behind our back, or signed by somebody else, is none of ours.
func TestForgery(t *testing.T) {
	for name, forge := range map[string]func(d *drawer, code string){
		"another time":   func(d *drawer, code string) { p := d.proofs[code]; p.Done = p.Done.Add(time.Hour); d.proofs[code] = p },
		"another ticket": func(d *drawer, code string) { p := d.proofs[code]; p.Ticket++; d.proofs[code] = p },
		"another person": func(d *drawer, code string) { p := d.proofs[code]; p.Alias++; d.proofs[code] = p },
		"another place":  func(d *drawer, code string) { p := d.proofs[code]; p.Cell = "x"; d.proofs[code] = p },
		"another key":    func(d *drawer, _ string) { d.secret = make([]byte, 32) },
		"never given":    func(d *drawer, code string) { delete(d.proofs, code) },
	} {
		d := &drawer{proofs: map[string]intake.Proof{}}
		office := proof.New(d)
		code, err := office.Attest(t.Context(), stop())
		if err != nil {
			t.Fatal(err)
		}
		forge(d, code)
		if _, err := office.Check(t.Context(), code); intake.CodeOf(err) != intake.CodeNotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}
