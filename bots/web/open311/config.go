package open311

// Config is the part of the configuration that Open311 owns.
type Config struct {
	JurisdictionID string   `yaml:"jurisdiction_id"`
	APIKeys        []string `yaml:"api_keys" secret:"true"`
	// FetchMedia lets photos be fetched from where a client's media_url says they are.
	FetchMedia bool `yaml:"fetch_media"`
}

// DefaultConfig is what applies where the file says nothing.
func DefaultConfig() Config { return Config{FetchMedia: true} }
