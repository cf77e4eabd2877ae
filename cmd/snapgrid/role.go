package main

import (
	"crypto/rand"
	"fmt"
	"os"
	"strings"

	"snapgrid/bots"
)

// role is what a node does of what there is to do.
type role string

const (
	roleAll    role = "all"
	roleWeb    role = "web"    // pages, API and webhooks: what comes in is kept, and left to others
	roleWorker role = "worker" // jobs, polled accounts, periodic work; no pages but those of its own health
)

// parseRole reads a role.
func parseRole(word string) (role, error) {
	switch r := role(word); r {
	case roleAll, roleWeb, roleWorker:
		return r, nil
	}
	return "", usage("--role: want web, worker or all, got %q", word)
}

// serves reports whether a node has pages, API and webhooks.
func (r role) serves() bool { return r != roleWorker }

// works reports whether a node works jobs.
func (r role) works() bool { return r != roleWeb }

// hears reports whether a node runs an adapter: one that has to be held by a lease
// where jobs are worked, one that is called where there are pages.
func (r role) hears(a bots.Adapter) bool {
	if a.Lease() == "" {
		return r.serves()
	}
	return r.works()
}

// as makes a program of a role.
func as(r role) func(*program) { return func(p *program) { p.role = r } }

// standing is the role of this node and what it has a lease of, in words.
func (p *program) standing() string {
	var held []string
	for _, name := range p.leases.Held() {
		name, _, _ = strings.Cut(name, "/") // whose account it is, is nobody's business
		held = append(held, name)
	}
	if len(held) == 0 {
		return string(p.role) + ", holds nothing"
	}
	return string(p.role) + ", holds " + strings.Join(held, ", ")
}

// longestHost is how much of a host's name is in a node's: PostgreSQL cuts names
// of connections at 63 bytes.
const longestHost = 24

// nodeName is unique among the processes that share a database. A SQLite file has
// one process, and while it listens no other can at the same address: the
// successor of one that was killed goes on under its name, and so need not wait
// until its leases run out.
func (p *program) nodeName() string {
	name, err := os.Hostname()
	if err != nil {
		name = "node"
	}
	if strings.HasPrefix(p.cfg.Database, "sqlite:") {
		return name + "-" + p.listener.Addr().String()
	}
	return fmt.Sprintf("%.*s-%d-%s", longestHost, name, os.Getpid(), rand.Text()[:6])
}
