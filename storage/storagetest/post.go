package storagetest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"snapgrid/intake"
)

// sent keeps a post and has it sent.
func (b *bench) sent(p intake.Post, as ...string) intake.Post {
	b.Helper()
	if !must(b.PutPost(b.Context(), p))(b) {
		b.Fatalf("post %s was there", p.Key)
	}
	p = must(b.FindPost(b.Context(), p.Key))(b)
	p.State, p.SentAt, p.SentAs = intake.PostSent, kept(noon), as
	b.ok(b.SavePost(b.Context(), p))
	return p
}

// claim claims the next post of a chat for a minute; none is nil.
func (b *bench) claim(chat int64, now time.Time) *intake.Post {
	b.Helper()
	p, ok, _, err := b.ClaimPost(b.Context(), chat, now, now.Add(time.Minute))
	b.ok(err)
	if !ok {
		return nil
	}
	return &p
}

func (b *bench) posts(chat int64, keys ...string) {
	b.Helper()
	for _, key := range keys {
		must(b.PutPost(b.Context(), intake.Post{Key: key, ChatID: chat, CreatedAt: noon}))(b)
	}
}

var postLaws = []law{
	{"the cards of a ticket are known, and edits that are not said yet give way to later ones", func(b *bench) {
		chat := b.chat("office").ID
		b.sent(intake.Post{Key: "card/7", ChatID: chat, Ticket: 7, Kind: intake.PostCard, Text: "new"}, "50")
		for i, p := range []intake.Post{
			{Key: "ack/7", Kind: intake.PostAck, Ticket: 7}, {Key: "card/8", Kind: intake.PostCard, Ticket: 8},
			{Key: "edit/1", Kind: intake.PostCard, Ticket: 7, Edits: "card/7"}, {Key: "alarm/7", Kind: intake.PostAlarm, Ticket: 7},
			{Key: "edit/2", Kind: intake.PostAlarm, Ticket: 7, Edits: "alarm/7"}, {Key: "edit/8", Kind: intake.PostCard, Ticket: 8, Edits: "card/7"},
		} {
			p.ChatID, p.Text, p.CreatedAt = chat, fmt.Sprint(i), kept(noon)
			must(b.PutPost(b.Context(), p))(b)
		}
		b.ok(b.DropEdits(b.Context(), 7, "card/7"))
		var got []string
		for _, p := range must(b.CardsOf(b.Context(), 7))(b) {
			got = append(got, p.Key+" "+string(p.State))
		}
		equal(b, got, []string{"card/7 sent", "edit/1 sent", "alarm/7 waiting", "edit/2 waiting"})
		equal(b, must(b.FindPost(b.Context(), "edit/8"))(b).State, intake.PostWaiting)
	}},
	{"a post comes back as it was, once for each key", func(b *bench) {
		p := intake.Post{
			Key: "ack/1", ChatID: b.chat("a").ID, Topic: "5", ReplyTo: "17", Ticket: 3, Kind: intake.PostAck, Text: "#3 收到 👀",
			Photos: []string{"renditions/a_1280.jpg", "renditions/b_1280.jpg"}, Buttons: []intake.Button{{Label: "满意", Data: "ok:3"}},
			Reaction: "👀", Edits: "ack/0", Alternate: 9, NotBefore: kept(noon.Add(time.Hour)), CreatedAt: kept(noon),
		}
		equal(b, must(b.PutPost(b.Context(), p))(b), true)
		changed := p
		changed.Text = "other"
		equal(b, must(b.PutPost(b.Context(), changed))(b), false)
		found := must(b.FindPost(b.Context(), "ack/1"))(b)
		p.ID, p.State = found.ID, intake.PostWaiting
		equal(b, found, p)
		p.State, p.Attempts, p.NotBefore, p.SentAt, p.SentAs = intake.PostSent, 3, time.Time{}, kept(noon), []string{"20", "21"}
		p.Failure, p.ChatID, p.Topic, p.ReplyTo, p.Reaction = "was slow", b.chat("b").ID, "", "", "👀"
		b.ok(b.SavePost(b.Context(), p))
		equal(b, must(b.FindPost(b.Context(), "ack/1"))(b), p)
		_, err := b.FindPost(b.Context(), "none")
		b.code(err, intake.CodeNotFound)
		p.ID++
		b.code(b.SavePost(b.Context(), p), intake.CodeNotFound)
	}},
	{"the post of a message", func(b *bench) {
		chat := b.chat("a").ID
		p := b.sent(intake.Post{Key: "k", ChatID: chat}, "20", "21")
		equal(b, must(b.PostOf(b.Context(), chat, "21"))(b).ID, p.ID)
		_, err := b.PostOf(b.Context(), chat, "22")
		b.code(err, intake.CodeNotFound)
		_, err = b.PostOf(b.Context(), chat+1, "20")
		b.code(err, intake.CodeNotFound)
	}},
	{"posts of a chat are claimed in order, one at a time", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "1", "2")
		b.posts(b.chat("b").ID, "other")
		p := b.claim(chat, noon)
		equal(b, []any{p.Key, p.State, p.Attempts}, []any{"1", intake.PostWaiting, 1})
		equal(b, b.claim(chat, noon), nil)
		p.State = intake.PostSent
		b.ok(b.SavePost(b.Context(), *p))
		p = b.claim(chat, noon)
		equal(b, p.Key, "2")
		p.State = intake.PostDead
		b.ok(b.SavePost(b.Context(), *p))
		equal(b, b.claim(chat, noon), nil)
		equal(b, b.claim(b.chat("b").ID, noon).Key, "other")
	}},
	{"a post that is not due holds those behind it", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "1", "2")
		p := b.claim(chat, noon)
		p.State, p.NotBefore, p.Failure = intake.PostWaiting, noon.Add(time.Hour), "429"
		b.ok(b.SavePost(b.Context(), *p))
		_, ok, due, err := b.ClaimPost(b.Context(), chat, noon, noon.Add(time.Minute))
		b.ok(err)
		equal(b, []any{ok, due}, []any{false, kept(noon.Add(time.Hour))})
		again := b.claim(chat, noon.Add(time.Hour))
		equal(b, []any{again.Key, again.State, again.Attempts, again.Failure}, []any{"1", intake.PostWaiting, 2, "429"})
	}},
	{"a claim that ran out may be taken again, and says so", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "1", "2")
		b.claim(chat, noon)
		equal(b, b.claim(chat, noon.Add(59*time.Second)), nil)
		p := b.claim(chat, noon.Add(time.Minute))
		equal(b, []any{p.Key, p.State, p.Attempts}, []any{"1", intake.PostSending, 2})
		equal(b, b.claim(chat, noon.Add(time.Minute)), nil)
	}},
	{"freed claims can be taken at once, and say so", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "1")
		b.claim(chat, noon)
		b.ok(b.FreeClaims(b.Context()))
		p := b.claim(chat, noon)
		equal(b, []any{p.Key, p.State, p.Attempts}, []any{"1", intake.PostSending, 2})
	}},
	{"many deliver a chat, each post once and in order", func(b *bench) {
		chat := b.chat("a").ID
		for i := range 20 {
			b.posts(chat, fmt.Sprintf("%02d", i))
		}
		var mutex sync.Mutex
		var order []string
		var speaking atomic.Int64
		deadline := time.Now().Add(30 * time.Second)
		atOnce(b.T, 8, func(int) {
			for time.Now().Before(deadline) {
				p, ok, _, err := b.ClaimPost(b.Context(), chat, noon, noon.Add(time.Minute))
				if err != nil {
					b.Error(err)
					return
				}
				if !ok {
					mutex.Lock()
					done := len(order) == 20
					mutex.Unlock()
					if done {
						return
					}
					continue
				}
				if speaking.Add(1) > 1 {
					b.Error("two speak in one chat")
				}
				mutex.Lock()
				order = append(order, p.Key)
				mutex.Unlock()
				p.State = intake.PostSent
				speaking.Add(-1)
				if err := b.SavePost(b.Context(), p); err != nil {
					b.Error(err)
				}
			}
		})
		equal(b, len(order), 20)
		for i, key := range order {
			equal(b, key, fmt.Sprintf("%02d", i))
		}
	}},
	{"an older post that is committed late waits for the claimed one", func(b *bench) {
		chat, concurrent := b.chat("a").ID, b.concurrent()
		var claimed *intake.Post
		b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
			must(b.PutPost(ctx, intake.Post{Key: "late", ChatID: chat, CreatedAt: noon}))(b)
			if concurrent {
				b.posts(chat, "quick")
				claimed = b.claim(chat, noon)
			}
			return nil
		}))
		if claimed != nil {
			equal(b, claimed.Key, "quick")
			equal(b, b.claim(chat, noon), nil)
			claimed.State = intake.PostSent
			b.ok(b.SavePost(b.Context(), *claimed))
		}
		equal(b, b.claim(chat, noon).Key, "late")
	}},
	{"a post that is revived waits for the claimed one", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "1", "2")
		older := b.claim(chat, noon)
		older.State = intake.PostDead
		b.ok(b.SavePost(b.Context(), *older))
		newer := b.claim(chat, noon)
		b.ok(b.RevivePost(b.Context(), older.ID))
		equal(b, b.claim(chat, noon), nil)
		newer.State = intake.PostSent
		b.ok(b.SavePost(b.Context(), *newer))
		equal(b, b.claim(chat, noon).Key, "1")
	}},
	{"chats with posts that wait are found by age", func(b *bench) {
		a, c, d := b.chat("a").ID, b.chat("c").ID, b.chat("d").ID
		b.posts(a, "1", "2")
		b.posts(c, "3")
		must(b.PutPost(b.Context(), intake.Post{Key: "4", ChatID: d, CreatedAt: noon, NotBefore: noon.Add(time.Hour)}))(b)
		b.claim(c, noon)
		equal(b, len(must(b.WaitingChats(b.Context(), noon))(b)), 0)
		equal(b, must(b.WaitingChats(b.Context(), noon.Add(time.Second)))(b), []int64{a})
		equal(b, must(b.WaitingChats(b.Context(), noon.Add(2*time.Minute)))(b), []int64{a, c})
		equal(b, must(b.WaitingChats(b.Context(), noon.Add(2*time.Hour)))(b), []int64{a, c, d})
	}},
	{"dead posts are listed and can be revived", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "1", "2", "3")
		for range 2 {
			p := b.claim(chat, noon)
			p.State, p.Failure = intake.PostDead, "chat gone"
			b.ok(b.SavePost(b.Context(), *p))
		}
		dead := must(b.DeadPosts(b.Context(), intake.DeadFilter{Limit: 10}))(b)
		equal(b, []string{dead[0].Key, dead[1].Key, dead[1].Failure}, []string{"2", "1", "chat gone"})
		equal(b, len(must(b.DeadPosts(b.Context(), intake.DeadFilter{Limit: 1}))(b)), 1)
		b.ok(b.RevivePost(b.Context(), dead[1].ID))
		b.code(b.RevivePost(b.Context(), dead[1].ID), intake.CodeNotFound)
		equal(b, len(must(b.DeadPosts(b.Context(), intake.DeadFilter{Limit: 10}))(b)), 1)
		p := b.claim(chat, noon)
		equal(b, []any{p.Key, p.State, p.Attempts}, []any{"1", intake.PostWaiting, 1})
	}},
}

// concurrent reports whether the database lets one transaction write while another
// one is open.
func (b *bench) concurrent() bool {
	open := false
	b.undone(func(ctx context.Context) {
		must(b.PutPost(ctx, intake.Post{Key: "probe", ChatID: 1}))(b)
		quick, cancel := context.WithTimeout(b.Context(), 200*time.Millisecond)
		defer cancel()
		_, err := b.PutDead(quick)
		open = err == nil
	})
	return open
}

// PutDead writes something that disturbs nobody.
func (b *bench) PutDead(ctx context.Context) (bool, error) {
	err := b.PutDeadLetter(ctx, intake.DeadLetter{Channel: "probe", Key: fmt.Sprint(time.Now().UnixNano())}, noon)
	return err == nil, err
}
