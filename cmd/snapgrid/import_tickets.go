package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/ledger"
)

// paperOptions are the flags of import tickets.
type paperOptions struct {
	cell string
	year int
}

func (o *paperOptions) flags(flags *flag.FlagSet) {
	flags.StringVar(&o.cell, "cell", "", "tickets: `CODE` of the area whose ledger it is")
	flags.IntVar(&o.year, "year", 0, "tickets: the `YEAR` of days such as 3月1日, up to the first day that names one")
}

// importTickets lets the entries of a paper ledger become tickets of their day.
// Nothing is said in any chat.
func importTickets(ctx context.Context, w world, cfg configs.Config, name string, o paperOptions) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	copyist := &copyist{at: time.Now().UTC(), cell: o.cell, numbers: map[int64]int64{}}
	p, _, err := buildPast(ctx, cfg, nil, func() time.Time { return copyist.at })
	if err != nil {
		return err
	}
	copyist.p, copyist.bar = p, newCounter(w.err, "entries")
	if copyist.zone, err = cfg.Zone(); err == nil {
		err = copyist.knows(o.cell)
	}
	var read ledger.Result
	if err == nil {
		read, err = ledger.Read(file, copyist.options(cfg, o.year), func(e intake.Paper) error { return copyist.take(ctx, e) })
	}
	if err == nil {
		err = copyist.flush(ctx)
	}
	copyist.bar.clear()
	if err = errors.Join(err, p.close()); err != nil {
		return err
	}
	return copyist.report(w, read)
}

// copyist copies a ledger into the database, some entries at a time.
type copyist struct {
	p    *program
	zone *time.Location
	bar  *counterBar
	cell string
	at   time.Time // of the entry that is copied

	waiting []intake.Paper
	numbers map[int64]int64 // of the ledger's own numbers, ours

	added, changed, known int
}

// knows refuses an area that is not there.
func (c *copyist) knows(cell string) error {
	if _, ok := c.p.atlas.Cell(cell); cell != "" && !ok {
		return fmt.Errorf("--cell %q: no area has this code", cell)
	}
	return nil
}

func (c *copyist) options(cfg configs.Config, year int) ledger.Options {
	all := units(cfg)
	return ledger.Options{
		Zone: c.zone, Now: time.Now().UTC(), Year: year,
		Category: func(code string) bool { _, ok := c.p.categories.Lookup(code); return ok },
		Unit: func(name string) (string, bool) {
			i := slices.IndexFunc(all, func(u intake.Unit) bool { return u.Code == name || u.Name == name })
			if i < 0 {
				return "", false
			}
			return all[i].Code, true
		},
	}
}

// together is how many entries are one transaction.
const together = 200

// take keeps an entry until there are enough of them.
func (c *copyist) take(ctx context.Context, e intake.Paper) error {
	c.waiting = append(c.waiting, e)
	c.bar.step()
	if len(c.waiting) < together {
		return ctx.Err()
	}
	return c.flush(ctx)
}

// flush copies what waits, all of it or nothing.
func (c *copyist) flush(ctx context.Context) error {
	err := c.p.db.InTx(ctx, func(ctx context.Context) error {
		for _, e := range c.waiting {
			if err := c.copy(ctx, e); err != nil {
				return fmt.Errorf("copy the entry of %s: %w", e.OpenedAt.In(c.zone).Format(time.DateOnly), err)
			}
		}
		return nil
	})
	c.waiting = c.waiting[:0]
	return err
}

// copy copies one entry. One that we wrote ourselves is there already.
func (c *copyist) copy(ctx context.Context, e intake.Paper) error {
	if ours, err := c.wroteOurselves(ctx, e); err != nil || ours {
		c.known++
		c.numbers[e.N] = e.N
		return err
	}
	c.at = e.OpenedAt
	n, added, err := c.p.line.Transcribe(ctx, e, c.cell)
	if err != nil {
		return err
	}
	if e.N != 0 {
		c.numbers[e.N] = n
	}
	if c.at = e.DoneAt; e.Ending == "" || !added && e.DoneAt.Equal(e.OpenedAt) {
		c.at = time.Now().UTC() // it is only now that we hear of the end
	}
	head, ok := c.numbers[e.MergedInto]
	if e.Ending == intake.EndingDuplicate && !ok {
		e.Ending, e.Outcome = intake.EndingMoved, fmt.Sprintf("并入 #%d", e.MergedInto)
	}
	done, err := c.p.desk.Conclude(ctx, n, e, head)
	switch {
	case added:
		c.added++
	case done:
		c.changed++
	default:
		c.known++
	}
	return err
}

// wroteOurselves reports whether a ticket of this database has the number, the time
// and the words of an entry.
func (c *copyist) wroteOurselves(ctx context.Context, e intake.Paper) (bool, error) {
	if e.N == 0 {
		return false, nil
	}
	t, err := c.p.db.Ticket(ctx, e.N)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return false, nil
	}
	words := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return err == nil && t.OpenedAt.Truncate(time.Minute).Equal(e.OpenedAt) && words(t.Masked) == words(e.Words), err
}

// mostFaults is how many faults are told one by one.
const mostFaults = 1000

// report tells what became of the ledger.
func (c *copyist) report(w world, read ledger.Result) error {
	refused := 0
	for i, f := range read.Faults {
		word := "refused"
		if f.Kept {
			word = "noted"
		} else {
			refused++
		}
		if i < mostFaults {
			fmt.Fprintf(w.err, "%s %s\n", word, f)
		}
	}
	if more := len(read.Faults) - mostFaults; more > 0 {
		fmt.Fprintf(w.err, "and %d more\n", more)
	}
	_, err := fmt.Fprintf(w.out, "tickets: %d added, %d changed, %d known already, %d refused\n", c.added, c.changed, c.known, refused)
	return err
}
