package configs

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// eachField visits every field below a struct that holds a value or a list,
// with its key: "telegram.token".
func eachField(v reflect.Value, key string, visit func(key string, field reflect.StructField, v reflect.Value)) {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() {
			continue
		}
		at := join(key, field.Tag.Get("yaml"))
		if field.Type.Kind() == reflect.Struct {
			eachField(v.Field(i), at, visit)
			continue
		}
		visit(at, field, v.Field(i))
	}
}

func fieldOf(t reflect.Type, name string) (reflect.StructField, bool) {
	for f := range t.Fields() {
		if f.IsExported() && f.Tag.Get("yaml") == name {
			return f, true
		}
	}
	return reflect.StructField{}, false
}

func isSecret(f reflect.StructField) bool { return f.Tag.Get("secret") != "" }

// keysIn lists the keys of a section in the order of its fields.
func keysIn(t reflect.Type) []string {
	var keys []string
	for f := range t.Fields() {
		if f.IsExported() {
			keys = append(keys, f.Tag.Get("yaml"))
		}
	}
	return keys
}

// elsewhere finds the one key in another section that has the name.
func elsewhere(name string) (string, bool) {
	var found []string
	eachField(reflect.ValueOf(Config{}), "", func(key string, _ reflect.StructField, _ reflect.Value) {
		if strings.HasSuffix(key, "."+name) {
			found = append(found, key)
		}
	})
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

func join(section, name string) string {
	if section == "" {
		return name
	}
	return section + "." + name
}

func item(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// setScalar reads text into a field; the error says what is wanted.
func setScalar(into reflect.Value, text string) error {
	want := errors.New(wanted(into.Type()))
	switch {
	case into.Kind() == reflect.String:
		into.SetString(text)
	case into.Kind() == reflect.Bool:
		if text != "true" && text != "false" {
			return want
		}
		into.SetBool(text == "true")
	case into.Type() == reflect.TypeFor[time.Duration]():
		d, err := time.ParseDuration(text)
		if err != nil {
			return want
		}
		into.SetInt(int64(d))
	case into.CanInt():
		n, err := strconv.ParseInt(text, 10, into.Type().Bits())
		if err != nil {
			return want
		}
		into.SetInt(n)
	default:
		return want
	}
	return nil
}

func wanted(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[time.Duration]():
		return "a duration such as 20s or 2m"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.String:
		return "text"
	}
	return "a whole number"
}

func keysOf(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
