package configs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever is wrong with the calendar or the time limits is told with its key.
func TestPromisesAreChecked(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sound := Default()
	if err := sound.Validate(); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(c *Config){
		"calendar: ": func(c *Config) { c.Calendar = filepath.Join(folder, "none.yaml") },
		"sla: ":      func(c *Config) { c.SLA = filepath.Join(folder, "none.yaml") },
		"workdays: want some of": func(c *Config) {
			c.Calendar = write("calendar.yaml", "workdays: [monday]\nshifts: [{name: office, hours: \"09:00-12:00\"}]")
		},
		`policies[0]: class: want a code`: func(c *Config) { c.SLA = write("class.yaml", "policies: [{class: X1}]") },
		`has no shift "night"`:            func(c *Config) { c.SLA = write("shift.yaml", "policies: [{shift: night}]") },
	} {
		c := Default()
		change(&c)
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
