package postgres

import "snapgrid/storage/row"

// dialect is how PostgreSQL takes lists and times.
var dialect = row.Dialect{
	In:   func(column, arg string) string { return column + ` = any(` + arg + `)` },
	Of:   func(column, query string) string { return column + ` = any(array(` + query + `))` },
	Head: func(column string) string { return column + `::json ->> 0` },
	Bare: func(column string) string { return column },
	List: func(words []string) any { return row.Texts(words) },
	Nums: func(numbers []int64) any { return numbers },
	Time: moment,
}
