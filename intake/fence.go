package intake

// Fence proves that its holder was the only one allowed to do a thing when it
// began. A write that carries a fence is refused with [CodeConflict] once
// another node has taken the lease over.
type Fence struct {
	Lease string // "telegram/123456"
	Token int64  // rises with every change of the holder
}
