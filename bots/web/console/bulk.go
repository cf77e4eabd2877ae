package console

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/rs/zerolog"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// bulkDeeds are what can be done to several tickets at once by a button alone.
// Giving them to a unit and saying what they are have fields of their own.
var bulkDeeds = []choice{
	{Screen, "属实", false}, {Accept, "签收", false}, {Begin, "开工", false},
	{Resolve, "办结", false}, {Verify, "核实通过", false}, {Refuse, "不受理", false},
}

// inBulk reports whether a deed is on the form for several tickets.
func inBulk(d Deed) bool {
	return d == Dispatch || d == Class || slices.ContainsFunc(bulkDeeds, func(b choice) bool { return b.Deed == d })
}

// bulkView is the form under a list.
type bulkView struct {
	Form  string // names it: sent twice it acts once
	Deeds []choice
	Units []intake.Unit
}

// outcome is what became of one of several tickets.
type outcome struct {
	N       int64
	Problem string // "" if it was done
}

type bulkDone struct {
	Outcomes []outcome
	Done     int
	Back     string
}

// mostAtOnce is of how many tickets a deed can be done at once.
const mostAtOnce = 100

// bulk does one deed to several tickets, one after the other, and tells of each what
// became of it.
func (c *Console) bulk(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	numbers, err := selected(r)
	if err != nil {
		return err
	}
	deed := Deed(r.PostFormValue("deed"))
	if !inBulk(deed) {
		return invalid("请点表单里的一个按钮，其他的要到那件事的页面上办")
	}
	words, err := wordsOf(r, deed, c.pages.Here())
	if err != nil {
		return err
	}
	view, key := bulkDone{Back: backTo(r)}, actKey(r)
	for _, n := range numbers {
		o := outcome{N: n}
		if _, err := c.desk.Act(r.Context(), Act{Officer: v.Officer, Ticket: n, Deed: deed, Words: words, Key: fmt.Sprintf("%s-%d", key, n)}); err != nil {
			fault := page.AsFault(notYours(err))
			if o.Problem = fault.Sentence; fault.Status >= http.StatusInternalServerError {
				zerolog.Ctx(r.Context()).Error().Err(err).Int64("ticket", n).Msg("deed to several tickets failed")
			}
		} else {
			view.Done++
		}
		view.Outcomes = append(view.Outcomes, o)
	}
	c.show(w, r, v, http.StatusOK, "bulk", "一起办的结果", view)
	return nil
}

// selected reads which tickets were marked.
func selected(r *http.Request) ([]int64, error) {
	var numbers []int64
	for _, text := range r.PostForm["n"] {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 1 {
			return nil, page.NotFound()
		}
		if !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	switch {
	case len(numbers) == 0:
		return nil, invalid("请先勾选要一起办的事")
	case len(numbers) > mostAtOnce:
		return nil, invalid("一次最多办 100 件，请少勾几件")
	}
	return numbers, nil
}

// backTo is the list from which the form was sent.
func backTo(r *http.Request) string {
	back := r.PostFormValue("back")
	if back != "/desk" && !strings.HasPrefix(back, "/desk?") && !strings.HasPrefix(back, "/desk/search") {
		return "/desk"
	}
	return back
}
