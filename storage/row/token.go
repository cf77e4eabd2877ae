package row

import "snapgrid/intake"

// TokenColumns are the columns of [Token].
const TokenColumns = `id, name, scopes, officer, service, made_by, made_at, expires, used_on, ended_at`

// Token scans [TokenColumns].
func Token(r Scanner) (intake.Token, error) {
	var t intake.Token
	err := r.Scan(&t.ID, &t.Name, fromJSON(&t.Scopes), &t.Officer, &t.Service, &t.MadeBy,
		Time(&t.MadeAt), Time(&t.Expires), Time(&t.UsedOn), Time(&t.Ended))
	return t, err
}

// AnswerColumns are the columns of [Answer].
const AnswerColumns = `token, key, request, status, kind, place, tag, body, at`

// Answer scans [AnswerColumns].
func Answer(r Scanner) (intake.Answer, error) {
	var a intake.Answer
	err := r.Scan(&a.Token, &a.Key, &a.Request, &a.Status, &a.Type, &a.Place, &a.Tag, &a.Body, Time(&a.At))
	return a, err
}
