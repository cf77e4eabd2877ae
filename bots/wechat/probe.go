package wechat

import "snapgrid/bots"

var _ bots.Prober = (*Adapter)(nil)

// Probe says whether the account is logged in.
func (a *Adapter) Probe() (works bool, note string) {
	h := a.Health()
	switch {
	case h.LoggedIn:
		return true, "logged in"
	case h.Confirm:
		return false, "waits for its phone to confirm the login"
	case h.Pairing != "":
		return false, "waits for its code to be scanned"
	}
	return false, "not logged in"
}
