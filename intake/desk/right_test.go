package desk_test

import (
	"fmt"
	"slices"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// person is somebody of the matrix, and where they talk to us.
type person struct {
	name    string
	role    intake.Role
	scope   string // inside, outside, or of who is not on the staff: own, other
	officer intake.Officer
	chat    string
}

// crowd is one person of every role, inside of the ticket's scope and outside.
func (c *counter) crowd() []person {
	c.Helper()
	c.chat("telegram", "residents", intake.ChatResidents)
	all := []person{
		{name: "liu", role: intake.RoleRider, scope: "own", chat: "riders"}, {name: "wang", role: intake.RoleRider, scope: "other", chat: "riders"},
		{name: "sun", role: intake.RoleResident, scope: "other", chat: "residents"},
	}
	for scope, office := range map[string]intake.Office{"inside": {Unit: "shizheng", Cells: []string{"c1"}}, "outside": {Unit: "chengguan", Cells: []string{"c2"}}} {
		for _, role := range intake.StaffRoles() {
			name := fmt.Sprintf("%s-%s", role, scope)
			o := intake.Officer{Channel: "telegram", Sender: name, Name: name, Role: role, Unit: office.Unit, Cells: office.Cells}
			id, err := c.db.PutOfficer(c.Context(), o)
			c.ok(err)
			o.ID = id
			all = append(all, person{name, role, scope, o, "staff"})
		}
	}
	return all
}

// law says what the matrix expects, in words of its own.
var law = map[intake.Role][]intake.Right{
	intake.RoleGridOfficer: {"see", "screen", "dispatch", "work", "verify", "merge", "whistle", "rise"},
	intake.RoleUnitOfficer: {"see", "screen", "work", "merge", "whistle"},
	intake.RoleStreet:      {"see", "screen", "dispatch", "work", "verify", "end", "merge", "whistle", "rise", "approve", "mute", "unfreeze", "lead"},
	intake.RoleAdmin:       {"see", "screen", "dispatch", "work", "verify", "end", "merge", "whistle", "rise", "approve", "mute", "unfreeze", "lead", "people", "reveal"},
}

// forEverybody are the rights that need no office, scoped those that end at the
// borders of one.
var (
	forEverybody = []intake.Right{"report", "add", "status", "urge", "second", "subscribe", "rate"}
	scoped       = []intake.Right{"see", "screen", "dispatch", "work", "verify", "end", "merge", "whistle", "rise"}
)

// may is the expectation: has p the right on the ticket of the matrix?
func (p person) may(r intake.Right) bool {
	switch {
	case slices.Contains(forEverybody, r):
		return p.officer.ID != 0
	case p.scope == "outside" && (p.role == intake.RoleGridOfficer || p.role == intake.RoleUnitOfficer) && slices.Contains(scoped, r):
		return false
	}
	return slices.Contains(law[p.role], r)
}

// Every right, of every role, inside and outside of the scope.
func TestEveryRightOfEveryRole(t *testing.T) {
	c := newCounter(t)
	n := c.place(c.open())
	for _, p := range c.crowd() {
		for _, r := range intake.Rights() {
			if got := c.desk.May(p.officer, r, c.ticket(n)); got != p.may(r) {
				t.Errorf("%s (%s) has the right %s: %v", p.name, p.scope, r, got)
			}
			if everybody := slices.Contains(forEverybody, r); p.role.Has(r) != (everybody || slices.Contains(law[p.role], r)) {
				t.Errorf("the role %s has the right %s: %v", p.role, r, p.role.Has(r))
			}
		}
	}
	if len(intake.Rights()) != len(forEverybody)+len(law[intake.RoleAdmin]) {
		t.Errorf("the matrix knows %d rights, the law %d", len(forEverybody)+len(law[intake.RoleAdmin]), len(intake.Rights()))
	}
}

// needs says which right an intent needs; "" if anybody may. Intents that are none
// of the desk's are left out.
var needs = map[triage.IntentKind]intake.Right{
	triage.IntentStatus: "", triage.IntentUrge: "", triage.IntentThanks: "", triage.IntentMine: "", triage.IntentHelp: "",
	triage.IntentFixed: "work", triage.IntentAccepted: "work", triage.IntentBegun: "work", triage.IntentRejected: "work",
	triage.IntentHold: "work", triage.IntentRegister: "work", triage.IntentResume: "work", triage.IntentExplained: "work",
	triage.IntentScreened: "screen", triage.IntentClass: "screen", triage.IntentSplit: "screen",
	triage.IntentDispatch: "dispatch", triage.IntentVerified: "verify", triage.IntentRefused: "end", triage.IntentMoved: "end",
	triage.IntentFollow: "", triage.IntentUnfollow: "", triage.IntentReveal: "reveal",
	triage.IntentMute: "mute", triage.IntentUnmute: "mute", triage.IntentInvite: "people", triage.IntentDismiss: "people", triage.IntentDoor: "lead",
}

// Every intent and command, of every role, inside and outside of the scope: who may
// not is refused, the refusal is in the audit each time and answered once.
func TestEveryIntentOfEveryRole(t *testing.T) {
	c := newCounter(t)
	crowd := c.crowd()
	for kind, right := range needs {
		for _, p := range crowd {
			n := c.place(c.open())
			c.force(n, intake.StatusDispatched)
			c.place(n)
			audit, said := c.refusals(), len(c.db.posts)
			want := 0
			if right != "" && !p.may(right) {
				want = 2
			}
			for range max(1, want) {
				call := c.call(p.name, kind, n)
				call.Officer, call.Chat, call.Intent.Rest = p.officer, c.chats[p.chat], ""
				c.ok(c.desk.Handle(t.Context(), call))
			}
			what := fmt.Sprintf("%s by %s (%s)", kind, p.name, p.scope)
			if got := c.refusals() - audit; got != want {
				t.Errorf("%s: %d entries in the audit, want %d", what, got, want)
			}
			if answers := len(c.db.posts) - said; want > 0 && answers != 1 {
				t.Errorf("%s: the refusal was answered %d times", what, answers)
			}
			if after := c.ticket(n); want > 0 && after.Status != intake.StatusDispatched {
				t.Errorf("%s: the ticket is %s", what, after.Status)
			}
		}
	}
}

// place puts a ticket into the cell of the matrix.
func (c *counter) place(n int64) int64 {
	c.Helper()
	t := c.ticket(n)
	t.Fix.Cell, t.Unit = "c1", "shizheng"
	c.ok(c.db.SaveTicket(c.Context(), t))
	return n
}
