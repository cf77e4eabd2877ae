package geocode

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Config is the part of the configuration that says which service is asked.
type Config struct {
	Service string        `yaml:"service"` // nominatim, amap, tencent or tianditu; "" asks nobody
	Key     string        `yaml:"key" secret:"true"`
	URL     string        `yaml:"url"`     // another server of the same kind; "" is the service's own
	City    string        `yaml:"city"`    // where addresses are that name no city
	Timeout time.Duration `yaml:"timeout"` // of one question, waiting included
	Pause   time.Duration `yaml:"pause"`   // between two questions
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config { return Config{Timeout: 3 * time.Second, Pause: time.Second} }

// Validate returns all faults, each beginning with the key that it is about.
func (c Config) Validate() error {
	if c.Service == "" {
		return nil
	}
	var faults []error
	s, known := services()[c.Service]
	if !known {
		names := []string{}
		for name := range services() {
			names = append(names, name)
		}
		slices.Sort(names)
		faults = append(faults, fmt.Errorf("service: want one of %s, got %q", strings.Join(names, ", "), c.Service))
	}
	if s.needsKey && c.Key == "" {
		faults = append(faults, fmt.Errorf("key: %s wants one", c.Service))
	}
	if u, err := url.Parse(c.URL); err != nil || c.URL != "" && (u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		faults = append(faults, fmt.Errorf("url: want http:// or https:// and a host, got %q", c.URL))
	}
	if c.Timeout <= 0 || c.Timeout > 10*time.Second {
		faults = append(faults, fmt.Errorf("timeout: want more than 0 and at most 10s, got %s", c.Timeout))
	}
	if c.Pause < 0 || c.Pause > time.Minute {
		faults = append(faults, fmt.Errorf("pause: want at most 1m, got %s", c.Pause))
	}
	return errors.Join(faults...)
}
