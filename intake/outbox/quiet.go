package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"snapgrid/intake"
)

// awake is how long after a message its chat counts as awake: who just spoke
// wants to hear more.
const awake = 30 * time.Minute

// patient reports whether a post can wait for the morning: nobody asked for it,
// nobody is in danger, and it is for people who do not do this for their work. A
// correction wakes up nobody.
func patient(p intake.Post, chat intake.Chat) bool {
	return (p.Kind == intake.PostResolution || p.Kind == intake.PostNews) && p.Edits == "" && chat.Kind != intake.ChatStaff
}

// rest is until when a post is held; zero if it may be said now.
func (o *Outbox) rest(ctx context.Context, p intake.Post, chat intake.Chat) (until time.Time, err error) {
	now := o.now().In(o.zone)
	if !patient(p, chat) || !o.quiet.include(now) {
		return time.Time{}, nil
	}
	heard, err := o.store.LastHeard(ctx, chat.ID)
	if err != nil || !heard.IsZero() && now.Sub(heard) < awake {
		return time.Time{}, err
	}
	return o.quiet.end(now), nil
}

// longestNight is how far ahead anything can be held.
const longestNight = 24 * time.Hour

// hold puts a post aside until the morning, out of the way of those behind it.
func (o *Outbox) hold(ctx context.Context, p intake.Post, until time.Time) error {
	p.State, p.NotBefore = intake.PostHeld, until
	p.Attempts-- // it was not tried
	return o.store.SavePost(ctx, p)
}

// Release lets the chats hear what was held for them, once the quiet hours are over:
// also when they were changed meanwhile.
func (o *Outbox) Release(ctx context.Context) error {
	if o.quiet.include(o.now().In(o.zone)) {
		return nil
	}
	chats, err := o.store.HeldChats(ctx, o.now().Add(longestNight))
	if err != nil {
		return err
	}
	var failed []error // of one chat, which holds no other
	for _, chat := range chats {
		err := o.store.InTx(ctx, func(ctx context.Context) error { return o.releaseChat(ctx, chat) })
		if err != nil {
			failed = append(failed, fmt.Errorf("release what was held for chat %d: %w", chat, err))
		}
	}
	return errors.Join(failed...)
}

// releaseChat lets a chat hear a few posts one by one. More in one place become
// one list, and those who reported the matters hear the rest in private, if they
// ever talked to us there.
func (o *Outbox) releaseChat(ctx context.Context, id int64) error {
	held, err := o.store.HeldPosts(ctx, id, o.now().Add(longestNight))
	if err != nil || len(held) == 0 {
		return err
	}
	chat, err := o.store.Chat(ctx, id)
	if err != nil {
		return err
	}
	for _, posts := range byTopic(held) {
		if chat.Kind == intake.ChatPrivate || len(posts) <= o.digest {
			err = o.sayEach(ctx, posts)
		} else {
			err = o.sayList(ctx, chat, posts)
		}
		if err != nil {
			return err
		}
	}
	return o.store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: id}})
}

// byTopic parts posts by the thread that they belong to, in the order in which
// the threads first appear. What is about no ticket can be in no list.
func byTopic(posts []intake.Post) [][]intake.Post {
	var groups [][]intake.Post
	place := map[string]int{}
	for _, p := range posts {
		if p.Ticket == 0 {
			groups = append(groups, []intake.Post{p})
			continue
		}
		i, known := place[p.Topic]
		if !known {
			i = len(groups)
			place[p.Topic], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], p)
	}
	return groups
}

func (o *Outbox) sayEach(ctx context.Context, posts []intake.Post) error {
	for _, p := range posts {
		p.State, p.NotBefore = intake.PostWaiting, time.Time{}
		if err := o.store.SavePost(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// sayList puts one list in the place of many posts.
func (o *Outbox) sayList(ctx context.Context, chat intake.Chat, posts []intake.Post) error {
	tickets := make([]int64, len(posts))
	for i, p := range posts {
		tickets[i] = p.Ticket
	}
	words, err := o.lister.List(ctx, chat, tickets)
	if err != nil {
		return fmt.Errorf("word the list of %d posts: %w", len(posts), err)
	}
	_, err = o.store.PutPost(ctx, intake.Post{
		Key: fmt.Sprintf("list/%d/%d", chat.ID, posts[0].ID), ChatID: chat.ID, Topic: posts[0].Topic,
		Kind: intake.PostNews, Text: words, CreatedAt: o.now(),
	})
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.Alternate != 0 && p.Alternate != p.ChatID {
			if err := o.redirect(ctx, p); err != nil {
				return err
			}
			continue
		}
		p.State = intake.PostFolded
		if err := o.store.SavePost(ctx, p); err != nil {
			return err
		}
	}
	return nil
}
