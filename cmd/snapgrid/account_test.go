package main

import (
	"slices"
	"strconv"

	"github.com/rs/zerolog"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/database"
)

// database opens the database of the scene beside the program.
func (s *scene) database() storage.Database {
	s.Helper()
	db, err := database.Open(s.Context(), s.cfg.Database, storage.Options{Logger: zerolog.Nop()})
	s.sound(err)
	return db
}

// auditAccounts finds the history of each report's ticket to add up with the ledger: it
// was opened once, repaired as often as the officer said so, and stands where its last
// event left it; and each answer that is noted as given was heard, once under its number.
func (f *field) auditAccounts() {
	f.Helper()
	db := f.database()
	defer db.Close()
	for _, r := range f.reports {
		n, err := strconv.ParseInt(r.n, 10, 64)
		if err != nil {
			continue // which was told already
		}
		ticket, err := db.Ticket(f.Context(), n)
		f.sound(err)
		events, err := db.Events(f.Context(), n)
		f.sound(err)
		posts, err := db.PostsOf(f.Context(), n)
		f.sound(err)
		repairs := 0
		if r.fixed {
			repairs = 1
		}
		happened := func(k intake.EventKind) int { return count(events, func(e intake.Event) bool { return e.Kind == k }) }
		if o, d := happened(intake.EventOpened), happened(intake.EventResolved); o != 1 || d != repairs || events[len(events)-1].Status != ticket.Status {
			f.Errorf("#%d, repaired %d times, is %s, and its history: %+v", n, repairs, ticket.Status, events)
		}
		if a, d := f.given(r, posts, intake.PostAck), f.given(r, posts, intake.PostResolution); a != 1 || d != repairs {
			f.Errorf("#%d, repaired %d times, was acknowledged %d times and its repair told %d times: %+v", n, repairs, a, d, posts)
		}
	}
}

// given counts the posts of a kind to a reporter whose answer by the channel was noted,
// and finds that the chat has each of them.
func (f *field) given(r *spoken, posts []intake.Post, kind intake.PostKind) int {
	f.Helper()
	return count(posts, func(p intake.Post) bool {
		if p.Kind != kind || p.Edits != "" || p.State != intake.PostSent || p.ReplyTo == "" {
			return false
		}
		for _, sent := range p.SentAs {
			if heard := count(r.chat.Heard(), func(s telegramtest.Sent) bool { return strconv.Itoa(s.ID) == sent && s.Kind != telegramtest.Edit }); heard != 1 {
				f.Errorf("message %s of post %s was heard %d times", sent, p.Key, heard)
			}
		}
		return len(p.SentAs) > 0
	})
}

func count[T any](list []T, fits func(T) bool) int {
	return len(slices.DeleteFunc(slices.Clone(list), func(item T) bool { return !fits(item) }))
}
