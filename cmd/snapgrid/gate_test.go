package main

import (
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"
)

// gate is the network between one node and its database: a proxy that can be cut.
// While it is, nothing passes and nobody is told, as behind a switch without power.
type gate struct {
	address string // of the database, through the gate
	socket  string // of the server
	mu      sync.Mutex
	open    *sync.Cond
	cut     bool
	ended   bool
	running sync.WaitGroup
	lines   map[net.Conn]bool
}

// newGate stands before a server that listens at the socket of an address.
func newGate(t *testing.T, database string) *gate {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{socket: filepath.Join(u.Query().Get("host"), ".s.PGSQL.5432"), lines: map[net.Conn]bool{}}
	g.open = sync.NewCond(&g.mu)
	u.Host, u.RawQuery = listener.Addr().String(), "sslmode=disable"
	g.address = u.String()
	g.running.Go(func() { g.accept(listener) })
	t.Cleanup(func() {
		_ = listener.Close()
		g.end()
		g.running.Wait()
	})
	return g
}

func (g *gate) accept(listener net.Listener) {
	for {
		near, err := listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("unix", g.socket)
		if err != nil {
			_ = near.Close()
			continue
		}
		g.keep(near, far)
		g.running.Go(func() { g.pass(near, far) })
		g.running.Go(func() { g.pass(far, near) })
	}
}

// pass hands on what one side says, and its end, as long as the gate is open.
func (g *gate) pass(from, to net.Conn) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		g.await()
		if _, wrote := to.Write(buffer[:n]); err != nil || wrote != nil {
			_, _ = to.Close(), from.Close() // whoever else hears of it closes too
			return
		}
	}
}

func (g *gate) await() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.cut && !g.ended {
		g.open.Wait()
	}
}

func (g *gate) keep(lines ...net.Conn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, l := range lines {
		g.lines[l] = true
	}
}

// set cuts or mends the line.
func (g *gate) set(cut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.cut = cut
	g.open.Broadcast()
}

func (g *gate) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.ended = true
	g.open.Broadcast()
	for l := range g.lines {
		_ = l.Close()
	}
}
