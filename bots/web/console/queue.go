package console

import (
	"context"
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// Jobs are what the house still has to do.
type Jobs interface {
	// Tally counts the jobs that are not done, by kind and state.
	Tally(ctx context.Context) ([]intake.JobTally, error)
	// Failed lists jobs that failed and are not done since, the newest first.
	Failed(ctx context.Context, limit int) ([]intake.FailedJob, error)
	// Retry lets one be tried again at once.
	Retry(ctx context.Context, id int64) error
}

type queueView struct {
	Tallies []intake.JobTally
	Oldest  intake.JobTally // of those that wait and are due; no jobs if none is
	Failed  []intake.FailedJob
	Leases  []lease
}

// lease is who does what only one node may do.
type lease struct {
	intake.Lease
	Holds bool // it did not run out
}

const inFailed = 100

// queue shows what is still to be done behind the pages, and by whom.
func (c *Console) queue(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	ctx, now := r.Context(), c.pages.Now()
	tallies, err := c.jobs.Tally(ctx)
	if err != nil {
		return err
	}
	view := queueView{Tallies: tallies}
	for _, t := range tallies {
		due := (t.State == intake.JobWaiting || t.State == intake.JobAgain) && t.Oldest.Before(now)
		if due && (view.Oldest.Jobs == 0 || t.Oldest.Before(view.Oldest.Oldest)) {
			view.Oldest = t
		}
	}
	if view.Failed, err = c.jobs.Failed(ctx, inFailed); err != nil {
		return err
	}
	leases, err := c.store.HeldLeases(ctx)
	for _, l := range leases {
		view.Leases = append(view.Leases, lease{l, l.Expires.After(now)})
	}
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "queue", "后台任务", view)
	return nil
}

// retryJob lets a job that failed be tried again.
func (c *Console) retryJob(w http.ResponseWriter, r *http.Request, _ page.Visitor) error {
	id, err := numberOf(r, "id")
	if err != nil {
		return err
	}
	if err := c.jobs.Retry(r.Context(), id); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/queue", http.StatusSeeOther)
	return nil
}
