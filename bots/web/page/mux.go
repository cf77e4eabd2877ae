package page

import (
	"net/http"
	"slices"
)

// Mux takes the routes of a face, as an [http.ServeMux] does.
type Mux interface {
	Handle(pattern string, h http.Handler)
}

// Routes is an [http.ServeMux] that can list what it serves, so that a test can
// hold every route against everybody who could come.
type Routes struct {
	mux      *http.ServeMux
	patterns []string
}

// NewRoutes makes routes without any.
func NewRoutes() *Routes { return &Routes{mux: http.NewServeMux()} }

// Handle adds a route.
func (r *Routes) Handle(pattern string, h http.Handler) {
	r.mux.Handle(pattern, h)
	r.patterns = append(r.patterns, pattern)
}

// ServeHTTP answers a request by the route that fits best.
func (r *Routes) ServeHTTP(w http.ResponseWriter, req *http.Request) { r.mux.ServeHTTP(w, req) }

// Patterns lists the routes, in the order in which they were added.
func (r *Routes) Patterns() []string { return slices.Clone(r.patterns) }
