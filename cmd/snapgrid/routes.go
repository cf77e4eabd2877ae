package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

// sample is what `routes test` sends down the tree.
type sample struct {
	category, cell, severity, at string
	areas                        *geotag.Atlas
	tables                       tables
	router                       *dispatch.Router
}

// routes shows the way of a sample down the routing tree: of what the flags say,
// or of each line of standard input, read as a report.
func routes(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	var s sample
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	flags.StringVar(&s.category, "category", "", "`CODE` of the class, such as E0401")
	flags.StringVar(&s.cell, "cell", "", "`CODE` of the area")
	flags.StringVar(&s.severity, "severity", "", "ordinary, urgent or emergency (default ordinary)")
	flags.StringVar(&s.at, "at", "", "`TIME` of the report, such as 2026-11-19T23:10 (default now)")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 1 || words[0] != "test" {
		return usage("say what to do: routes test --category CODE --cell CODE --severity WORD --at TIME, or routes test < LINES")
	}
	cfg, err := configs.Load(*file, w.environ)
	if err != nil {
		return err
	}
	if err := s.prepare(ctx, cfg); err != nil {
		return err
	}
	m, err := s.matter(cfg)
	if err != nil {
		return err
	}
	if s.category+s.cell+s.severity == "" {
		return s.readLines(ctx, w, m)
	}
	s.tell(w, m)
	return nil
}

// prepare reads the tables and the tree.
func (s *sample) prepare(ctx context.Context, cfg configs.Config) (err error) {
	if s.tables, err = loadTables(cfg); err != nil {
		return err
	}
	if s.areas, err = sketch(ctx, cfg); err != nil {
		return err
	}
	plan, _, err := readPlan(cfg, s.areas, s.tables.categories)
	s.router = plan.Router()
	return err
}

// matter is what the flags say.
func (s *sample) matter(cfg configs.Config) (dispatch.Matter, error) {
	m := dispatch.Matter{Category: s.category, Severity: intake.Ordinary, At: time.Now()}
	if s.severity != "" {
		m.Severity = intake.Severity(s.severity)
	}
	if _, ok := s.tables.categories.Lookup(s.category); s.category != "" && !ok {
		return m, usage("--category %q: no such class", s.category)
	}
	if _, ok := s.areas.Cell(s.cell); s.cell != "" && !ok {
		return m, usage("--cell %q: no such area", s.cell)
	}
	switch m.Severity {
	case intake.Ordinary, intake.Urgent, intake.Emergency:
	default:
		return m, usage("--severity %q: want ordinary, urgent or emergency", s.severity)
	}
	m.Cells = path(s.areas, s.cell)
	zone, err := cfg.Zone()
	if err != nil || s.at == "" {
		return m, err
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04", "2006-01-02 15:04"} {
		if at, err := time.ParseInLocation(form, s.at, zone); err == nil {
			m.At = at
			return m, nil
		}
	}
	return m, usage("--at %q: want a time such as 2026-11-19T23:10", s.at)
}

// readLines reads tickets typed as words: their class and severity are what triage
// says, their place what geotag says.
func (s *sample) readLines(ctx context.Context, w world, m dispatch.Matter) error {
	in := bufio.NewScanner(w.in)
	in.Buffer(nil, longestLine)
	for in.Scan() && ctx.Err() == nil {
		line := readText(s.tables.judge, s.areas, in.Text())
		fmt.Fprintf(w.out, "> %s\n", line.Text)
		if !line.IsReport {
			fmt.Fprintf(w.out, "  no report: %s\n", line.Reason)
			continue
		}
		m.Category, m.Severity, m.Cells = "", *line.Severity, nil
		if line.Category != nil {
			m.Category = *line.Category
		}
		if line.Location != nil {
			m.Cells = path(s.areas, line.Location.Cell)
		}
		s.tell(w, m)
	}
	return in.Err()
}

// tell prints what is sent, and its way.
func (s *sample) tell(w world, m dispatch.Matter) {
	what, where := "no class", "no place"
	if c, ok := s.tables.categories.Lookup(m.Category); ok {
		what = c.Code + " " + c.Name
	}
	if n := len(m.Cells); n > 0 {
		cell, _ := s.areas.Cell(m.Cells[n-1])
		where = cell.Code + " " + cell.Name
	}
	choice := s.router.Choose(m)
	fmt.Fprintf(w.out, "%s, %s, %s, %s\n", what, m.Severity, where, m.At.In(s.router.Zone()).Format("Mon 2006-01-02 15:04"))
	for _, step := range choice.Way {
		fmt.Fprintf(w.out, "  %s\n", step)
	}
}

// path lists the codes of an area and of all that contain it, the district first.
func path(areas *geotag.Atlas, cell string) []string {
	var codes []string
	for _, c := range areas.Path(cell) {
		codes = append(codes, c.Code)
	}
	return codes
}

// readPlan reads who answers for what, and looks it over.
func readPlan(cfg configs.Config, areas *geotag.Atlas, categories intake.Categories) (dispatch.Plan, []dispatch.Hole, error) {
	plan, err := cfg.Plan()
	if err != nil {
		return plan, nil, err
	}
	known := dispatch.Known{
		Categories: categories, Suggest: configs.Suggestion,
		Path: func(cell string) []string { return path(areas, cell) },
	}
	for _, c := range areas.Grid().Cells() {
		known.Cells = append(known.Cells, c.Code)
	}
	for _, o := range cfg.Staff {
		known.Officers = append(known.Officers, o.Intake())
	}
	holes, err := plan.Survey(known)
	return plan, holes, err
}

// plan is what the desk dispatches by. Holes are warned of.
func (p *program) plan(ctx context.Context, categories intake.Categories) (dispatch.Plan, error) {
	plan, holes, err := readPlan(p.cfg, p.atlas, categories)
	if err != nil {
		return plan, fmt.Errorf("the routes can not be followed:\n%w", err)
	}
	for _, hole := range holes {
		zerolog.Ctx(ctx).Warn().Strs("classes", hole.Classes).Bool("always", hole.Always).Msg("nobody answers for some classes; the street will get them")
	}
	return plan, nil
}

// tryRoutes looks over routes and roster. A hole, or a unit whom nobody can tell,
// is no fault: the street gets what falls there.
func tryRoutes(ctx context.Context, cfg configs.Config) (string, error) {
	categories, err := loadCategories(cfg)
	if err != nil {
		return "", err
	}
	areas, err := sketch(ctx, cfg)
	if err != nil {
		return "", err
	}
	plan, holes, err := readPlan(cfg, areas, categories)
	if err != nil {
		return "", errors.New("\n" + err.Error())
	}
	notes := []string{fmt.Sprintf("%d units", len(plan.Units))}
	for _, hole := range holes {
		notes = append(notes, hole.String())
	}
	for _, u := range plan.Units {
		if len(u.Chats) == 0 {
			notes = append(notes, u.Code+" has no chat: the street is told what it gets, and passes it on")
		}
	}
	return strings.Join(notes, "\nnote  routes: "), nil
}
