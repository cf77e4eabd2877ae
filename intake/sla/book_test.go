package sla_test

import (
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

var categories = intake.Categories{
	{Code: "E0102", Limit: 4 * time.Hour},
	{Code: "E0110", Limit: 72 * time.Hour},
	{Code: "E0401", Limit: 4 * time.Hour},
	{Code: "P0105", Limit: 48 * time.Hour},
}

func book(t testing.TB, policies string) *sla.Book {
	t.Helper()
	b, err := sla.NewBook([]byte(policies), shipped(t), categories)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// opened is a ticket that was opened and dispatched at a moment.
func opened(b *sla.Book, class string, s intake.Severity, now time.Time) intake.Ticket {
	t := intake.Ticket{Status: intake.StatusDispatched, Category: class, Severity: s, OpenedAt: now}
	b.Promise(&t, now)
	b.PromiseSign(&t, now)
	return t
}

// What was promised before there were policies is promised still.
func TestShippedPolicies(t *testing.T) {
	t.Parallel()
	b := book(t, string(read(t, "../../configs/sla.yaml")))
	plain := sla.Plain(categories)
	now := at(t, "2026-11-27 17:00")
	for _, class := range []string{"E0102", "E0110", "P0105", ""} {
		for severity, most := range map[intake.Severity]time.Duration{
			intake.Ordinary: 7 * 24 * time.Hour, intake.Urgent: 24 * time.Hour, intake.Emergency: 2 * time.Hour,
		} {
			limit := 7 * 24 * time.Hour
			if c, ok := categories.Lookup(class); ok {
				limit = c.Limit
			}
			want := now.Add(min(limit, most))
			for _, book := range []*sla.Book{b, plain} {
				if got := opened(book, class, severity, now).DueAt; !got.Equal(want) {
					t.Errorf("%s %s is due %s, want %s", class, severity, got, want)
				}
			}
		}
	}
	if got, want := opened(b, "P0105", intake.Ordinary, now).Clocks.SignBy, at(t, "2026-11-30 12:00"); !got.Equal(want) {
		t.Errorf("to be signed by %s, want %s", got, want)
	}
}

const policies = `
policies:
  - {solve: 10天, sign: 2h, yellow: 60}
  - {severity: urgent, at_most: 24h, sign: 1h}
  - {class: E01, solve: 4 工作时, contact: 1 工作日, verify: 2 工作日}
  - {class: E0102, severity: urgent, solve: 2 工作时, yellow: 80}
  - {class: E0102, shift: 环卫, escalate: 200}
`

func TestPolicyIsTheMostSpecial(t *testing.T) {
	t.Parallel()
	b := book(t, policies)
	tests := []struct {
		class             string
		severity          intake.Severity
		solve, sign       string
		yellow, escalate  int
		atMost            time.Duration
		worksOnSaturdays  bool
		contact, verified string
	}{
		{"", intake.Ordinary, "240h0m0s", "2h0m0s", 60, 150, 0, false, "", ""},
		{"P0105", intake.Ordinary, "48h0m0s", "2h0m0s", 60, 150, 0, false, "", ""},
		{"P0105", intake.Urgent, "48h0m0s", "1h0m0s", 60, 150, 24 * time.Hour, false, "", ""},
		{"E0110", intake.Ordinary, "4 工作时", "2h0m0s", 60, 150, 0, false, "1 工作日", "2 工作日"},
		{"E0102", intake.Emergency, "4 工作时", "2h0m0s", 60, 200, 0, true, "1 工作日", "2 工作日"},
		{"E0102", intake.Urgent, "2 工作时", "1h0m0s", 80, 200, 24 * time.Hour, true, "1 工作日", "2 工作日"},
	}
	for _, tt := range tests {
		p := b.Policy(intake.Ticket{Category: tt.class, Severity: tt.severity})
		saturday := p.Hours.Working(at(t, "2026-11-28 10:00"))
		if p.Solve.String() != tt.solve || p.Sign.String() != tt.sign || p.Contact.String() != tt.contact || p.Verify.String() != tt.verified ||
			p.Yellow != tt.yellow || p.Escalate != tt.escalate || p.AtMost != tt.atMost || saturday != tt.worksOnSaturdays {
			t.Errorf("%s %s: %+v", tt.class, tt.severity, p)
		}
	}
}

func TestPolicyFaults(t *testing.T) {
	t.Parallel()
	_, err := sla.NewBook([]byte(`
policies:
  - {class: E9, severity: dire, solve: soon, sign: 0h}
  - {class: E01, yellow: 100, escalate: 50, shift: night}
  - {class: E01, at_most: 4 工作时, soon: 1 工作日, verify: 1.5 工作日}
`), shipped(t), categories)
	if err == nil {
		t.Fatal("policies full of faults were taken")
	}
	for _, want := range []string{
		`policies[0]: class: want a code such as E0401, or the beginning of one; no class begins with "E9"`,
		`policies[0]: severity: want ordinary, urgent or emergency, got "dire"`, `policies[0]: solve: want a length such as 4 工作时`, "policies[0]: sign",
		"policies[1]: yellow: want 1 to 99 hundredths, got 100", "policies[1]: escalate: want 100 to 1000 hundredths, got 50",
		`policies[1]: shift: the calendar has no shift "night"`, "policies[2]: another policy is for the same class and severity",
		`policies[2]: at_most: want a length such as 2h, round the clock, got "4 工作时"`, "policies[2]: soon", "policies[2]: verify: want whole workdays",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told in:\n%v", want, err)
		}
	}
	if _, err := sla.NewBook([]byte("policies: [{kind: E01}]"), shipped(t), categories); err == nil {
		t.Error("an unknown key was taken")
	}
}

// The urgent one is due when it may not take longer, though working time would give
// it until Monday; the ordinary one on Monday.
func TestAtMostRoundTheClock(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{class: E01, solve: 4 工作时}, {severity: urgent, at_most: 24h}]`)
	friday := at(t, "2026-11-27 17:00")
	for severity, want := range map[intake.Severity]string{intake.Ordinary: "2026-11-30 12:00", intake.Urgent: "2026-11-28 17:00"} {
		if got := opened(b, "E0110", severity, friday).DueAt; !got.Equal(at(t, want)) {
			t.Errorf("%s: due %s, want %s", severity, got, want)
		}
	}
	monday := at(t, "2026-11-30 09:00")
	if got, want := opened(b, "E0110", intake.Urgent, monday).DueAt, at(t, "2026-11-30 14:00"); !got.Equal(want) {
		t.Errorf("due %s, want %s", got, want)
	}
}

func TestLight(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{class: E01, solve: 8 工作时}, {class: E04, sign: 30m}, {class: P, solve: 2 工作日, yellow: 50}]`)
	type look struct{ at, want string }
	tests := []struct {
		class, opened string
		looks         []look
	}{
		{"E0110", "2026-11-23 09:00", []look{ // due at 18:00: 70 % are used after 5.6 h
			{"2026-11-23 15:35", "green"}, {"2026-11-23 15:36", "yellow"}, {"2026-11-23 17:59", "yellow"}, {"2026-11-23 18:00", "red"},
		}},
		{"E0110", "2026-11-23 13:00", []look{ // over night: what is left at 18:00 is left at 09:00
			{"2026-11-23 18:00", "green"}, {"2026-11-24 08:59", "green"}, {"2026-11-24 09:35", "green"}, {"2026-11-24 09:36", "yellow"}, {"2026-11-24 12:00", "red"},
		}},
		{"P0105", "2026-11-27 10:00", []look{ // Friday morning to Tuesday morning, yellow at half
			{"2026-11-29 12:00", "green"}, {"2026-11-30 09:59", "green"}, {"2026-11-30 10:00", "yellow"}, {"2026-12-01 10:00", "red"},
		}},
		{"E0401", "2026-11-28 10:00", []look{ // 4 h round the clock: yellow 72 minutes before; signing is worse off first
			{"2026-11-28 10:20", "green"}, {"2026-11-28 10:21", "yellow"}, {"2026-11-28 10:30", "red"},
		}},
	}
	for _, tt := range tests {
		ticket := opened(b, tt.class, intake.Ordinary, at(t, tt.opened))
		for _, l := range tt.looks {
			if got := b.Light(ticket, at(t, l.at)); string(got) != l.want {
				t.Errorf("%s of %s at %s is %s, want %s", tt.class, tt.opened, l.at, got, l.want)
			}
		}
	}
}

func TestLightOfStates(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{solve: 10h, sign: 1h, contact: 2h, verify: 5h}]`)
	start := at(t, "2026-11-23 09:00")
	states := map[intake.Status]sla.Light{
		intake.StatusReported: sla.Red, intake.StatusDispatched: sla.Red, intake.StatusReopened: sla.Red, // not signed for
		intake.StatusAccepted: sla.Green, intake.StatusInProgress: sla.Green, intake.StatusWaiting: sla.Grey,
		intake.StatusResolved: sla.Green, intake.StatusVerified: sla.Dark, intake.StatusClosed: sla.Dark, intake.StatusMerged: sla.Dark,
	}
	for status, want := range states {
		ticket := opened(b, "", intake.Ordinary, start)
		ticket.Clocks.ContactedAt, ticket.Status = start, status
		b.PromiseLook(&ticket, start)
		if got := b.Light(ticket, start.Add(time.Hour)); got != want {
			t.Errorf("%s is %s, want %s", status, got, want)
		}
	}
	shapes := map[string]bool{}
	for _, l := range []sla.Light{sla.Green, sla.Yellow, sla.Red, sla.Grey, sla.Dark} {
		shapes[l.Shape()] = true
	}
	if len(shapes) != 5 {
		t.Errorf("the shapes %v do not tell the lights apart", shapes)
	}
}
