package configs

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, mode os.FileMode, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSecretsFromFiles(t *testing.T) {
	token, key := write(t, 0o600, "  123:abc\n"), write(t, 0o400, "k1")
	database := write(t, 0o600, "postgres://u:p%40ss@db/snapgrid\n")
	text := "telegram: {enabled: true, token: 'file:" + token + "'}\n" +
		"open311: {api_keys: [plain, 'file:" + key + "']}\n" +
		"database: file:" + database + "\n"
	c, err := read("x.yaml", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Telegram.Token != "123:abc" || c.Open311.APIKeys[1] != "k1" || c.Database != "postgres://u:p%40ss@db/snapgrid" {
		t.Errorf("token %q, keys %q, database %q", c.Telegram.Token, c.Open311.APIKeys, c.Database)
	}
	if len(c.Warnings()) > 0 {
		t.Errorf("warnings %q", c.Warnings())
	}
}

func TestSecretThatEverybodyCanRead(t *testing.T) {
	path := write(t, 0o644, "123:abc")
	c, err := read("", nil, []string{"SNAPGRID_TELEGRAM_TOKEN=file:" + path})
	if err != nil {
		t.Fatal(err)
	}
	want := "telegram.token: everybody on this machine can read " + path + "; chmod 600 it"
	if got := c.Warnings(); len(got) != 1 || got[0] != want {
		t.Errorf("warnings %q, want %q", got, want)
	}
}

func TestSecretFaults(t *testing.T) {
	dir, empty := t.TempDir(), write(t, 0o600, " \n")
	large := write(t, 0o600, strings.Repeat("x", maxSecret+1))
	for path, want := range map[string]string{
		filepath.Join(dir, "none"): "there is no such file",
		dir:                        "it is not a file",
		empty:                      "the file is empty",
		large:                      "it is too large for a secret",
	} {
		_, err := read("x.yaml", []byte("language: en\ntelegram:\n  enabled: true\n  token: file:"+path+"\n"), nil)
		full := "x.yaml:4: telegram.token: cannot read the secret from " + path + ": " + want
		if err == nil || err.Error() != full {
			t.Errorf("got %v, want %s", err, full)
		}
	}
}

func TestNothingPrintsSecrets(t *testing.T) {
	c := Default()
	c.Telegram.Token = "123:hush"
	c.Telegram.WebhookSecret = "hush"
	c.Open311.APIKeys = []string{"hush", "hush"}
	c.Database = "postgres://snapgrid:hush@db:5432/snapgrid?sslpassword=hush"
	encoded, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		c.String(), fmt.Sprint(c), fmt.Sprintf("%v %+v %#v %s", c, c, &c, c), string(encoded),
		fmt.Sprintf("%v", c.Redacted().Telegram),
	} {
		if strings.Contains(text, "hush") {
			t.Errorf("a secret in %s", text)
		}
		if !strings.Contains(text, hidden) {
			t.Errorf("nothing was hidden in %s", text)
		}
	}
	if c.Open311.APIKeys[0] != "hush" || c.Telegram.Token != "123:hush" {
		t.Error("printing changed the configuration")
	}
}

func TestRedactURL(t *testing.T) {
	for address, want := range map[string]string{
		"sqlite:data/snapgrid.db":          "sqlite:data/snapgrid.db",
		"postgres://u:hush@db/n":           "postgres://u:••••@db/n",
		"postgres://db/n":                  "postgres://db/n",
		"postgres:///n?password=hush":      "postgres:///n?••••",
		"postgres://u:hu%zzsh@db/n":        hidden,
		"host=db user=u password=hush":     hidden,
		"file:/run/secrets/database":       hidden,
		"postgresql://u@db:5432/n?x=hush1": "postgresql://u:••••@db:5432/n?••••",
	} {
		if got := redactURL(address); got != want {
			t.Errorf("redactURL(%q) = %q, want %q", address, got, want)
		}
	}
}
