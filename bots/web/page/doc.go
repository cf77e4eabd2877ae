// Package page is what all pages share: who is visiting and in which language,
// the guard against forged forms, the layout, and what is said when something
// is wrong.
//
// A page is a [Handler]: it gets a [Visitor] as a value, shows a template by
// [Pages.Show] or returns an error, which becomes a sentence. Nobody but this
// package reads the cookies of language, session and form guard.
package page
