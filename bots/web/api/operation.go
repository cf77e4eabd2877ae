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
	right   intake.Right      // of the officer; "" leaves it to the desk, or asks for none
	tag     string
	summary string
}

// operations is all that can be asked, and the scope and the right that it takes.
var operations = []operation{
	{"me", http.MethodGet, "/me", "", "", "token", "whose token this is, and what it may"},

	{"list-tickets", http.MethodGet, "/tickets", intake.ScopeTicketsRead, "", "tickets", "tickets, newest first"},
	{"search-tickets", http.MethodGet, "/search", intake.ScopeTicketsRead, "", "tickets", "tickets that the officer may see, by words and more, newest first"},
	{"get-ticket", http.MethodGet, "/tickets/{number}", intake.ScopeTicketsRead, "", "tickets", "one ticket"},
	{"list-events", http.MethodGet, "/tickets/{number}/events", intake.ScopeTicketsRead, "", "tickets", "its history, oldest first"},
	{"list-messages", http.MethodGet, "/tickets/{number}/messages", intake.ScopeTicketsRead, "", "tickets", "what was said about it, masked"},
	{"list-original-words", http.MethodPost, "/tickets/{number}/original", intake.ScopeTicketsWords, "", "tickets", "the same as it was typed; it is noted who looks"},
	{"get-original-photo", http.MethodPost, "/photos/{id}/original", intake.ScopeTicketsWords, "", "tickets", "a photo as it was sent; it is noted who looks"},
	{"reveal-reporters", http.MethodPost, "/tickets/{number}/reveal", intake.ScopeTicketsWords, "", "tickets", "who reported it under an alias; it is noted, and they hear of it"},
	{"preview-deed", http.MethodPost, "/tickets/{number}/preview", intake.ScopeTicketsRead, "", "tickets", "what each chat would read of a deed; nothing is done"},
	{"do-deed", http.MethodPost, "/tickets/{number}/deeds", intake.ScopeTicketsWrite, "", "tickets", "change it: sign, resolve, dispatch …"},
	{"list-choices", http.MethodGet, "/tickets/{number}/choices", intake.ScopeTicketsRead, "", "tickets", "places that its words may mean, if none is meant for sure"},
	{"choose-place", http.MethodPost, "/tickets/{number}/place", intake.ScopeTicketsWrite, "", "tickets", "put it at one of them"},
	{"add-photo", http.MethodPost, "/photos", intake.ScopeTicketsWrite, "", "tickets", "a photo for a deed or a step"},

	{"list-all-whistles", http.MethodGet, "/whistles", intake.ScopeTicketsRead, "", "whistles", "whistles, newest first"},
	{"list-whistles", http.MethodGet, "/tickets/{number}/whistles", intake.ScopeTicketsRead, "", "whistles", "the whistles about a ticket"},
	{"get-whistle", http.MethodGet, "/whistles/{number}", intake.ScopeTicketsRead, "", "whistles", "one whistle"},
	{"list-whistle-events", http.MethodGet, "/whistles/{number}/events", intake.ScopeTicketsRead, "", "whistles", "its history, oldest first"},
	{"draft-whistle", http.MethodPost, "/tickets/{number}/whistles", intake.ScopeTicketsWrite, "", "whistles", "call units to a ticket; whoever leads approves it"},
	{"take-step", http.MethodPost, "/whistles/{number}/steps", intake.ScopeTicketsWrite, "", "whistles", "approve, blow, sign, arrive, done, confirm …"},

	{"list-inbox", http.MethodGet, "/inbox", intake.ScopeInboxRead, "", "inbox", "messages that triage was unsure of, newest first"},
	{"list-held", http.MethodGet, "/held", intake.ScopeInboxRead, "", "inbox", "messages that were held back, newest first"},
	{"correct-message", http.MethodPost, "/inbox/{number}", intake.ScopeInboxWrite, "", "inbox", "say what a message is"},
	{"read-original-letter", http.MethodPost, "/inbox/{number}/original", intake.ScopeTicketsWords, "", "inbox", "a message as it was typed; it is noted who looks"},
	{"list-mutes", http.MethodGet, "/mutes", intake.ScopeInboxRead, intake.RightMute, "inbox", "whom we do not answer"},
	{"mute", http.MethodPost, "/mutes", intake.ScopeInboxWrite, intake.RightMute, "inbox", "hold back what somebody says"},
	{"mute-sender", http.MethodPost, "/inbox/{number}/mute", intake.ScopeInboxWrite, intake.RightMute, "inbox", "hold back what the sender of a message says"},
	{"unmute", http.MethodPost, "/mutes/lift", intake.ScopeInboxWrite, intake.RightMute, "inbox", "let somebody speak again"},

	{"list-dead-posts", http.MethodGet, "/posts/dead", intake.ScopeOutboxRead, intake.RightLead, "outbox", "posts that could not be delivered, newest first"},
	{"list-waiting-posts", http.MethodGet, "/posts/waiting", intake.ScopeOutboxRead, intake.RightLead, "outbox", "chats in which posts wait, the longest waiting first"},
	{"list-short-posts", http.MethodGet, "/posts/short", intake.ScopeOutboxRead, intake.RightLead, "outbox", "posts that their channel could not say as they were meant"},
	{"retry-post", http.MethodPost, "/posts/{id}/retry", intake.ScopeOutboxWrite, intake.RightLead, "outbox", "try one of the dead again"},

	{"list-chats", http.MethodGet, "/chats", intake.ScopeChatsRead, intake.RightLead, "chats", "the chats that we are in"},
	{"make-chat-code", http.MethodPost, "/chats/{id}/code", intake.ScopeChatsWrite, intake.RightLead, "chats", "a one-time code that finds a lost chat again"},
	{"set-weekly", http.MethodPost, "/chats/{id}/weekly", intake.ScopeChatsWrite, intake.RightLead, "chats", "whether a group has the picture of each week"},
	{"list-doors", http.MethodGet, "/chats/{id}/doors", intake.ScopeChatsRead, intake.RightLead, "chats", "links by which people report from a group"},
	{"open-door", http.MethodPost, "/chats/{id}/doors", intake.ScopeChatsWrite, intake.RightLead, "chats", "make one; a group that has one keeps it"},
	{"close-door", http.MethodDelete, "/doors/{code}", intake.ScopeChatsWrite, intake.RightLead, "chats", "withdraw one"},
	{"list-members", http.MethodGet, "/chats/{id}/members", intake.ScopeChatsRead, intake.RightLead, "chats", "under which names people speak in a room of ours"},
	{"invite-member", http.MethodPost, "/chats/{id}/members", intake.ScopeChatsWrite, intake.RightLead, "chats", "a one-time link that lets somebody speak there under a name"},

	{"list-people", http.MethodGet, "/people", intake.ScopePeopleRead, intake.RightPeople, "people", "who is on the staff"},
	{"list-invitations", http.MethodGet, "/invitations", intake.ScopePeopleRead, intake.RightPeople, "people", "invitations that nobody used yet"},
	{"invite-person", http.MethodPost, "/invitations", intake.ScopePeopleWrite, intake.RightPeople, "people", "a one-time code that takes somebody on"},
	{"give-office", http.MethodPost, "/people/{id}/offices", intake.ScopePeopleWrite, intake.RightPeople, "people", "one more office"},
	{"take-office", http.MethodPost, "/people/{id}/offices/take", intake.ScopePeopleWrite, intake.RightPeople, "people", "an office less"},
	{"dismiss-person", http.MethodDelete, "/people/{id}", intake.ScopePeopleWrite, intake.RightPeople, "people", "off the staff"},

	{"list-cells", http.MethodGet, "/cells", intake.ScopeAreasRead, "", "areas", "areas, without their boundaries"},
	{"list-places", http.MethodGet, "/places", intake.ScopeAreasRead, "", "areas", "named places"},
	{"list-units", http.MethodGet, "/units", intake.ScopeAreasRead, "", "areas", "units that repair"},
	{"list-categories", http.MethodGet, "/categories", intake.ScopeAreasRead, "", "areas", "classes of trouble"},
	{"list-routes", http.MethodGet, "/routes", intake.ScopeAreasRead, "", "areas", "by what it is decided who gets a matter"},
	{"try-routes", http.MethodGet, "/routes/try", intake.ScopeAreasRead, "", "areas", "who would get a matter, and why"},
	{"list-duties", http.MethodGet, "/duties", intake.ScopeAreasRead, "", "areas", "who of each unit is on duty"},
	{"list-promises", http.MethodGet, "/promises", intake.ScopeAreasRead, "", "areas", "what is promised of each class"},
	{"list-special-days", http.MethodGet, "/calendar/{year}", intake.ScopeAreasRead, "", "areas", "holidays, and weekends that are worked on"},
	{"list-learnt", http.MethodGet, "/learnt", intake.ScopeAreasRead, intake.RightLead, "areas", "names of places that people taught, newest first"},
	{"correct-learnt", http.MethodPost, "/learnt", intake.ScopeAreasWrite, intake.RightLead, "areas", "say where such a name is"},
	{"forget-learnt", http.MethodPost, "/learnt/forget", intake.ScopeAreasWrite, intake.RightLead, "areas", "go by such a name no more"},

	{"get-stats", http.MethodGet, "/stats", intake.ScopeStatsRead, "", "stats", "the figures of some days, each with its base and what is left out"},
	{"list-figures", http.MethodGet, "/stats/figures", intake.ScopeStatsRead, "", "stats", "what the figures mean"},
	{"list-figure-tickets", http.MethodGet, "/stats/figures/{figure}/{part}", intake.ScopeStatsRead, "", "stats", "the numbers of the tickets behind a part of a figure"},
	{"list-spots", http.MethodGet, "/stats/spots", intake.ScopeStatsRead, "", "stats", "where the same trouble came back after a repair, worst first"},
	{"list-ledger", http.MethodGet, "/ledger", intake.ScopeStatsRead, "", "stats", "the ledger, oldest first"},

	{"list-channels", http.MethodGet, "/channels", intake.ScopeHouseRead, intake.RightLead, "house", "how the channels are"},
	{"list-jobs", http.MethodGet, "/jobs", intake.ScopeHouseRead, intake.RightLead, "house", "how much is still to be done"},
	{"list-failed-jobs", http.MethodGet, "/jobs/failed", intake.ScopeHouseRead, intake.RightLead, "house", "jobs that failed, newest first"},
	{"retry-job", http.MethodPost, "/jobs/{id}/retry", intake.ScopeHouseWrite, intake.RightLead, "house", "try one of them again at once"},
	{"list-learning", http.MethodGet, "/learning", intake.ScopeHouseRead, intake.RightLead, "house", "how well triage has learned"},
	{"list-audit", http.MethodGet, "/audit", intake.ScopeHouseRead, intake.RightLead, "house", "who changed rights, looked, was refused or objected, newest first"},

	{"list-webhooks", http.MethodGet, "/webhooks", intake.ScopeWebhooks, "", "webhooks", "who is told of events"},
	{"add-webhook", http.MethodPost, "/webhooks", intake.ScopeWebhooks, "", "webhooks", "have a program told; the secret is shown now only"},
	{"switch-webhook", http.MethodPost, "/webhooks/{id}/state", intake.ScopeWebhooks, "", "webhooks", "switch one on or off"},
	{"remove-webhook", http.MethodDelete, "/webhooks/{id}", intake.ScopeWebhooks, "", "webhooks", "take one away"},
	{"try-webhook", http.MethodPost, "/webhooks/{id}/try", intake.ScopeWebhooks, "", "webhooks", "send a message that tells nothing"},
	{"list-calls", http.MethodGet, "/webhooks/{id}/calls", intake.ScopeWebhooks, "", "webhooks", "what it was told and how that went, newest first"},
	{"repeat-call", http.MethodPost, "/calls/{id}/again", intake.ScopeWebhooks, "", "webhooks", "tell it once more"},
}

// handle answers an operation of the table. Scope and right are asked before anything
// else.
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
			if o.right != "" {
				if err := a.options.Desk.Require(ctx, c.officer, o.right); err != nil {
					return nil, problem(ctx, o.id, err)
				}
			}
			out, err := f(ctx, c, in)
			return out, problem(ctx, o.id, err)
		})
	}
}
