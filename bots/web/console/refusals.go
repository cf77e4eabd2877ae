package console

import (
	"net/http"

	"snapgrid/bots/web/page"
)

const inAudit = 200

// refusals shows who tried what they may not do.
func (c *Console) refusals(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	refusals, err := c.store.Refusals(r.Context(), inAudit)
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "refusals", "被拒绝的操作", refusals)
	return nil
}
