package intake

// Past tells of one step over messages that are old: how many were looked at, and how
// many of them had led to nothing and are no more.
type Past struct{ Seen, Dropped int }
