package telegramtest

import (
	"fmt"
	"net"
	"net/http"
	"time"
)

// Fault is something that will go wrong with requests.
type Fault struct {
	Method string // which requests: "sendMessage", …; "file" for downloads; "" for all
	Chat   *Chat  // only those that concern this chat; nil for all
	Skip   int    // how many of them go well first
	Times  int    // how many go wrong; 0 means one, -1 all
	What   Harm

	Delay       time.Duration // of SlowAnswer
	Code        int           // of Refuse
	Description string        // of Refuse
	RetryAfter  int           // of Refuse, seconds
}

// Harm is a way in which a request goes wrong.
type Harm string

// The ways. With DropBefore and InternalError nothing was done; with DropAfter
// it was done and the answer is lost.
const (
	DropBefore    Harm = "connection reset before the request is executed"
	DropAfter     Harm = "connection reset after the request was executed"
	InternalError Harm = "error 500 as JSON"
	BadGateway    Harm = "error 502 as a page of HTML"
	SlowAnswer    Harm = "executed, and answered late"
	Refuse        Harm = "refused with a code"
	Truncate      Harm = "download ends half-way"
	Garble        Harm = "executed, and the answer is cut in the middle"
)

// Plan adds faults; each request meets the first one that fits it.
func (s *Server) Plan(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range faults {
		if f.Times == 0 {
			f.Times = 1
		}
		s.faults = append(s.faults, &f)
	}
}

// Heal forgets all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault counts a request and finds what goes wrong with it.
func (s *Server) fault(q *request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[q.method]++
	for _, f := range s.faults {
		if f.Times == 0 || (f.Method != "" && f.Method != q.method) {
			continue
		}
		if f.Chat != nil && f.Chat.wire.ID != q.number("chat_id", 0) {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return *f
	}
	return Fault{}
}

// before harms a request that is not executed yet; true ends it.
func (f Fault) before(w http.ResponseWriter, r *http.Request) bool {
	switch f.What {
	case DropBefore:
		reset(w)
	case InternalError:
		write(w, (&refusal{Code: http.StatusInternalServerError, Description: "Internal Server Error"}).reply())
	case BadGateway:
		page(w, r)
	case Refuse:
		write(w, (&refusal{Code: f.Code, Description: f.Description, RetryAfter: f.RetryAfter}).reply())
	case SlowAnswer:
		t := time.NewTimer(f.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
		}
		return false
	default:
		return false
	}
	return true
}

// after harms the answer of a request that was executed; true ends it.
func (f Fault) after(w http.ResponseWriter) bool {
	switch f.What {
	case DropAfter:
		reset(w)
	case Garble:
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"ok":true,"result":{"message_id":`))
	default:
		return false
	}
	return true
}

// page is what a proxy shows. It repeats the address, as some do.
func page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(http.StatusBadGateway)
	_, _ = fmt.Fprintf(w, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1>%s</body></html>", r.URL.Path)
}

// reset ends a connection as a crash does: without a word.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
