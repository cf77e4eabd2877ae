package fetch

import (
	"errors"
	"fmt"
	"net/netip"
)

// Config is the part of the configuration that says whom we talk to.
type Config struct {
	// Allow lists networks that may be reached although they are not public, such as
	// 10.20.0.0/16 for the receivers in the house.
	Allow []string `yaml:"allow"`
}

// Validate returns all faults, each beginning with its key.
func (c Config) Validate() error {
	_, err := c.networks()
	return err
}

func (c Config) networks() ([]netip.Prefix, error) {
	var all []netip.Prefix
	var errs []error
	for i, word := range c.Allow {
		network, err := netip.ParsePrefix(word)
		if err != nil {
			errs = append(errs, fmt.Errorf("allow[%d]: want a network such as 10.20.0.0/16, got %q", i, word))
			continue
		}
		all = append(all, network.Masked())
	}
	return all, errors.Join(errs...)
}
