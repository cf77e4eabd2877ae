package row

// Rows hands each row of an answer to visit, until there is none or visit fails.
type Rows func(visit func(Scanner) error) error

// All reads all rows; without any, nil.
func All[T any](rows Rows, scan func(Scanner) (T, error)) ([]T, error) {
	var found []T
	err := rows(func(r Scanner) error {
		item, err := scan(r)
		found = append(found, item)
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// First is the first of what was found; without any, what was looked for is not there.
func First[T any](found []T, what string, err error) (T, error) {
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
func Tally[W ~string](rows Rows) (map[W]int, error) {
	counts := map[W]int{}
	err := rows(func(r Scanner) error {
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
