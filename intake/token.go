package intake

import (
	"slices"
	"time"
)

// Token lets another program in, with the rights of an officer and no more of them than
// its scopes name. The key itself is shown once and kept as a sum only.
type Token struct {
	ID      int64
	Name    string // for people
	Scopes  []TokenScope
	Officer int64 // in whose rights it acts
	Service bool  // the officer is there for this token alone, and leaves with it
	MadeBy  int64 // the officer who made it; 0: who has the database in hand
	MadeAt  time.Time
	Expires time.Time // zero: never
	UsedOn  time.Time // the last day on which it was used; zero: never
	Ended   time.Time // zero while it is good
}

// Good reports whether the token lets in.
func (t Token) Good(now time.Time) bool {
	return t.Ended.IsZero() && (t.Expires.IsZero() || now.Before(t.Expires))
}

// Allows reports whether the token was made for something.
func (t Token) Allows(s TokenScope) bool { return slices.Contains(t.Scopes, s) }

// TokenScope is a part of what programs can do.
type TokenScope string

// The scopes.
const (
	ScopeTicketsRead  TokenScope = "tickets:read"
	ScopeTicketsWrite TokenScope = "tickets:write" // deeds and whistles, and photos for them
	ScopeTicketsWords TokenScope = "tickets:words" // words for staff, and what was sent as it was, where the officer has the ticket
	ScopeInboxRead    TokenScope = "inbox:read"
	ScopeInboxWrite   TokenScope = "inbox:write"
	ScopeOutboxRead   TokenScope = "outbox:read"
	ScopeOutboxWrite  TokenScope = "outbox:write"
	ScopeChatsRead    TokenScope = "chats:read"
	ScopeChatsWrite   TokenScope = "chats:write"
	ScopePeopleRead   TokenScope = "people:read"
	ScopePeopleWrite  TokenScope = "people:write"
	ScopeAreasRead    TokenScope = "areas:read" // cells, places, units, classes, routes, who is on duty
	ScopeAreasWrite   TokenScope = "areas:write"
	ScopeStatsRead    TokenScope = "stats:read" // figures, hot spots, the ledger
	ScopeHouseRead    TokenScope = "house:read" // channels, jobs, what was learnt, the audit
	ScopeHouseWrite   TokenScope = "house:write"
	ScopeWebhooks     TokenScope = "webhooks"
)

// TokenScopes lists all scopes.
func TokenScopes() []TokenScope {
	return []TokenScope{
		ScopeTicketsRead, ScopeTicketsWrite, ScopeTicketsWords, ScopeInboxRead, ScopeInboxWrite, ScopeOutboxRead, ScopeOutboxWrite,
		ScopeChatsRead, ScopeChatsWrite, ScopePeopleRead, ScopePeopleWrite, ScopeAreasRead, ScopeAreasWrite, ScopeStatsRead, ScopeHouseRead, ScopeHouseWrite, ScopeWebhooks,
	}
}

// Answer is what was answered to a program's request under a key of its own, so that a
// request that is sent again is not done again.
type Answer struct {
	Token   int64
	Key     string
	Request string // sum of what was asked
	Status  int    // of HTTP; 0 while it is being answered
	Type    string // media type of the body
	Place   string // where the new thing is, if there is one
	Tag     string // ETag of what was answered, if it had one
	Body    []byte
	At      time.Time
}
