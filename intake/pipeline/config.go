package pipeline

import (
	"errors"
	"fmt"
	"time"
)

// Config says how long the line listens before it answers.
type Config struct {
	QuietTime   time.Duration `yaml:"quiet_time"`   // a burst is closed when its sender was silent this long …
	LongestWait time.Duration `yaml:"longest_wait"` // … or at the latest after this
	// KeepOriginals is how long words are kept as they were typed, beside the
	// masked ones, and photos as they were sent, beside what is published.
	KeepOriginals time.Duration `yaml:"keep_originals"`
	// KeepChatter is how long what led to nothing is kept: messages that became no
	// ticket, and our answers that are about none.
	KeepChatter time.Duration `yaml:"keep_chatter"`
	Flood       Flood         `yaml:"flood"`
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config {
	return Config{QuietTime: 20 * time.Second, LongestWait: 120 * time.Second, KeepOriginals: 180 * 24 * time.Hour, KeepChatter: 90 * 24 * time.Hour, Flood: DefaultFlood()}
}

// Validate returns all faults, each beginning with the key that it is about.
func (c Config) Validate() error {
	var faults []error
	if c.QuietTime <= 0 || c.QuietTime > time.Hour {
		faults = append(faults, fmt.Errorf("quiet_time: want more than 0 and at most 1h, got %s", c.QuietTime))
	}
	if c.LongestWait < c.QuietTime || c.LongestWait > 24*time.Hour {
		faults = append(faults, fmt.Errorf("longest_wait: want at least quiet_time and at most 24h, got %s", c.LongestWait))
	}
	if c.KeepOriginals < 24*time.Hour {
		faults = append(faults, fmt.Errorf("keep_originals: want at least 24h, got %s", c.KeepOriginals))
	}
	if c.KeepChatter < 24*time.Hour {
		faults = append(faults, fmt.Errorf("keep_chatter: want at least 24h, got %s", c.KeepChatter))
	}
	return errors.Join(append(faults, c.Flood.faults()...)...)
}
