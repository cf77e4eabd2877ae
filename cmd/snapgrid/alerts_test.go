package main

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAlertsAskForWhatIsMeasured holds the alert rules and the dashboard to the names
// that the program measures, and explains every alert to operators.
func TestAlertsAskForWhatIsMeasured(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newScene(t, "sqlite:"+filepath.Join(dir, "snapgrid.db"))
	p, err := build(t.Context(), s.cfg, &strings.Builder{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	p.meter.Developed(1)
	answer := httptest.NewRecorder()
	p.meter.handler().ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	measured := answer.Body.String()
	source := readFile(t, "cmd", "snapgrid", "metrics_node.go") // ages are there only while something waits
	manual := readFile(t, "docs", "operations.md")
	rules := readFile(t, "docs", "deploy", "alerts.yaml")
	names := regexp.MustCompile(`\b(?:snapgrid|process|go)_[a-z_]+\b`)
	for _, name := range names.FindAllString(rules+readFile(t, "docs", "deploy", "dashboard.json"), -1) {
		if !strings.Contains(measured, "\n"+name) && !strings.Contains(source, `"`+name+`"`) {
			t.Errorf("%s is not measured", name)
		}
	}
	for _, alert := range regexp.MustCompile(`alert: (\w+)`).FindAllStringSubmatch(rules, -1) {
		if !strings.Contains(manual, "`"+alert[1]+"`") {
			t.Errorf("docs/operations.md does not say what %s means", alert[1])
		}
	}
}

func readFile(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{root}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
