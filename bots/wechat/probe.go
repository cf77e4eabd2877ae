package wechat

import "snapgrid/bots"

var _ bots.Prober = (*Adapter)(nil)

// Probe says whether the account is logged in and hears.
func (a *Adapter) Probe() (works bool, note string) {
	switch a.Pairing().Trouble() {
	case bots.NeedsTap:
		return false, "waits for its phone to confirm the login"
	case bots.NeedsScan:
		return false, "waits for its code to be scanned"
	case bots.LoggedOut:
		return false, "not logged in"
	case bots.HearNothing:
		return false, "logged in, but heard nothing for long: open WeChat on its phone"
	case bots.NoTrouble:
	}
	return true, "logged in"
}
