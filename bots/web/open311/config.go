package open311

// Config is the part of the configuration that Open311 owns.
type Config struct {
	JurisdictionID string   `yaml:"jurisdiction_id"`
	APIKeys        []string `yaml:"api_keys" secret:"true"`
}
