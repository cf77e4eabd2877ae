package wechattest

import (
	"fmt"
	"net/http"
	"path"
)

// Fault is what goes wrong with a request.
type Fault string

// The faults.
const (
	Refused   Fault = "refused"    // the connection breaks before anything happens
	Lost      Fault = "lost"       // it is done, but the answer never arrives
	Broken    Fault = "broken"     // status 502 and a page for people
	Nothing   Fault = "nothing"    // status 200 and no body
	NoSyncKey Fault = "no-synckey" // a sync answer without its key
	TooOften  Fault = "1205"       // the service's "too often"
	Abnormal  Fault = "1203"       // the service's "environment is abnormal"
)

type fault struct {
	operation string
	kind      Fault
	left      int
}

// Fail makes the next n requests to an operation, such as "webwxsync" or
// "webwxsendmsg", go wrong.
func (s *Service) Fail(operation string, kind Fault, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &fault{operation, kind, n})
}

// Heal ends all faults.
func (s *Service) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// next counts the request and says what goes wrong with it.
func (s *Service) next(operation string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[operation]++
	for _, f := range s.faults {
		if f.operation == operation && f.left > 0 {
			f.left--
			return f.kind
		}
	}
	return ""
}

func (s *Service) faulty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch kind := s.next(path.Base(r.URL.Path)); kind {
		case Refused:
			panic(http.ErrAbortHandler)
		case Lost:
			next.ServeHTTP(&deaf{header: http.Header{}}, r)
			panic(http.ErrAbortHandler)
		case Broken:
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusBadGateway)
			fmt.Fprint(w, "<html><body>502 Bad Gateway</body></html>")
		case Nothing:
			w.WriteHeader(http.StatusOK)
		case NoSyncKey:
			fmt.Fprint(w, `{"BaseResponse":{"Ret":0,"ErrMsg":""},"AddMsgCount":0,"AddMsgList":[]}`)
		case TooOften, Abnormal:
			fmt.Fprintf(w, `{"BaseResponse":{"Ret":%s,"ErrMsg":""}}`, kind)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// deaf is a client that hears no answer.
type deaf struct{ header http.Header }

func (d *deaf) Header() http.Header         { return d.header }
func (d *deaf) Write(p []byte) (int, error) { return len(p), nil }
func (d *deaf) WriteHeader(int)             {}
