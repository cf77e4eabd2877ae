package sqlite

import "context"

// Changes is closed when something changed.
func (s *Store) Changes() <-chan struct{} { return s.bell.Changes() }

// PassHints wakes those who wait for changes, until ctx ends. The file has no other
// nodes to tell.
func (s *Store) PassHints(ctx context.Context) error {
	s.bell.Run(ctx, func(context.Context) {})
	return nil
}
