package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"snapgrid/storage/blob/s3test"
	"snapgrid/storage/storagetest/pgtest"
)

var (
	chaosBlows = flag.Int("chaos-blows", 0, "how many `blows` TestChaos deals, of all kinds by chance; 0 means one quick one of each kind")
	chaosKinds = flag.String("chaos-kinds", "kill,kill,kill,freeze,crash,sever,roll,rob,drag", "the `kinds` of these blows; one that is named more often comes more often")
	chaosSeed  = flag.Uint64("chaos-seed", 20261122, "the `seed` of its chance")
)

// TestChaos runs four nodes of the real program on one PostgreSQL and one S3 store,
// strikes them while a town works, and compares what happened with a ledger that is
// kept outside: who reported what, and what each of them heard.
func TestChaos(t *testing.T) {
	t.Parallel()
	c := newCrew(t)
	reports := 12
	blows := []blow{c.kill, c.rob, c.crash, c.sever}
	if *chaosBlows > 0 {
		reports, blows = 2**chaosBlows, c.draw(*chaosBlows)
	}
	working := make(chan struct{})
	f := newField(c.scene, *chaosSeed)
	go func() { defer close(working); f.work(reports) }()
	for _, strike := range blows {
		strike()
		c.revive()
	}
	<-working
	c.heal()
	f.awaitAnswers(c.nodes[0].process)
	f.awaitPhotos(c.nodes[0].url())
	c.compare(f)
}

// crew are the nodes.
type crew struct {
	*scene
	server *pgtest.Own
	photos *s3test.Own
	nodes  []*member
	dice   *rand.Rand

	takeovers []time.Duration // from a blow at the holder until another node says that it polls
	taken     []time.Duration // and until the database says that another one has the lease
	struck    map[string]int  // blows by kind
}

// member is one node: its process, and the network between it and the database.
type member struct {
	*process
	gate   *gate
	config string
}

// blow is a thing that happens to nodes.
type blow func()

func newCrew(t *testing.T) *crew {
	t.Helper()
	server := pgtest.NewOwn(t)
	s := newScene(t, server.Address)
	photos := s3test.NewOwn(t)
	s.keepIn(photos.Address)
	s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait = 300*time.Millisecond, 2*time.Second
	c := &crew{scene: s, server: server, photos: photos, dice: rand.New(rand.NewPCG(*chaosSeed, 2)), struck: map[string]int{}}
	for range 4 {
		m := &member{gate: newGate(t, server.Address)}
		s.cfg.Database = m.gate.address
		m.config = s.file("127.0.0.1:0")
		c.nodes = append(c.nodes, m)
	}
	s.cfg.Database = server.Address
	c.watchHands()
	c.revive()
	c.holder()
	return c
}

// draw draws blows by chance.
func (c *crew) draw(n int) []blow {
	c.Helper()
	known := map[string]blow{"kill": c.kill, "freeze": c.freeze, "crash": c.crash, "sever": c.sever, "roll": c.roll, "rob": c.rob, "drag": c.drag}
	kinds := strings.Split(*chaosKinds, ",")
	var blows []blow
	for range n {
		kind := kinds[c.dice.IntN(len(kinds))]
		if known[kind] == nil {
			c.Fatalf("-chaos-kinds: there is no blow %q", kind)
		}
		blows = append(blows, known[kind])
	}
	return blows
}

// watchHands lets the database itself write down when a lease changes hands, and until
// when the former holder had it.
func (c *crew) watchHands() {
	c.Helper()
	for _, order := range []string{
		`create table hands (name text, at timestamptz, free timestamptz)`,
		`create function hand() returns trigger language plpgsql as
			'begin insert into hands values (new.name, clock_timestamp(), old.expires); return null; end'`,
		`create trigger hands after update on leases for each row when (new.token <> old.token) execute function hand()`,
	} {
		c.ask(order)
	}
}

// ask asks the database, past all gates.
func (c *crew) ask(query string) []string {
	c.Helper()
	answers, err := c.server.Ask(query)
	c.sound(err)
	return answers
}

// revive starts what is not running, as a service manager does.
func (c *crew) revive() {
	for _, m := range c.nodes {
		if m.process != nil {
			select {
			case <-m.ended:
			default:
				continue
			}
		}
		m.process = serveProcess(c.T, m.config)
	}
}

// polls reports whether a node says that it polls the bot.
func (m *member) polls() bool { return strings.Contains(m.standing(), "telegram") }

// standing is what a node says of itself: its role and its leases; "" if it says
// nothing.
func (m *member) standing() string {
	found := printed.FindStringSubmatch(m.out.String())
	if found == nil {
		return ""
	}
	return m.stateAt(found[1], "node")
}

// rounds is how often each of the nodes must have told that it does not poll before it
// is taken for true that nobody does. A machine that is busy with other things lets
// them answer seldom, and take a lease as seldom.
const rounds = 200

// holder waits until a node polls, other than some.
func (c *crew) holder(others ...*member) *member {
	c.Helper()
	asked := make([]int, len(c.nodes))
	for began := time.Now(); slices.Min(asked) < rounds || time.Since(began) < 2*patience; time.Sleep(20 * time.Millisecond) {
		for i, m := range c.nodes {
			standing := ""
			if !slices.Contains(others, m) {
				standing = m.standing()
			}
			if strings.Contains(standing, "telegram") {
				return m
			}
			if standing != "" || slices.Contains(others, m) {
				asked[i]++
			}
		}
		c.revive()
		if time.Since(began) > 10*patience {
			break
		}
	}
	for i, m := range c.nodes {
		c.Logf("node %d answered %d times: %q\n%s", i, asked[i], m.standing(), m.err.String())
	}
	c.Fatalf("nobody polls, load %s, after %v\n%s", load(), c.struck, c.server.Standing())
	return nil
}

// succeed measures how long it takes until another node polls.
func (c *crew) succeed(m *member) {
	c.Helper()
	began := time.Now()
	c.holder(m)
	c.takeovers = append(c.takeovers, time.Since(began))
	for _, after := range c.ask(fmt.Sprintf(`select round(1000 * (extract(epoch from at) - %f))::text from hands
		where name like 'telegram/%%' and extract(epoch from at) > %[1]f order by at limit 1`, float64(began.UnixMicro())/1e6)) {
		milliseconds, err := strconv.Atoi(after)
		c.sound(err)
		c.taken = append(c.taken, time.Duration(milliseconds)*time.Millisecond)
	}
}

// kill ends a node, every other time the one that polls.
func (c *crew) kill() {
	c.struck["kill -9"]++
	m := c.nodes[c.dice.IntN(len(c.nodes))]
	if c.dice.IntN(2) == 0 {
		m = c.holder()
	}
	polled := m.polls()
	m.kill()
	if polled {
		c.succeed(nil) // which may be the same one, started again
	}
}

// freeze stops the node that polls for longer than its lease, and lets it wake up.
func (c *crew) freeze() {
	c.struck["SIGSTOP"]++
	m := c.holder()
	m.signal(syscall.SIGSTOP)
	c.succeed(m)
	m.signal(syscall.SIGCONT)
}

// sever cuts the node that polls off its database until another one polls.
func (c *crew) sever() {
	c.struck["network cut"]++
	m := c.holder()
	m.gate.set(true)
	c.succeed(m)
	m.gate.set(false)
}

// crash ends the database at once and starts it again.
func (c *crew) crash() {
	c.struck["database crash"]++
	c.server.Halt()
	time.Sleep(time.Duration(c.dice.IntN(1500)) * time.Millisecond)
	c.server.Resume()
	c.holder()
}

// rob takes the photo store away for some seconds.
func (c *crew) rob() {
	c.struck["store gone"]++
	c.photos.Halt()
	time.Sleep(time.Duration(1000+c.dice.IntN(3000)) * time.Millisecond)
	c.photos.Resume()
}

// drag restarts the database on a disk on which each write takes longer, lets it work so
// for some seconds, and ends it at once.
func (c *crew) drag() {
	c.struck["slow disk"]++
	c.server.Slow(time.Duration(20+c.dice.IntN(100)) * time.Millisecond)
	c.holder()
	time.Sleep(time.Duration(c.dice.IntN(6000)) * time.Millisecond)
	c.server.Halt()
	c.server.Resume()
	c.holder()
}

// roll restarts all nodes, one after the other, as for a new version.
func (c *crew) roll() {
	c.struck["rolling restart"]++
	for _, m := range c.nodes {
		m.terminate()
		c.revive()
		m.url()
	}
}

// heal ends all trouble.
func (c *crew) heal() {
	for _, m := range c.nodes {
		m.gate.set(false)
	}
	c.revive()
	c.holder()
}

// compare holds what was said and kept against the ledger.
func (c *crew) compare(f *field) {
	c.Helper()
	for _, m := range c.nodes {
		m.terminate()
	}
	f.auditAnswers()
	f.auditTickets()
	f.auditPhotos()
	twice := 0
	for _, r := range f.reports {
		acknowledgements, resolutions := 0, 0
		for _, sent := range r.answers() {
			if acknowledged.MatchString(sent.Text) {
				acknowledgements++
			}
			if strings.Contains(sent.Text, "#"+r.n+" 修好了") {
				resolutions++
			}
		}
		twice += max(0, acknowledgements-1) + max(0, resolutions-1)
	}
	c.Logf("seed %d: %v; %d reports, %d posts said twice, load %s", *chaosSeed, c.struck, len(f.reports), twice, load())
	c.Logf("from a blow at the node that polls until another one says so: %s", spread(c.takeovers))
	c.Logf("until the database says that another one has the lease: %s", spread(c.taken))
	if early := c.ask(`select name || ' at ' || at || ', ours until ' || free from hands where at < free`); len(early) > 0 {
		c.Errorf("leases were taken before they were free: %q", early)
	}
	if most := 8 * len(c.struck) * max(1, *chaosBlows); twice > most {
		c.Errorf("%d posts were said twice: more than could be on their way when nodes were struck", twice)
	}
}

// spread tells how a few times are distributed.
func spread(times []time.Duration) string {
	if len(times) == 0 {
		return "never"
	}
	slices.Sort(times)
	at := func(part float64) time.Duration {
		return times[int(part*float64(len(times)-1))].Round(10 * time.Millisecond)
	}
	return fmt.Sprintf("%d times, least %s, median %s, p90 %s, longest %s", len(times), at(0), at(0.5), at(0.9), at(1))
}
