package intake

import "time"

// Claim is what a one-time code gives to the person who shows it: the rights of
// an officer, a session on the pages, or the binding of a chat.
type Claim struct {
	Kind    ClaimKind
	Officer Officer // of an officer's code; of a login, only its ID; of an invitation, who invited, and the Name to be taken
	Chat    Chat    // of a chat's code: kind, cell, language; with an ID and Ref the chat that was lost sight of, or the room to be entered
	Expires time.Time
}

// ClaimKind sorts claims.
type ClaimKind string

// The kinds of claims.
const (
	ClaimOfficer ClaimKind = "officer"
	ClaimLogin   ClaimKind = "login"
	ClaimChat    ClaimKind = "chat"
	ClaimMember  ClaimKind = "member"
)

// Session is a browser that showed a valid claim.
type Session struct {
	Officer Officer
	Expires time.Time
}
