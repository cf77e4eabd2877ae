package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/intake"
)

// operation is a line of the table.
type operation struct {
	id      string
	method  string
	path    string
	scope   intake.TokenScope // "" asks for a token only
	tag     string
	summary string
}

// operations is all that can be asked, and the scope that it takes.
var operations = []operation{
	{"me", http.MethodGet, "/me", "", "token", "whose token this is, and what it may"},

	{"list-tickets", http.MethodGet, "/tickets", intake.ScopeTicketsRead, "tickets", "tickets, newest first"},
	{"get-ticket", http.MethodGet, "/tickets/{number}", intake.ScopeTicketsRead, "tickets", "one ticket"},
	{"list-events", http.MethodGet, "/tickets/{number}/events", intake.ScopeTicketsRead, "tickets", "its history, oldest first"},
	{"list-messages", http.MethodGet, "/tickets/{number}/messages", intake.ScopeTicketsRead, "tickets", "what was said about it, masked"},
	{"list-original-words", http.MethodPost, "/tickets/{number}/original", intake.ScopeTicketsWords, "tickets", "the same as it was typed; it is noted who looks"},
	{"list-whistles", http.MethodGet, "/tickets/{number}/whistles", intake.ScopeTicketsRead, "tickets", "the whistles about it"},
	{"do-deed", http.MethodPost, "/tickets/{number}/deeds", intake.ScopeTicketsWrite, "tickets", "change it: sign, resolve, dispatch …"},
	{"add-photo", http.MethodPost, "/photos", intake.ScopeTicketsWrite, "tickets", "a photo for a deed"},

	{"list-inbox", http.MethodGet, "/inbox", intake.ScopeInboxRead, "inbox", "messages that triage was unsure of, newest first"},
	{"list-held", http.MethodGet, "/held", intake.ScopeInboxRead, "inbox", "messages that were held back, newest first"},
	{"correct-message", http.MethodPost, "/inbox/{number}", intake.ScopeInboxWrite, "inbox", "say what a message is"},

	{"list-dead-posts", http.MethodGet, "/posts/dead", intake.ScopeOutboxRead, "outbox", "posts that could not be delivered, newest first"},
	{"retry-post", http.MethodPost, "/posts/{id}/retry", intake.ScopeOutboxWrite, "outbox", "try one of them again"},

	{"list-chats", http.MethodGet, "/chats", intake.ScopeChatsRead, "chats", "the chats that we are in"},
	{"make-chat-code", http.MethodPost, "/chats/{id}/code", intake.ScopeChatsWrite, "chats", "a one-time code that finds a lost chat again"},

	{"list-people", http.MethodGet, "/people", intake.ScopePeopleRead, "people", "who is on the staff"},

	{"list-cells", http.MethodGet, "/cells", intake.ScopeAreasRead, "areas", "areas, without their boundaries"},
	{"list-places", http.MethodGet, "/places", intake.ScopeAreasRead, "areas", "named places"},
	{"list-units", http.MethodGet, "/units", intake.ScopeAreasRead, "areas", "units that repair"},
	{"list-categories", http.MethodGet, "/categories", intake.ScopeAreasRead, "areas", "classes of trouble"},

	{"list-webhooks", http.MethodGet, "/webhooks", intake.ScopeWebhooks, "webhooks", "who is told of events"},
	{"add-webhook", http.MethodPost, "/webhooks", intake.ScopeWebhooks, "webhooks", "have a program told; the secret is shown now only"},
	{"switch-webhook", http.MethodPost, "/webhooks/{id}/state", intake.ScopeWebhooks, "webhooks", "switch one on or off"},
	{"remove-webhook", http.MethodDelete, "/webhooks/{id}", intake.ScopeWebhooks, "webhooks", "take one away"},
	{"try-webhook", http.MethodPost, "/webhooks/{id}/try", intake.ScopeWebhooks, "webhooks", "send a message that tells nothing"},
	{"list-calls", http.MethodGet, "/webhooks/{id}/calls", intake.ScopeWebhooks, "webhooks", "what it was told and how that went, newest first"},
	{"repeat-call", http.MethodPost, "/calls/{id}/again", intake.ScopeWebhooks, "webhooks", "tell it once more"},
}

// handle answers an operation of the table. The scope is asked before anything else.
func handle[I, O any](a *API, id string, f func(ctx context.Context, c caller, in *I) (*O, error), change ...func(*huma.Operation)) {
	for _, o := range operations {
		if o.id != id {
			continue
		}
		described := huma.Operation{
			OperationID: o.id, Method: o.method, Path: o.path, Summary: o.summary, Tags: []string{o.tag},
			Security: []map[string][]string{{"token": {string(o.scope)}}},
			Errors:   []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests},
		}
		if o.scope == "" {
			described.Security = []map[string][]string{{"token": {}}}
		}
		for _, f := range change {
			f(&described)
		}
		huma.Register(a.huma, described, func(ctx context.Context, in *I) (*O, error) {
			c := callerOf(ctx)
			if o.scope != "" && !c.token.Allows(o.scope) {
				return nil, huma.Error403Forbidden("the token lacks the scope " + string(o.scope))
			}
			out, err := f(ctx, c, in)
			return out, problem(ctx, o.id, err)
		})
	}
}
