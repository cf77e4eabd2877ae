package configs

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

const prefix = "SNAPGRID_"

// serviceLink matches what Kubernetes sets for a service that is named
// snapgrid; nobody who runs it there can leave that out.
var serviceLink = regexp.MustCompile(`^SNAPGRID_(SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP)(_[A-Z]+)?)=|^SNAPGRID_PORT=(tcp|udp)://`)

// variables picks our own variables out of an environment. SNAPGRID_TEST_… is
// for tests.
func variables(environ []string) map[string]string {
	vars := map[string]string{}
	for _, entry := range environ {
		name, value, ok := strings.Cut(entry, "=")
		if !ok || !strings.HasPrefix(name, prefix) || strings.HasPrefix(name, prefix+"TEST_") || serviceLink.MatchString(entry) {
			continue
		}
		vars[name] = value
	}
	return vars
}

// variable is the name of the variable that sets a key: SNAPGRID_TELEGRAM_TOKEN.
func variable(key string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// overlay lays the environment over c.
func (r *reader) overlay(vars map[string]string, c *Config) {
	type target struct {
		key   string
		field reflect.StructField
		value reflect.Value
	}
	targets := map[string]target{}
	eachField(reflect.ValueOf(c).Elem(), "", func(key string, field reflect.StructField, v reflect.Value) {
		targets[variable(key)] = target{key, field, v}
	})
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		t, ok := targets[name]
		if !ok {
			r.strange(name, slices.Sorted(maps.Keys(targets)))
			continue
		}
		r.origin.vars[t.key] = name
		r.set(name, vars[name], t.key, t.value, isSecret(t.field))
	}
}

// set reads one variable into its field; lists of words are split at commas.
func (r *reader) set(name, text, key string, into reflect.Value, secret bool) {
	if into.Kind() == reflect.Slice && into.Type().Elem().Kind() == reflect.String {
		into.Set(reflect.ValueOf(words(text)))
		return
	}
	if into.Kind() == reflect.Slice {
		r.bad[key] = true
		r.faults = append(r.faults, Fault{Text: name + ": " + key + " is a list of entries; write it into the configuration file"})
		return
	}
	if err := setScalar(into, text); err != nil {
		r.bad[key] = true
		shown := ""
		if !secret {
			shown = ", got \"" + text + "\""
		}
		r.faults = append(r.faults, Fault{Text: name + ": want " + err.Error() + shown})
	}
}

// strange refuses a variable that sets nothing: it is most likely misspelt.
func (r *reader) strange(name string, names []string) {
	text := name + ": no key has this variable"
	for i, n := range names {
		names[i] = strings.TrimPrefix(n, prefix)
	}
	if near, ok := nearest(strings.TrimPrefix(name, prefix), names); ok {
		text += "; did you mean " + prefix + near + "?"
	} else {
		text += "; configs/snapgrid.yaml has all keys"
	}
	r.faults = append(r.faults, Fault{Text: text})
}

func words(text string) []string {
	var list []string
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			list = append(list, word)
		}
	}
	return list
}
