package intake

import "context"

// Fence proves that its holder was the only one allowed to do a thing when it
// began. A write that carries a fence is refused with [CodeConflict] once
// another node has taken the lease over.
type Fence struct {
	Lease string // "telegram/123456"
	Token int64  // rises with every change of the holder
}

// fenceKey finds the fence in a context.
type fenceKey struct{}

// UnderFence is a context under which the database refuses every write once the
// lease is in other hands.
func UnderFence(ctx context.Context, f Fence) context.Context {
	return context.WithValue(ctx, fenceKey{}, f)
}

// FenceOf is the fence of a context; the zero Fence guards nothing.
func FenceOf(ctx context.Context) Fence {
	f, _ := ctx.Value(fenceKey{}).(Fence)
	return f
}
