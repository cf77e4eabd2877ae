package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/token"
	"snapgrid/storage"
)

// tokenFlags are the flags of `token`.
type tokenFlags struct {
	officeFlags
	scope, as string
	days      int
}

// tokens lets other programs in, or shuts them out. Who runs it has the database in
// hand, so no right is asked for.
func tokens(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	var f tokenFlags
	f.register(flags)
	flags.StringVar(&f.scope, "scope", string(intake.ScopeTicketsRead), "scopes by comma: "+scopeWords())
	flags.StringVar(&f.as, "as", "", "name or number of the officer in whose rights it acts; empty: one of its own, with --role")
	flags.IntVar(&f.days, "days", 0, "after how many days it ends; 0: never")
	return f.run(ctx, w, flags, args, f.read)
}

func scopeWords() string {
	var words []string
	for _, s := range intake.TokenScopes() {
		words = append(words, string(s))
	}
	return strings.Join(words, " ")
}

// read finds out what is to be done.
func (f *tokenFlags) read(words []string) (errand, error) {
	switch {
	case len(words) == 1 && words[0] == "list":
		return listTokens, nil
	case len(words) == 2 && words[0] == "add":
		return func(ctx context.Context, cfg configs.Config, db storage.Database, out io.Writer) error {
			return f.add(ctx, cfg, db, words[1], out)
		}, nil
	case len(words) == 2 && words[0] == "remove":
		id, err := strconv.ParseInt(words[1], 10, 64)
		if err != nil {
			return nil, usage("say which by the number that token list shows, got %q", words[1])
		}
		return func(ctx context.Context, _ configs.Config, db storage.Database, out io.Writer) error {
			err := token.New(db, nil, time.Now).End(ctx, intake.Officer{}, id)
			if intake.CodeOf(err) == intake.CodeNotFound {
				return fmt.Errorf("there is no token %d, or it ended already: token list shows all", id)
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(out, "token %d ended\n", id)
			return err
		}, nil
	}
	return nil, usage("say what to do: token add NAME, remove NUMBER or list")
}

func (f *tokenFlags) add(ctx context.Context, cfg configs.Config, db storage.Database, name string, out io.Writer) error {
	wish := token.Wish{Name: name, Office: f.office()}
	for word := range strings.SplitSeq(f.scope, ",") {
		wish.Scopes = append(wish.Scopes, intake.TokenScope(strings.TrimSpace(word)))
	}
	if f.days > 0 {
		wish.Expires = time.Now().AddDate(0, 0, f.days)
	}
	if f.as != "" {
		o, err := theOfficer(ctx, db, f.as)
		if err != nil {
			return err
		}
		wish.Officer = o.ID
	} else if err := checkOffice(ctx, cfg, db, intake.Officer{Role: wish.Office.Role, Cells: wish.Office.Cells, Unit: f.unit}); err != nil {
		return err
	}
	key, t, err := token.New(db, nil, time.Now).Make(ctx, intake.Officer{}, wish)
	if intake.CodeOf(err) == intake.CodeInvalid {
		return usage("%v; the scopes are %s", err, scopeWords())
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s\ntoken %d for %s; it is shown now only\n", key, t.ID, name)
	return err
}

func listTokens(ctx context.Context, _ configs.Config, db storage.Database, out io.Writer) error {
	all, err := db.Tokens(ctx)
	if err != nil {
		return err
	}
	names, err := db.OfficerNames(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "number\tname\tofficer\tscopes\tmade\tlast used\tends")
	for _, t := range all {
		var scopes []string
		for _, s := range t.Scopes {
			scopes = append(scopes, string(s))
		}
		ends := dateOf(t.Expires)
		if !t.Ended.IsZero() {
			ends = "ended " + dateOf(t.Ended)
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.Name, names[t.Officer], strings.Join(scopes, ","), dateOf(t.MadeAt), dateOf(t.UsedOn), ends)
	}
	return table.Flush()
}

func dateOf(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format(time.DateOnly)
}
