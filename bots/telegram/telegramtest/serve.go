package telegramtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// method answers a call; the answer is encoded as JSON.
type method func(s *Server, q *request) (any, *refusal)

// methods are all but getUpdates, which can wait. They run under the lock.
var methods = map[string]method{
	"getMe":                  (*Server).getMe,
	"setWebhook":             (*Server).setWebhook,
	"deleteWebhook":          (*Server).deleteWebhook,
	"getWebhookInfo":         (*Server).getWebhookInfo,
	"sendMessage":            (*Server).sendMessage,
	"sendPhoto":              (*Server).sendPhoto,
	"sendMediaGroup":         (*Server).sendMediaGroup,
	"editMessageText":        (*Server).editMessageText,
	"editMessageCaption":     (*Server).editMessageCaption,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"setMessageReaction":     (*Server).setMessageReaction,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
	"getFile":                (*Server).getFile,
	"getChat":                (*Server).getChat,
	"getChatMember":          (*Server).getChatMember,
	"leaveChat":              (*Server).leaveChat,
	"sendChatAction":         (*Server).sendChatAction,
}

// ServeHTTP answers /botTOKEN/METHOD and /file/botTOKEN/PATH.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, isFile := strings.CutPrefix(r.URL.Path, "/file")
	token, rest, found := strings.Cut(strings.TrimPrefix(path, "/bot"), "/")
	switch {
	case !found || !strings.HasPrefix(path, "/bot"):
		write(w, (&refusal{Code: http.StatusNotFound, Description: "Not Found"}).reply())
	case token != s.cfg.Token:
		write(w, (&refusal{Code: http.StatusUnauthorized, Description: "Unauthorized"}).reply())
	case isFile:
		s.serveFile(w, r, rest)
	default:
		s.serveMethod(w, r, rest)
	}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, name string) {
	q, err := readRequest(r, name)
	if err != nil {
		write(w, badRequest("can't parse the request").reply())
		return
	}
	fault := s.fault(q)
	if fault.before(w, r) {
		return
	}
	answer := s.call(q)
	if fault.after(w) {
		return
	}
	write(w, answer)
}

func (s *Server) call(q *request) reply {
	if q.method == "getUpdates" {
		return s.getUpdates(q)
	}
	act, ok := methods[q.method]
	if !ok {
		return (&refusal{Code: http.StatusNotFound, Description: "Not Found"}).reply()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	result, no := act(s, q)
	if no != nil {
		return no.reply()
	}
	// Encoded under the lock: it may point into the state.
	raw, err := json.Marshal(result)
	if err != nil {
		return (&refusal{Code: http.StatusInternalServerError, Description: "Internal Server Error"}).reply()
	}
	return reply{OK: true, Result: json.RawMessage(raw)}
}

func write(w http.ResponseWriter, answer reply) {
	raw, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(raw)))
	if p := answer.Parameters; p != nil && p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	if !answer.OK {
		w.WriteHeader(answer.Code)
	}
	_, _ = w.Write(raw)
}

func (s *Server) getMe(*request) (any, *refusal) {
	return wireMe{wireUser: s.bot(), CanJoinGroups: true, CanReadAll: !s.cfg.Privacy}, nil
}
