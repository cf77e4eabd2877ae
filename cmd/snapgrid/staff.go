package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/storage"
)

// staffFlags are the flags of `staff`.
type staffFlags struct{ officeFlags }

// staff takes people on the staff by a one-time code, takes them off, or lists them.
// Who runs it has the database in hand, so no right is asked for.
func staff(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	var f staffFlags
	f.register(flags)
	return f.run(ctx, w, flags, args, f.read)
}

// read finds out what is to be done.
func (f *staffFlags) read(words []string) (errand, error) {
	switch {
	case len(words) == 1 && words[0] == "list":
		return listStaff, nil
	case len(words) == 1 && slices.Contains([]string{"code", "invite", "remove"}, words[0]):
		return nil, usage("say for whom: staff %s NAME", words[0])
	case len(words) != 2:
	case words[0] == "remove":
		return func(ctx context.Context, cfg configs.Config, db storage.Database, out io.Writer) error {
			return removeStaff(ctx, cfg, db, words[1], out)
		}, nil
	case !slices.Contains(intake.StaffRoles(), intake.Role(f.role)):
		return nil, usage("--role %q: want grid_officer, unit_officer, street or admin", f.role)
	case words[0] == "code", words[0] == "invite":
		return func(ctx context.Context, cfg configs.Config, db storage.Database, out io.Writer) error {
			return f.invite(ctx, cfg, db, words[1], words[0] == "invite", out)
		}, nil
	}
	return nil, usage("say what to do: staff invite NAME, code NAME, remove NAME or list")
}

// invite makes a one-time code that makes whoever shows it an officer. A person of
// that name in the configuration gets the rights that it gives; others get those of
// the flags.
func (f *staffFlags) invite(ctx context.Context, cfg configs.Config, db storage.Database, name string, links bool, out io.Writer) error {
	office := f.office()
	o := intake.Officer{Name: name, Role: office.Role, Unit: office.Unit, Cells: office.Cells}
	for _, entry := range cfg.Staff {
		if entry.Name == name {
			o = entry.Intake()
		}
	}
	if err := checkOffice(ctx, cfg, db, o); err != nil {
		return err
	}
	code, err := putCode(ctx, db, intake.Claim{Kind: intake.ClaimOfficer, Officer: o})
	if err != nil {
		return err
	}
	if !links {
		return printCode(out, code)
	}
	fmt.Fprintf(out, "for %s, %s: good for 7 days, once\n", name, o.Role)
	for _, link := range invitationLinks(ctx, cfg, code, out) {
		fmt.Fprintf(out, "  %s\n", link)
	}
	_, err = fmt.Fprintf(out, "  or, such as on WeChat, to the bot in private: /bind %s\n", code)
	return err
}

// checkOffice refuses an office that there is not.
func checkOffice(ctx context.Context, cfg configs.Config, db storage.Areas, o intake.Officer) error {
	known := func(u configs.Unit) bool { return u.Code == o.Unit }
	if o.Role == intake.RoleUnitOfficer && !slices.ContainsFunc(cfg.Units, known) {
		return usage("--unit %q is none of the configured units", o.Unit)
	}
	if len(o.Cells) == 0 || o.Listed {
		return nil
	}
	cells, err := db.Cells(ctx)
	if err != nil || len(cells) == 0 {
		return err // they are loaded at the first start
	}
	for _, code := range o.Cells {
		if !slices.ContainsFunc(cells, func(c geotag.Cell) bool { return c.Code == code }) {
			return usage("--cells: no cell has the code %q", code)
		}
	}
	return nil
}

func listStaff(ctx context.Context, _ configs.Config, db storage.Database, out io.Writer) error {
	all, err := db.Officers(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "number\tname\tchannel\toffices")
	for _, o := range all {
		var offices []string
		for _, office := range o.Offices() {
			offices = append(offices, strings.TrimSpace(string(office.Role)+" "+office.Unit+" "+strings.Join(office.Cells, ",")))
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", o.ID, o.Name, o.Channel, strings.Join(offices, "; "))
	}
	return table.Flush()
}

// removeStaff takes the one officer of a name, or of a number, off the staff.
func removeStaff(ctx context.Context, cfg configs.Config, db storage.Database, word string, out io.Writer) error {
	leaving, err := theOfficer(ctx, db, word)
	if err != nil {
		return err
	}
	if err := db.DismissOfficer(ctx, leaving.ID, time.Now()); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is off the staff: rights and sessions ended\n", leaving.Name)
	for i, entry := range cfg.Staff {
		if o := entry.Intake(); o.Name == leaving.Name || o.Channel == leaving.Channel && o.Sender != "" && o.Sender == leaving.Sender {
			fmt.Fprintf(out, "note: the configuration still lists them (%s): take the entry out, or they are back at the next start\n", cfg.Where(fmt.Sprintf("staff[%d]", i)))
		}
	}
	return nil
}

// theOfficer finds the one on the staff with a name or a number.
func theOfficer(ctx context.Context, db storage.Officers, word string) (intake.Officer, error) {
	all, err := db.Officers(ctx)
	if err != nil {
		return intake.Officer{}, err
	}
	n, _ := strconv.ParseInt(word, 10, 64) // 0 is nobody's
	all = slices.DeleteFunc(all, func(o intake.Officer) bool { return o.ID != n && o.Name != word })
	switch len(all) {
	case 0:
		return intake.Officer{}, fmt.Errorf("nobody on the staff is called %q: staff list shows all", word)
	case 1:
		return all[0], nil
	}
	return intake.Officer{}, fmt.Errorf("%d people are called %q: say which one by the number that staff list shows", len(all), word)
}
