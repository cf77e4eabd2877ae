package configs

import (
	"encoding/json"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
)

// hidden is printed instead of a secret.
const hidden = "••••"

// maxSecret is the largest secret file that is read, in bytes.
const maxSecret = 64 << 10

// readSecrets replaces "file:/path" in secret fields by what the file holds.
func (r *reader) readSecrets(c *Config) {
	eachField(reflect.ValueOf(c).Elem(), "", func(key string, field reflect.StructField, v reflect.Value) {
		if !isSecret(field) {
			return
		}
		if v.Kind() == reflect.String {
			r.readSecret(key, v)
			return
		}
		for i := range v.Len() {
			r.readSecret(item(key, i), v.Index(i))
		}
	})
}

func (r *reader) readSecret(key string, v reflect.Value) {
	path, ok := strings.CutPrefix(v.String(), "file:")
	if !ok {
		return
	}
	text, mode, why := secretFile(path)
	if why != "" {
		r.bad[key] = true
		r.faults = append(r.faults, r.origin.fault(key, key+": cannot read the secret from "+path+": "+why))
		return
	}
	if mode&0o004 != 0 && !mounted(path) {
		r.origin.warnings = append(r.origin.warnings, key+": everybody on this machine can read "+path+"; chmod 600 it")
	}
	v.SetString(text)
}

func secretFile(path string) (text string, mode fs.FileMode, why string) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return "", 0, reason(err)
	case !info.Mode().IsRegular():
		return "", 0, "it is not a file"
	case info.Size() > maxSecret:
		return "", 0, "it is too large for a secret"
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", 0, reason(err)
	}
	if text = strings.TrimSpace(string(data)); text == "" {
		return "", 0, "the file is empty"
	}
	return text, info.Mode(), ""
}

// mounted reports whether path is where container engines put secrets: there
// the mode is theirs, and the container is the border.
func mounted(path string) bool {
	path = filepath.Clean(path)
	return strings.HasPrefix(path, "/run/secrets/") || strings.HasPrefix(path, "/var/run/secrets/")
}

// Redacted returns a copy that may be printed: secrets are hidden, and so is
// the password in the database's address.
func (c Config) Redacted() Config {
	eachField(reflect.ValueOf(&c).Elem(), "", func(_ string, field reflect.StructField, v reflect.Value) {
		switch {
		case !isSecret(field):
		case field.Tag.Get("secret") == "url":
			v.SetString(redactURL(v.String()))
		case v.Kind() == reflect.String && v.Len() > 0:
			v.SetString(hidden)
		case v.Kind() == reflect.Slice && v.Len() > 0:
			list := make([]string, v.Len())
			for i := range list {
				list[i] = hidden
			}
			v.Set(reflect.ValueOf(list))
		}
	})
	return c
}

// redactURL hides the password of a database's address, also one in the query.
func redactURL(address string) string {
	if strings.HasPrefix(address, "sqlite:") {
		return address
	}
	u, err := url.Parse(address)
	if err != nil || u.Opaque != "" || u.Host == "" && u.RawQuery == "" {
		return hidden
	}
	if u.RawQuery != "" {
		u.RawQuery = hidden
	}
	if name := u.User.Username(); u.User != nil {
		u.User = url.User(name)
		return strings.Replace(u.String(), "@", ":"+hidden+"@", 1)
	}
	return u.String()
}

// plain is Config without methods, for printing.
type plain Config

// String prints the configuration as YAML, without secrets.
func (c Config) String() string {
	text, err := yaml.Marshal(plain(c.Redacted()))
	if err != nil {
		return "configuration: " + err.Error()
	}
	return string(text)
}

// GoString prints what String does.
func (c Config) GoString() string { return c.String() }

// MarshalJSON writes the text of String, so that no encoder prints a secret.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }
