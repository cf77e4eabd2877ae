package row

import "context"

// Querier asks a database.
type Querier interface {
	// Read hands each row of a query to visit, until there is none or visit fails.
	Read(ctx context.Context, query string, args []any, visit func(Scanner) error) error
}

// All reads all rows; without any, nil.
func All[T any](ctx context.Context, q Querier, scan func(Scanner) (T, error), query string, args ...any) ([]T, error) {
	var found []T
	err := q.Read(ctx, query, args, func(r Scanner) error {
		item, err := scan(r)
		found = append(found, item)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// One reads the first row; without any, what was looked for is not there.
func One[T any](ctx context.Context, q Querier, what string, scan func(Scanner) (T, error), query string, args ...any) (T, error) {
	found, err := All(ctx, q, scan, query, args...)
	if err == nil && len(found) == 0 {
		err = Missing(what)
	}
	if err != nil {
		var none T
		return none, err
	}
	return found[0], nil
}

// Tally reads pairs of a word and a number.
func Tally[W ~string](ctx context.Context, q Querier, query string, args ...any) (map[W]int, error) {
	counts := map[W]int{}
	err := q.Read(ctx, query, args, func(r Scanner) error {
		var word string
		var n int
		err := r.Scan(&word, &n)
		counts[W(word)] = n
		return err
	})
	if err != nil {
		return nil, err
	}
	return counts, nil
}
