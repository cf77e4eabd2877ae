// Package purego stands in for github.com/ebitengine/purego in this program, by
// a replace in go.mod. The real one opens libraries of the system at run time,
// and merely linking it makes the binary need the system's loader and C library.
// The HEIC decoder only wants it to find a faster decoder; told that there is
// none, it uses the one that it carries.
package purego

import "errors"

// The modes in which a library would be opened.
const (
	RTLD_NOW    = 0x2
	RTLD_GLOBAL = 0x100
)

var errStatic = errors.New("this program opens no libraries of the system")

// Dlopen opens nothing.
func Dlopen(string, int) (uintptr, error) { return 0, errStatic }

// RegisterLibFunc is never called, since no library was opened.
func RegisterLibFunc(any, uintptr, string) {}
