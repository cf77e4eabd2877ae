package telegram

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
)

// Config is the part of the configuration that this adapter owns.
type Config struct {
	Enabled       bool   `yaml:"enabled"`
	Token         string `yaml:"token" secret:"true"`
	APIURL        string `yaml:"api_url"`
	Mode          string `yaml:"mode"` // polling or webhook
	WebhookSecret string `yaml:"webhook_secret" secret:"true"`
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config {
	return Config{APIURL: "https://api.telegram.org", Mode: "polling"}
}

var (
	tokenForm  = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)
)

// maxSecret is how long a webhook's secret may be. Counted in the expression it
// would take a quarter of a megabyte at every start.
const maxSecret = 256

// Validate returns all faults of an enabled adapter's configuration, each
// beginning with the key that it is about.
func (c Config) Validate() error {
	if !c.Enabled {
		return nil
	}
	var faults []error
	if !tokenForm.MatchString(c.Token) {
		faults = append(faults, errors.New("token: want the token that BotFather gave, such as 123456:ABC-def"))
	}
	if u, err := url.Parse(c.APIURL); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		faults = append(faults, fmt.Errorf("api_url: want http:// or https:// and a host, got %q", c.APIURL))
	}
	switch c.Mode {
	case "polling":
	case "webhook":
		if len(c.WebhookSecret) > maxSecret || !secretForm.MatchString(c.WebhookSecret) {
			faults = append(faults, errors.New("webhook_secret: want 1 to 256 of A-Z a-z 0-9 _ - in webhook mode"))
		}
	default:
		faults = append(faults, fmt.Errorf("mode: want polling or webhook, got %q", c.Mode))
	}
	return errors.Join(faults...)
}
