package web

// Config is the part of the configuration that the built-in channel owns.
type Config struct {
	Enabled bool `yaml:"enabled"`
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config { return Config{Enabled: true} }
