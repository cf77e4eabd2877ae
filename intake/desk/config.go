package desk

import (
	"errors"
	"fmt"
	"time"
)

// Config is what a street decides about how it deals with people.
type Config struct {
	Objection time.Duration `yaml:"objection"` // how long a reporter may object to how it ended
	FollowUp  time.Duration `yaml:"follow_up"` // how often reporters of a long matter hear of it; 0: never
	Question  time.Duration `yaml:"question"`  // how long after a rider's report nobody asks them anything
	Following int           `yaml:"following"` // how many open tickets one person may follow
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config {
	const day = 24 * time.Hour
	return Config{Objection: 7 * day, FollowUp: 7 * day, Question: 15 * time.Minute, Following: 20}
}

// Validate returns all faults, each beginning with the key that it is about.
func (c Config) Validate() error {
	var faults []error
	if c.Objection < time.Hour {
		faults = append(faults, fmt.Errorf("objection: want at least 1h, got %s", c.Objection))
	}
	if c.FollowUp != 0 && c.FollowUp < time.Hour {
		faults = append(faults, fmt.Errorf("follow_up: want at least 1h, or 0 for never, got %s", c.FollowUp))
	}
	if c.Question < 0 {
		faults = append(faults, fmt.Errorf("question: want a duration such as 15m, got %s", c.Question))
	}
	if c.Following < 1 {
		faults = append(faults, fmt.Errorf("following: want at least 1, got %d", c.Following))
	}
	return errors.Join(faults...)
}
