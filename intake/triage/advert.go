package triage

// trade is the kind of small talk that sells something.
const trade = "trade"

// Advertises reports whether words try to sell something, and tell of no trouble.
func (c *Classifier) Advertises(words string) bool {
	r := c.read(words)
	troubles := c.findTroubles(&r)
	for _, h := range r.hits {
		for _, u := range h.term.uses {
			if u.role == roleChat && c.chats[u.rule].Name == trade && !h.masked && !within(h, troubles) {
				return true
			}
		}
	}
	return false
}
