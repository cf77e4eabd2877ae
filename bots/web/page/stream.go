package page

import (
	"net/http"
	"strconv"
)

// SeenBefore is the newest event that a browser which listens has seen; 0 if it says of
// none. It comes back with the number by itself; the page says it first.
func SeenBefore(r *http.Request) int64 {
	seen := r.Header.Get("Last-Event-ID")
	if seen == "" {
		seen = r.URL.Query().Get("after")
	}
	n, err := strconv.ParseInt(seen, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
