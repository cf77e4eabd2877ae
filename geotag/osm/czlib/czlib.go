// Package czlib stands in for github.com/datadog/czlib, which the reader of
// OpenStreetMap data uses wherever a C compiler is there and which then needs the
// headers of zlib: so that everything builds without any system library.
package czlib

import (
	"compress/zlib"
	"io"
)

// NewReader reads what zlib compressed.
func NewReader(r io.Reader) (io.ReadCloser, error) { return zlib.NewReader(r) }
