package public

import (
	"context"
	"net/http"
	"strings"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/proof"
)

// Proofs looks up what was attested; proof.Office is one.
type Proofs interface {
	// Check returns what was attested under a code; [intake.CodeNotFound] if we
	// never gave it.
	Check(ctx context.Context, code string) (intake.Proof, error)
}

// proofView is what everybody may know who was shown a code.
type proofView struct {
	intake.Proof
	Minutes int
	Where   string // the areas, the smallest last
	Spaced  string // the code, to be compared with a print
}

// stopProof shows what we attest about a rider's stop: never who it was, nor what was
// reported.
func (f *Face) stopProof(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	if f.proofs == nil {
		return page.NotFound()
	}
	p, err := f.proofs.Check(r.Context(), r.PathValue("code"))
	if intake.CodeOf(err) == intake.CodeNotFound {
		return &page.Fault{Status: http.StatusNotFound, Sentence: "查不到这张证明：请核对编码，一位也不能差"}
	}
	if err != nil {
		return err
	}
	view := proofView{Proof: p, Minutes: int(p.Took().Minutes()), Spaced: proof.Spaced(p.Code)}
	var names []string
	for _, c := range f.areas.Path(p.Cell) {
		names = append(names, c.Name)
	}
	view.Where = strings.Join(names, " ")
	w.Header().Set("Referrer-Policy", "no-referrer") // who has the address has the proof
	f.pages.Show(w, r, v, http.StatusOK, "proof", "停车证明", view)
	return nil
}
