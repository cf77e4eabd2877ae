package console

import (
	"net/http"

	"snapgrid/bots/web/page"
)

// learning shows how well triage has learned: rules and model side by side, on
// examples that the model was not trained on.
func (c *Console) learning(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	report, err := c.desk.Learning(r.Context())
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "learning", "学到的判断", report)
	return nil
}
