// Package configs reads the one file that an operator writes.
//
// [Config] is the sum of the configurations that the parts own, and a few keys
// of its own. [Load] lays the file over the defaults and the environment over
// the file, reads secrets from where they are kept, and checks everything. It
// names all faults at once, each with its place and the nearest right key. The
// commented example is snapgrid.yaml beside this file; a test holds it equal to
// [Default].
//
// # The sample district
//
// The lists cells, places, units, chats and staff, the routes and the roster belong
// together: they describe one district. Where none of them is given the sample district
// applies. As soon as one is given, the others are empty unless given too, so
// that nothing of the sample gets into a real district.
//
// # Data
//
// The tables of categories and words, and the sample district, are embedded, so
// that the binary runs alone. [OpenData] prefers a file on disk.
package configs

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"time"
	_ "time/tzdata" // a static binary meets machines without time zones

	"snapgrid/bots/fetch"
	"snapgrid/bots/telegram"
	"snapgrid/bots/web"
	"snapgrid/bots/web/open311"
	"snapgrid/bots/wechat"
	"snapgrid/bots/wecom"
	"snapgrid/geotag/geocode"
	"snapgrid/intake/advice"
	"snapgrid/intake/desk"
	"snapgrid/intake/learn"
	"snapgrid/intake/outbox"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/whistle"
)

// Config is all that an operator can set. Fields tagged secret are never
// printed: see [Config.Redacted].
type Config struct {
	Listen    string  `yaml:"listen"`     // host:port; port 0 takes a free one
	PublicURL string  `yaml:"public_url"` // "" follows the address listened on: see BaseURL
	TLS       web.TLS `yaml:"tls"`

	// TrustedProxies are addresses and networks of proxies in front of us.
	TrustedProxies []string `yaml:"trusted_proxies"`

	Database string `yaml:"database" secret:"url"`
	Photos   string `yaml:"photos"` // file:PATH or s3://BUCKET?…
	S3       S3     `yaml:"s3"`
	Language string `yaml:"language"`  // of chats that name none
	TimeZone string `yaml:"time_zone"` // IANA name, of times shown to people
	Log      Log    `yaml:"log"`
	Traces   Traces `yaml:"traces"`

	// AlarmAfter is how long a channel may be away before administrators are
	// told: a restart or a lost connection is no news.
	AlarmAfter time.Duration `yaml:"alarm_after"`

	Telegram telegram.Config `yaml:"telegram"`
	WeChat   wechat.Config   `yaml:"wechat"`
	WeCom    wecom.Config    `yaml:"wecom"`
	Web      web.Config      `yaml:"web"`
	Open311  open311.Config  `yaml:"open311"`
	Outgoing fetch.Config    `yaml:"outgoing"`
	Intake   pipeline.Config `yaml:"intake"`
	Desk     desk.Config     `yaml:"desk"`
	Outbox   outbox.Config   `yaml:"outbox"`
	Geocoder geocode.Config  `yaml:"geocoder"`
	Learning learn.Config    `yaml:"learning"`
	Whistles whistle.Config  `yaml:"whistles"`
	Advice   advice.Config   `yaml:"advice"`

	Categories string `yaml:"categories"` // the table of classes, YAML
	Triage     string `yaml:"triage"`     // the words that tell a report from chatter, YAML
	Danger     string `yaml:"danger"`     // how dangers are told of; "" for the troubles of triage alone
	Hunch      string `yaml:"hunch"`      // how dangers and reports are worded, made by `rules learn --danger`; "" for grammar and wording alone
	SLA        string `yaml:"sla"`        // what is promised, YAML
	Calendar   string `yaml:"calendar"`   // when people work, YAML
	Wording    string `yaml:"wording"`    // how classes are worded, and reports without a hunch, made by `rules learn`; "" for none

	Sentences string `yaml:"sentences"` // a folder of the operator's own words; "" for ours alone

	Cells  []string  `yaml:"cells"`  // GeoJSON files
	Places []string  `yaml:"places"` // CSV, GeoJSON or OpenStreetMap files
	Units  []Unit    `yaml:"units"`
	Chats  []Chat    `yaml:"chats"`
	Staff  []Officer `yaml:"staff"`
	Routes string    `yaml:"routes"` // the routing tree, YAML; "" where the classes of the units decide
	Roster string    `yaml:"roster"` // who is on duty, YAML; "" for none

	Tiers  []Tier `yaml:"tiers"` // classes that do not begin on the third tier
	Offers Offers `yaml:"offers"`
	Guests Guests `yaml:"guests"`

	origin *origin
}

// Log says what is logged, and how.
type Log struct {
	Level  string `yaml:"level"`  // trace, debug, info, warn or error
	Format string `yaml:"format"` // json or console
}

// Traces says whither the steps from a message to a post are told, as OpenTelemetry
// understands them.
type Traces struct {
	Endpoint string `yaml:"endpoint"` // of a collector, OTLP over HTTP; "" tells nobody
	OneIn    int    `yaml:"one_in"`   // how many messages there are to one that is followed
}

// Validate checks the address and the number.
func (t Traces) Validate() error {
	var faults []error
	if t.Endpoint != "" && !webAddress(t.Endpoint) {
		faults = append(faults, fmt.Errorf("endpoint: want http:// or https:// and a host, such as http://127.0.0.1:4318, got %q", t.Endpoint))
	}
	if t.OneIn < 1 {
		faults = append(faults, fmt.Errorf("one_in: want 1 for every message, or more, got %d", t.OneIn))
	}
	return errors.Join(faults...)
}

// Default is the configuration without a file: SQLite and photos under ./data,
// and the sample district on the built-in web channel.
func Default() Config {
	c := Config{
		Listen: "127.0.0.1:8311",

		TrustedProxies: []string{"127.0.0.1", "::1"},

		Database: "sqlite:data/snapgrid.db",
		Photos:   "file:data/photos",
		Language: "zh-CN",
		TimeZone: "Asia/Shanghai",
		Log:      Log{Level: "info", Format: "json"},
		Traces:   Traces{OneIn: 1},

		AlarmAfter: time.Minute,

		Telegram: telegram.DefaultConfig(),
		WeChat:   wechat.DefaultConfig(),
		WeCom:    wecom.DefaultConfig(),
		Web:      web.DefaultConfig(),
		Open311:  open311.DefaultConfig(),
		Intake:   pipeline.DefaultConfig(),
		Desk:     desk.DefaultConfig(),
		Outbox:   outbox.DefaultConfig(),
		Geocoder: geocode.DefaultConfig(),
		Learning: learn.DefaultConfig(),
		Whistles: whistle.DefaultConfig(),
		Advice:   advice.DefaultConfig(),
		Offers:   Offers{Good: 48 * time.Hour},
		Guests:   Guests{Good: 7 * 24 * time.Hour},

		Categories: "configs/categories.yaml",
		Triage:     "configs/triage.yaml",
		Danger:     "configs/danger.yaml",
		SLA:        "configs/sla.yaml",
		Calendar:   "configs/calendar.yaml",
		Wording:    "configs/wording.tsv",
		Hunch:      "configs/hunch.tsv",
	}
	c.setSample()
	return c
}

// BaseURL is what links to our pages begin with, without a slash at the end:
// public_url where it is set, else the address that the program listens on.
func (c Config) BaseURL(listening net.Addr) string {
	if c.PublicURL != "" {
		return strings.TrimRight(c.PublicURL, "/")
	}
	scheme := "http://"
	if c.TLS.Enabled() {
		scheme = "https://"
	}
	host, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return scheme + listening.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return scheme + net.JoinHostPort(host, port)
}

// PhotoFolder is the folder of the photo store; ok is false if it is a bucket.
func (c Config) PhotoFolder() (folder string, ok bool) { return strings.CutPrefix(c.Photos, "file:") }

// Zone is the time zone of times shown to people.
func (c Config) Zone() (*time.Location, error) { return time.LoadLocation(c.TimeZone) }
