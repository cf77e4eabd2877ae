package outbox

import (
	"errors"
	"fmt"
)

// Config says when chats are left in peace.
type Config struct {
	QuietHours string `yaml:"quiet_hours"` // "22:00-07:00", local time; "" is never
	Digest     int    `yaml:"digest"`      // more posts than this that waited for the morning become one list
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config { return Config{QuietHours: "22:00-07:00", Digest: 3} }

// Validate returns all faults, each beginning with the key that it is about.
func (c Config) Validate() error {
	var faults []error
	if _, err := parseHours(c.QuietHours); err != nil {
		faults = append(faults, fmt.Errorf("quiet_hours: %w, got %q", err, c.QuietHours))
	}
	if c.Digest < 1 {
		faults = append(faults, fmt.Errorf("digest: want at least 1, got %d", c.Digest))
	}
	return errors.Join(faults...)
}
