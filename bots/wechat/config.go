package wechat

import (
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Config is the part of the configuration that this adapter owns.
type Config struct {
	Enabled  bool   `yaml:"enabled"`
	Endpoint string `yaml:"endpoint"` // if set, every request goes to this scheme and host
	State    string `yaml:"state"`    // folder of the session and identity files
	Mode     string `yaml:"mode"`     // desktop or normal

	PerMinute int           `yaml:"per_minute"` // messages that we say in a minute at most
	Silence   time.Duration `yaml:"silence"`    // heard nothing for so long: raise an alarm; 0 means never
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config {
	return Config{State: "data/wechat", Mode: "desktop", PerMinute: 10, Silence: 12 * time.Hour}
}

// Validate returns all faults of an enabled adapter's configuration, each
// beginning with the key that it is about.
func (c Config) Validate() error {
	if !c.Enabled {
		return nil
	}
	var faults []error
	if c.Endpoint != "" {
		if u, err := url.Parse(c.Endpoint); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			faults = append(faults, fmt.Errorf("endpoint: want http:// or https:// and a host, got %q", c.Endpoint))
		}
	}
	if c.State == "" {
		faults = append(faults, errors.New("state: want the folder to keep the session in"))
	}
	if c.Mode != "desktop" && c.Mode != "normal" {
		faults = append(faults, fmt.Errorf("mode: want desktop or normal, got %q", c.Mode))
	}
	if c.PerMinute < 1 || c.PerMinute > 60 {
		faults = append(faults, fmt.Errorf("per_minute: want 1 to 60, got %d", c.PerMinute))
	}
	if c.Silence < 0 {
		faults = append(faults, fmt.Errorf("silence: want a duration such as 12h, or 0, got %s", c.Silence))
	}
	return errors.Join(faults...)
}
