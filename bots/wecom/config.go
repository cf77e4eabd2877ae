package wecom

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Config is the part of the configuration that this adapter owns.
type Config struct {
	Enabled        bool   `yaml:"enabled"`
	Endpoint       string `yaml:"endpoint"` // if set, every request goes to this scheme and host
	Token          string `yaml:"callback_token" secret:"true"`
	EncodingAESKey string `yaml:"encoding_aes_key" secret:"true"` // 43 characters
	// Robots lists group robots, each "CHAT ADDRESS": the number of the chat
	// and the robot's webhook address, which is a secret.
	Robots []string `yaml:"robots" secret:"true"`
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config { return Config{} }

// Validate returns all faults of an enabled adapter's configuration, each
// beginning with the key that it is about. Secrets are in none.
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
	if c.Token == "" && c.EncodingAESKey == "" && len(c.Robots) == 0 {
		faults = append(faults, errors.New("robots: want a group robot, or callback_token and encoding_aes_key of an intelligent robot"))
	}
	if (c.Token == "") != (c.EncodingAESKey == "") {
		faults = append(faults, errors.New("callback_token: want it together with encoding_aes_key: both are on the page of the intelligent robot"))
	}
	if c.EncodingAESKey != "" {
		if _, err := aesKey(c.EncodingAESKey); err != nil {
			faults = append(faults, fmt.Errorf("encoding_aes_key: %w", err))
		}
	}
	if _, err := readRobots(c.Robots); err != nil {
		faults = append(faults, fmt.Errorf("robots: %w", err))
	}
	return errors.Join(faults...)
}

// aesKey is the key that 43 characters stand for.
func aesKey(text string) ([]byte, error) {
	key, err := base64.StdEncoding.DecodeString(text + "=")
	if len(text) != 43 || err != nil || len(key) != 32 {
		return nil, errors.New("want the 43 letters and digits that the page of the robot shows")
	}
	return key, nil
}

// readRobots returns the addresses by chat.
func readRobots(entries []string) (map[string]*url.URL, error) {
	robots := map[string]*url.URL{}
	for i, entry := range entries {
		chat, address, _ := strings.Cut(strings.TrimSpace(entry), " ")
		u, err := url.Parse(strings.TrimSpace(address))
		if chat == "" || err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.Query().Get("key") == "" {
			return nil, fmt.Errorf("want CHAT ADDRESS, such as street-office https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…, in entry %d", i+1)
		}
		if robots[chat] != nil {
			return nil, fmt.Errorf("the chat %s has two robots", chat)
		}
		robots[chat] = u
	}
	return robots, nil
}
