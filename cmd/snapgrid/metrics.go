package main

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"snapgrid/bots"
	"snapgrid/intake"
)

// metrics measures the rooms; each of them sees only the few methods it needs.
type metrics struct {
	registry *prometheus.Registry
	received *prometheus.CounterVec
	opened   *prometheus.CounterVec
	posted   *prometheus.CounterVec
	unrouted prometheus.Counter
	forgot   *prometheus.CounterVec
	receive  prometheus.Histogram
	ack      prometheus.Histogram
	photo    prometheus.Histogram
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		received: counterVec("snapgrid_messages_received_total", "Messages kept, each once.", "channel"),
		opened:   counterVec("snapgrid_tickets_created_total", "Tickets opened.", "channel"),
		posted:   counterVec("snapgrid_posts_total", "Attempts to say something, by how they ended.", "channel", "outcome"),
		unrouted: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "snapgrid_tickets_unrouted_total", Help: "Tickets for which no unit answers: the street has to give them to one.",
		}),
		forgot:  counterVec("snapgrid_forgotten_total", "What was kept long enough and is no more.", "what"),
		receive: histogram("snapgrid_receive_seconds", "From a batch handed in by a channel to its being in the database."),
		ack:     histogram("snapgrid_report_to_ack_seconds", "From a ticket to its acknowledgement taken by the channel."),
		photo:   histogram("snapgrid_photo_seconds", "From the start of fetching a photo to its renditions."),
	}
	m.registry.MustRegister(m.received, m.opened, m.posted, m.unrouted, m.forgot, m.receive, m.ack, m.photo,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func counterVec(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func histogram(name, help string) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(0.001, 2, 18),
	})
}

// announce makes the counters of a channel appear before anything happened.
func (m *metrics) announce(channel intake.Channel) {
	m.received.WithLabelValues(string(channel))
	m.opened.WithLabelValues(string(channel))
	m.posted.WithLabelValues(string(channel), "sent")
}

// watch shows how a channel is: whether it works, and when anybody last spoke.
func (m *metrics) watch(channel intake.Channel, now func() bots.Health) {
	gauge := func(name, help string, value func(bots.Health) float64) {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Name: name, Help: help, ConstLabels: prometheus.Labels{"channel": string(channel)},
		}, func() float64 { return value(now()) }))
	}
	gauge("snapgrid_channel_up", "1 if the channel works, here or on another node.", func(h bots.Health) float64 {
		if h.Healthy() {
			return 1
		}
		return 0
	})
	gauge("snapgrid_channel_last_heard_timestamp_seconds", "When this node last heard anything there; 0 for never.", func(h bots.Health) float64 {
		if h.LastHeard.IsZero() {
			return 0
		}
		return float64(h.LastHeard.Unix())
	})
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Received counts messages that were kept.
func (m *metrics) Received(channel intake.Channel, messages int, took time.Duration) {
	m.received.WithLabelValues(string(channel)).Add(float64(messages))
	m.receive.Observe(took.Seconds())
}

// Opened counts a ticket.
func (m *metrics) Opened(channel intake.Channel) { m.opened.WithLabelValues(string(channel)).Inc() }

// Unrouted counts a ticket for which nobody answers.
func (m *metrics) Unrouted() { m.unrouted.Inc() }

// Forgotten counts what was deleted because it was kept long enough.
func (m *metrics) Forgotten(what string, n int) { m.forgot.WithLabelValues(what).Add(float64(n)) }

// Developed measures a photo.
func (m *metrics) Developed(took time.Duration) { m.photo.Observe(took.Seconds()) }

// Posted counts an attempt to say something.
func (m *metrics) Posted(channel intake.Channel, outcome string) {
	m.posted.WithLabelValues(string(channel), outcome).Inc()
}

// Acknowledged measures an acknowledgement.
func (m *metrics) Acknowledged(after time.Duration) { m.ack.Observe(after.Seconds()) }
