package configs

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"snapgrid/bots/web"
)

// wrong is a fault about a key; its sentence begins with the key.
type wrong struct{ key, text string }

func (w wrong) Error() string { return w.key + ": " + w.text }

// review collects faults.
type review []wrong

func (r *review) add(key, format string, args ...any) {
	*r = append(*r, wrong{key, fmt.Sprintf(format, args...)})
}

func (r *review) require(key, value, what string) {
	if strings.TrimSpace(value) == "" {
		r.add(key, "want %s", what)
	}
}

func (r *review) oneOf(key, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		last := len(allowed) - 1
		want := strings.Join(allowed[:last], ", ") + " or " + allowed[last]
		r.add(key, "want %s, got %q%s", want, value, Suggestion(value, allowed))
	}
}

func (r *review) channel(key, value string) {
	r.oneOf(key, value, "telegram", "wechat", "wecom", "web")
}

func languages() []string { return []string{"zh-CN", "en"} }

// Validate returns all faults, each beginning with the key that it is about.
// Whether the cells that chats and staff name exist is known only when the
// cells are loaded.
func (c Config) Validate() error {
	faults := c.review()
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}

func (c Config) review() review {
	var r review
	c.checkAddresses(&r)
	r.oneOf("language", c.Language, languages()...)
	if _, err := time.LoadLocation(c.TimeZone); err != nil || c.TimeZone == "" || c.TimeZone == "Local" {
		r.add("time_zone", "want a name such as Asia/Shanghai, got %q", c.TimeZone)
	}
	r.oneOf("log.level", c.Log.Level, "trace", "debug", "info", "warn", "error")
	r.oneOf("log.format", c.Log.Format, "json", "console")
	if c.AlarmAfter < time.Second {
		r.add("alarm_after", "want at least 1s, got %s", c.AlarmAfter)
	}
	c.checkParts(&r)
	c.checkWebhook(&r)
	for i, key := range c.Open311.APIKeys {
		r.require(item("open311.api_keys", i), key, "a key")
	}
	checkFile("triage", c.Triage, &r)
	if c.Danger != "" {
		checkFile("danger", c.Danger, &r)
	}
	if c.Hunch != "" {
		checkFile("hunch", c.Hunch, &r)
	}
	c.checkPromises(&r)
	if c.Wording != "" {
		checkFile("wording", c.Wording, &r)
	}
	checkFolder("sentences", c.Sentences, &r)
	checkFiles("cells", c.Cells, &r)
	checkFiles("places", c.Places, &r)
	c.checkUnits(&r)
	c.checkTiers(&r)
	c.checkChats(&r)
	c.checkStaff(&r)
	c.checkPlan(&r)
	return r
}

func (c Config) checkAddresses(r *review) {
	_, port, err := net.SplitHostPort(c.Listen)
	if n, bad := strconv.ParseUint(port, 10, 16); err != nil || bad != nil || n > 65535 {
		r.add("listen", "want HOST:PORT, such as 127.0.0.1:8311, got %q", c.Listen)
	}
	if c.PublicURL != "" && !webAddress(c.PublicURL) {
		r.add("public_url", "want http:// or https://, a host and nothing after the path, got %q", c.PublicURL)
	}
	for i, proxy := range c.TrustedProxies {
		if _, err := web.ParseProxies([]string{proxy}); err != nil {
			r.add(item("trusted_proxies", i), "%s", err)
		}
	}
	checkDatabase(c.Database, r)
	c.checkPhotos(r)
}

func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" &&
		u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// checkDatabase does not show the value, which may hold a password.
func checkDatabase(address string, r *review) {
	path, isFile := strings.CutPrefix(address, "sqlite:")
	switch {
	case isFile && path != "":
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		if _, err := url.Parse(address); err != nil {
			r.add("database", "the address cannot be read; write special characters of the password as %%XX")
		}
	default:
		r.add("database", "want sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME")
	}
}

// checkParts asks every part that can check its own configuration.
func (c Config) checkParts(r *review) {
	for field, v := range reflect.ValueOf(c).Fields() {
		if !field.IsExported() {
			continue
		}
		part, ok := reflect.TypeAssert[interface{ Validate() error }](v)
		if !ok {
			continue
		}
		for _, err := range split(part.Validate()) {
			key, text, _ := strings.Cut(err.Error(), ": ")
			r.add(join(field.Tag.Get("yaml"), key), "%s", text)
		}
	}
}

// split undoes errors.Join.
func split(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// checkWebhook: the public Bot API calls back by https only.
func (c Config) checkWebhook(r *review) {
	t := c.Telegram
	if !t.Enabled || t.Mode != "webhook" {
		return
	}
	if c.PublicURL == "" {
		r.add("telegram.mode", "webhook needs public_url, the address under which Telegram reaches us")
	}
	if strings.HasPrefix(c.PublicURL, "http://") && strings.HasPrefix(t.APIURL, "https://api.telegram.org") {
		r.add("public_url", "Telegram calls back by https only, since telegram.mode is webhook; got %q", c.PublicURL)
	}
}

func checkFiles(key string, paths []string, r *review) {
	for i, path := range paths {
		checkFile(item(key, i), path, r)
	}
}

func checkFile(key, path string, r *review) {
	file, err := OpenData(path)
	if err != nil {
		r.add(key, "cannot read %q: %s", path, reason(err))
		return
	}
	if info, err := file.Stat(); err != nil || info.IsDir() {
		r.add(key, "%q is not a file", path)
	}
	_ = file.Close() // nothing was written
}

// checkFolder looks for a folder on disk; "" names none.
func checkFolder(key, path string, r *review) {
	if path == "" {
		return
	}
	switch info, err := os.Stat(path); {
	case err != nil:
		r.add(key, "cannot read %q: %s", path, reason(err))
	case !info.IsDir():
		r.add(key, "%q is not a folder", path)
	}
}

func (c Config) checkUnits(r *review) {
	known, err := c.classes()
	if err != nil {
		r.add("categories", "%s", err)
		return
	}
	seen := map[string]bool{}
	for i, u := range c.Units {
		u.check(item("units", i), known, r)
		if u.Code != "" && seen[u.Code] {
			r.add(item("units", i)+".code", "%q is the code of two units", u.Code)
		}
		seen[u.Code] = true
	}
}

func (c Config) checkChats(r *review) {
	seen := map[Chat]bool{}
	for i, chat := range c.Chats {
		chat.check(item("chats", i), r)
		same := Chat{Channel: chat.Channel, ID: chat.ID}
		if chat.ID == "" {
			same.Title = chat.Title
		}
		if seen[same] && chat.ID+chat.Title != "" {
			r.add(item("chats", i), "the chat is listed twice")
		}
		seen[same] = true
	}
}

func (c Config) checkStaff(r *review) {
	units := map[string]bool{}
	for _, u := range c.Units {
		units[u.Code] = true
	}
	type identity struct{ channel, id, name string }
	seen := map[identity]bool{}
	for i, o := range c.Staff {
		o.check(item("staff", i), units, r)
		same := identity{channel: o.Channel, id: o.ID}
		if o.ID == "" {
			same.name = o.Name
		}
		if seen[same] && o.ID+o.Name != "" {
			r.add(item("staff", i), "the person is listed twice")
		}
		seen[same] = true
	}
}
