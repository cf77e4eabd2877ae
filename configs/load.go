package configs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Load reads the file at path over the defaults ("" reads none) and environ,
// in the form of [os.Environ], over the file. The error is [Faults].
func Load(path string, environ []string) (Config, error) {
	if path == "" {
		return read("", nil, environ)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Config{}, Faults{{File: path, Text: "cannot read the configuration: " + reason(err)}}
	}
	return read(path, text, environ)
}

// read is Load without the disk.
func read(path string, text []byte, environ []string) (Config, error) {
	r := newReader(path)
	root, ok := r.parse(text)
	if !ok {
		return Config{}, r.faults
	}
	c := Default()
	vars := variables(environ)
	if givesDistrict(root, vars) {
		c.clearSample()
	}
	if root != nil {
		r.fillStruct("", root, reflect.ValueOf(&c).Elem())
	}
	r.overlay(vars, &c)
	r.readSecrets(&c)
	c.S3.borrow(environ)
	r.validate(c)
	if len(r.faults) > 0 {
		r.faults.sort()
		return Config{}, r.faults
	}
	c.origin = &r.origin
	return c, nil
}

// givesDistrict reports whether any of the lists that the sample district
// consists of is given.
func givesDistrict(root ast.Node, vars map[string]string) bool {
	for _, key := range sampleKeys() {
		if _, ok := vars[variable(key)]; ok {
			return true
		}
	}
	m, ok := root.(ast.MapNode)
	if !ok {
		return false
	}
	for it := m.MapRange(); it.Next(); {
		if slices.Contains(sampleKeys(), keyText(it.Key())) {
			return true
		}
	}
	return false
}

// reason says in a few words why a file cannot be read.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	}
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err.Error()
	}
	return err.Error()
}

// validate adds the faults of the whole, apart from those that follow from a
// fault that is known already.
func (r *reader) validate(c Config) {
	for _, f := range c.review() {
		if !r.known(f.key) {
			r.faults = append(r.faults, r.origin.fault(f.key, f.Error()))
		}
	}
}

// known reports whether a fault was found at the key or around it.
func (r *reader) known(key string) bool {
	for k := key; k != ""; k = parent(k) {
		if r.bad[k] {
			return true
		}
	}
	return r.bad[""]
}

// refuse adds a fault that is about no key. It returns false.
func (r *reader) refuse(line int, text string) bool {
	r.faults = append(r.faults, Fault{File: r.origin.file, Line: line, Text: text})
	return false
}

// fault adds a fault about a key.
func (r *reader) fault(line int, key, format string, args ...any) {
	r.bad[key] = true
	text := fmt.Sprintf(format, args...)
	if key != "" {
		text = key + ": " + text
	}
	r.refuse(line, strings.TrimSpace(text))
}
