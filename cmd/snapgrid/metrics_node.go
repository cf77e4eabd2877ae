package main

import (
	"context"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// nodeMetrics tells at each scrape how this node stands, and how far the work of all
// nodes is behind. It asks the database, but not for longer than scrapeTime: without
// an answer the figures are missing, and an alarm for missing figures tells why.
type nodeMetrics struct{ p *program }

const scrapeTime = 2 * time.Second

var (
	leaseHeld   = prometheus.NewDesc("snapgrid_lease_held", "1 while this node has the lease: over all nodes the sum is 1.", []string{"lease"}, nil)
	nodeRole    = prometheus.NewDesc("snapgrid_node_info", "1, with what this node does.", []string{"role"}, nil)
	jobsByState = prometheus.NewDesc("snapgrid_jobs", "Jobs of all nodes, by how far they are.", []string{"state"}, nil)
	oldestJob   = prometheus.NewDesc("snapgrid_oldest_job_seconds", "How long the oldest job waits that is due.", []string{"queue"}, nil)
	oldestPost  = prometheus.NewDesc("snapgrid_oldest_post_seconds", "How long the oldest post waits that should have been said.", []string{"channel"}, nil)
	connections = prometheus.NewDesc("snapgrid_database_connections", "Connections of this node to the database.", []string{"state"}, nil)
)

// Describe names the figures.
func (n nodeMetrics) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{leaseHeld, nodeRole, jobsByState, oldestJob, oldestPost, connections} {
		to <- d
	}
}

// Collect measures.
func (n nodeMetrics) Collect(to chan<- prometheus.Metric) {
	ctx, done := context.WithTimeout(context.Background(), scrapeTime)
	defer done()
	tell := func(d *prometheus.Desc, value float64, label string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, label)
	}
	tell(nodeRole, 1, string(n.p.role))
	for _, name := range n.p.leases.Held() {
		name, _, _ = strings.Cut(name, "/")
		tell(leaseHeld, 1, name)
	}
	pool := n.p.db.Pool()
	tell(connections, float64(pool.Used), "used")
	tell(connections, float64(pool.Idle), "idle")
	tell(connections, float64(pool.Most), "most")
	if stats, err := n.p.queue.Stats(ctx); err == nil {
		tell(jobsByState, float64(stats.Waiting), "waiting")
		tell(jobsByState, float64(stats.Later), "later")
		tell(jobsByState, float64(stats.Running), "running")
		tell(jobsByState, float64(stats.GivenUp), "given up")
	}
	if ages, err := n.p.queue.Oldest(ctx); err == nil {
		for name, age := range ages {
			tell(oldestJob, age.Seconds(), name)
		}
	}
	if ages, err := n.p.db.OldestPosts(ctx, n.p.now()); err == nil {
		for channel, age := range ages {
			tell(oldestPost, age.Seconds(), string(channel))
		}
	}
}
