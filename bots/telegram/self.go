package telegram

import (
	"context"
	"sync"

	"github.com/rs/zerolog"
)

// identity is what getMe says about our own account.
type identity struct {
	id       int64
	username string
	hearsAll bool // privacy mode is off: ordinary messages of groups reach us
}

// self remembers our identity.
type self struct {
	mu    sync.Mutex
	known *identity
}

// whoami asks Telegram who we are and remembers the answer.
func (a *Adapter) whoami(ctx context.Context) (identity, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	me, err := a.api.GetMe(ctx)
	if err != nil {
		return identity{}, harmless(a.fault(err))
	}
	found := identity{id: me.ID, username: me.Username, hearsAll: me.CanReadAllGroupMessages}
	a.self.mu.Lock()
	defer a.self.mu.Unlock()
	if !found.hearsAll && (a.self.known == nil || a.self.known.hearsAll) {
		zerolog.Ctx(ctx).Warn().Str("bot", found.username).Msg("privacy mode is on: " + deafHint)
	}
	a.self.known = &found
	return found, nil
}

// Invitation is a link that opens the chat with us and sends /start with the code.
func (a *Adapter) Invitation(ctx context.Context, code string) (string, error) {
	me, err := a.identity(ctx, false)
	if err != nil {
		return "", err
	}
	return "https://t.me/" + me.username + "?start=" + code, nil
}

// identity returns what is remembered, and asks if nothing is. Afresh, it asks
// first: the privacy mode may have changed.
func (a *Adapter) identity(ctx context.Context, afresh bool) (identity, error) {
	a.self.mu.Lock()
	known := a.self.known
	a.self.mu.Unlock()
	if known != nil && !afresh {
		return *known, nil
	}
	found, err := a.whoami(ctx)
	if err != nil && known != nil {
		return *known, nil
	}
	return found, err
}
