package sqlite

import "snapgrid/storage/row"

// dialect is how SQLite takes lists and times.
var dialect = row.Dialect{
	In:   func(column, arg string) string { return column + ` in (select value from json_each(` + arg + `))` },
	Of:   func(column, query string) string { return column + ` in (` + query + `)` },
	Head: func(column string) string { return `json_extract(` + column + `, '$[0]')` },
	Bare: func(column string) string { return `+` + column },
	List: func(words []string) any { return row.List(words) },
	Nums: func(numbers []int64) any { return row.JSON(numbers) },
	Time: moment,
}
