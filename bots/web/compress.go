package web

import (
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzhttp"
)

// smallest is below which nothing is gained by compressing, in bytes.
const smallest = 1024

// compressed are the types that get much smaller.
var compressed = []string{
	"text/html", "text/css", "text/plain", "text/csv", "text/xml", "text/javascript", "image/svg+xml",
	"application/javascript", "application/json", "application/problem+json", "application/geo+json",
	"application/xml", "application/atom+xml", "application/manifest+json",
}

// compress answers with gzip where the browser takes it. Streams of events stay as
// they are, since each event has to go out at once, and so do parts of a file. The
// cookies are not sent from other sites, so that these can not measure what a page
// holds by the size of answers to chosen questions.
func compress(next http.Handler) (http.Handler, error) {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(smallest), gzhttp.EnableZstd(false), gzhttp.ContentTypeFilter(shrinks))
	if err != nil {
		return nil, err
	}
	smaller := wrap(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Range") != "" || strings.Contains(r.Header.Get("Accept"), "text/event-stream") {
			next.ServeHTTP(w, r)
			return
		}
		smaller.ServeHTTP(w, r)
	}), nil
}

func shrinks(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && slices.Contains(compressed, kind)
}
