package wechat

import (
	"context"
	"fmt"
)

// tidy forgets the records of chats that wait and that an administrator found
// again under another record.
func (a *Adapter) tidy(ctx context.Context) error {
	gone := map[string]bool{}
	for _, w := range a.book.waiting() {
		now, err := a.needs.Current(ctx, w.Ref.ID)
		if err != nil {
			return fmt.Errorf("look up the chat %s: %w", w.Ref.ID, err)
		}
		if now != w.Ref.ID {
			gone[w.Ref.ID] = true
		}
	}
	a.book.drop(gone)
	return a.book.save()
}
