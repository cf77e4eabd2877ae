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
	Scopes  []Scope
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
func (t Token) Allows(s Scope) bool { return slices.Contains(t.Scopes, s) }

// Scope is a part of what programs can do.
type Scope string

// The scopes.
const (
	ScopeTicketsRead  Scope = "tickets:read"
	ScopeTicketsWrite Scope = "tickets:write" // deeds, and photos for them
	ScopeTicketsWords Scope = "tickets:words" // words for staff, where the officer has the ticket
	ScopeInboxRead    Scope = "inbox:read"
	ScopeInboxWrite   Scope = "inbox:write"
	ScopeOutboxRead   Scope = "outbox:read"
	ScopeOutboxWrite  Scope = "outbox:write"
	ScopeChatsRead    Scope = "chats:read"
	ScopeChatsWrite   Scope = "chats:write"
	ScopePeopleRead   Scope = "people:read"
	ScopePeopleWrite  Scope = "people:write"
	ScopeAreasRead    Scope = "areas:read" // cells, places, units, classes, routes
	ScopeAreasWrite   Scope = "areas:write"
	ScopeWebhooks     Scope = "webhooks"
)

// Scopes lists all scopes.
func Scopes() []Scope {
	return []Scope{
		ScopeTicketsRead, ScopeTicketsWrite, ScopeTicketsWords, ScopeInboxRead, ScopeInboxWrite, ScopeOutboxRead, ScopeOutboxWrite,
		ScopeChatsRead, ScopeChatsWrite, ScopePeopleRead, ScopePeopleWrite, ScopeAreasRead, ScopeAreasWrite, ScopeWebhooks,
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
	Body    []byte
	At      time.Time
}
