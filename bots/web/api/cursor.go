package api

import (
	"encoding/base64"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// Page is what every list takes. The cursor is what the page before gave.
type Page struct {
	Cursor string `query:"cursor" maxLength:"40" doc:"next of the page before; empty for the first"`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
}

// list is a page. Next is empty on the last one.
type list[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

// below is the number that the page begins below; 0: from the newest.
func (p Page) below() (int64, error) {
	if p.Cursor == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(p.Cursor)
	if err == nil {
		if n, err := strconv.ParseInt(string(b), 10, 64); err == nil && n > 0 {
			return n, nil
		}
	}
	return 0, huma.Error422UnprocessableEntity("the cursor is none of ours")
}

// look is how many to look for: one that is beyond the page tells that there is a next.
func (p Page) look() int { return p.Limit + 1 }

func cursor(n int64) string {
	return base64.RawURLEncoding.EncodeToString(strconv.AppendInt(nil, n, 10))
}

// listed is the page of what was found, which is one more than the limit if there is a
// next page; number tells where that begins. Without a limit it is all.
func listed[F, T any](found []F, limit int, number func(F) int64, view func(F) T) *list[T] {
	out := &list[T]{}
	if limit > 0 && len(found) > limit {
		found = found[:limit]
		out.Body.Next = cursor(number(found[limit-1]))
	}
	out.Body.Items = make([]T, 0, len(found))
	for _, f := range found {
		out.Body.Items = append(out.Body.Items, view(f))
	}
	return out
}
