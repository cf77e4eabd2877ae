package storagetest

import (
	"context"
	"slices"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

var photoLaws = []law{
	{"a photo comes back as saved", func(b *bench) {
		heard := b.put(rich())[0]
		p := heard.Photos[0]
		equal(b, must(b.Photo(b.Context(), p.ID))(b), p)
		equal(b, []any{p.MessageID, p.Position, p.State}, []any{heard.Number, 0, intake.PhotoPending})
		p.Media.Key, p.State, p.Reason, p.Width, p.Height = "abc", intake.PhotoReady, "", 4000, 3000
		p.At, p.TakenAt, p.Flaw = &geotag.Point{Lat: -0.5, Lon: 179.25}, noon, intake.FlawBlurred
		p.Look = intake.Look{Hash: 1<<63 + 1, Steps: 1<<63 + 2}
		b.ok(b.SavePhoto(b.Context(), p))
		p.TakenAt = kept(noon)
		equal(b, must(b.Photo(b.Context(), p.ID))(b), p)
		equal(b, must(b.PhotoMessage(b.Context(), p.ID))(b).Photos[0], p)
		equal(b, must(b.PhotoMessage(b.Context(), heard.Photos[1].ID))(b).Number, heard.Number)
		p.ID += 100
		b.code(b.SavePhoto(b.Context(), p), intake.CodeNotFound)
		_, err := b.Photo(b.Context(), p.ID)
		b.code(err, intake.CodeNotFound)
		_, err = b.PhotoMessage(b.Context(), p.ID)
		b.code(err, intake.CodeNotFound)
	}},
	{"the message of a photo keeps its outcome while it is locked", func(b *bench) {
		heard := b.put(rich())[0]
		n, taken := b.open(), make(chan error, 1)
		b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
			equal(b, must(b.LockPhotoMessage(ctx, heard.Photos[0].ID))(b).State, intake.MessageOpen)
			go func() {
				taken <- b.TakeMessages(b.Context(), []int64{heard.Number}, intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: intake.PartReport})
			}()
			time.Sleep(20 * time.Millisecond)
			equal(b, must(b.Message(ctx, heard.Number))(b).State, intake.MessageOpen)
			return nil
		}))
		b.ok(<-taken)
		equal(b, must(b.PhotoMessage(b.Context(), heard.Photos[0].ID))(b).State, intake.MessageTicket)
	}},
	{"photos whose job was lost are found", func(b *bench) {
		photos := b.put(rich())[0].Photos
		equal(b, len(must(b.PendingPhotos(b.Context(), noon))(b)), 0)
		equal(b, must(b.PendingPhotos(b.Context(), noon.Add(time.Second)))(b), []int64{photos[0].ID, photos[1].ID})
		photos[0].State = intake.PhotoMissing
		b.ok(b.SavePhoto(b.Context(), photos[0]))
		equal(b, must(b.PendingPhotos(b.Context(), noon.Add(time.Second)))(b), []int64{photos[1].ID})
	}},
	{"only photos of tickets that may be seen are published", func(b *bench) {
		heard := b.put(rich())[0]
		published := func() bool { return must(b.PhotoPublished(b.Context(), "abc"))(b) }
		equal(b, published(), false)
		n := b.open()
		b.take(n, intake.PartReport, heard.Number)
		equal(b, published(), true)
		equal(b, must(b.PhotoPublished(b.Context(), ""))(b), false)
		equal(b, must(b.PhotoPublished(b.Context(), "other"))(b), false)
		rejected := must(b.Ticket(b.Context(), n))(b)
		rejected.Status = intake.StatusRejected
		b.ok(b.SaveTicket(b.Context(), rejected))
		equal(b, published(), false)
	}},
	{"photos that look alike are found, wherever they differ", func(b *bench) {
		heard := b.put(rich())
		m := rich()
		m.ID = "far"
		m.Media = slices.Repeat(m.Media[:1], 12)
		many := b.put(m)[0]
		n := b.open()
		first := heard[0].Photos[0]
		first.Look = intake.Look{Hash: 0x9e3779b97f4a7c15, Steps: 7}
		b.ok(b.SavePhoto(b.Context(), first))
		like := func(p intake.Photo) (found []int64) {
			for _, s := range must(b.PhotosLike(b.Context(), p))(b) {
				found = append(found, s.Photo.ID)
			}
			return found
		}
		var near []int64
		for bits, p := range many.Photos { // so many bits apart, all in the same place or spread
			p.Look = intake.Look{Hash: first.Look.Hash ^ (1<<bits - 1), Steps: 7}
			if bits%2 == 1 {
				p.Look.Hash = first.Look.Hash ^ 0x1111111111111111>>(4*(16-bits))
			}
			b.ok(b.SavePhoto(b.Context(), p))
			if bits <= intake.NearBits {
				near = append(near, p.ID)
			}
		}
		equal(b, like(first), nil) // they belong to no ticket
		b.take(n, intake.PartFix, many.Number)
		equal(b, like(first), near)
		seen := must(b.PhotosLike(b.Context(), first))(b)[0]
		equal(b, []any{seen.Ticket, seen.Part, seen.HeardAt}, []any{n, intake.PartFix, kept(noon)})
		equal(b, seen.Photo, must(b.Photo(b.Context(), near[0]))(b))
		equal(b, slices.Contains(like(seen.Photo), seen.Photo.ID), false)
		// What looks otherwise now is found no more; the same bytes are, whatever they look like.
		again := must(b.Photo(b.Context(), near[0]))(b)
		again.Look, again.Media.Key = intake.Look{}, "same"
		b.ok(b.SavePhoto(b.Context(), again))
		equal(b, like(first), near[1:])
		equal(b, like(again), nil)
		first.Media.Key = "same"
		equal(b, like(first), near)
	}},
	{"a doubtful likeness needs the second hash", func(b *bench) {
		heard := b.put(rich())[0]
		b.take(b.open(), intake.PartReport, heard.Number)
		one, other := heard.Photos[0], heard.Photos[1]
		one.Look = intake.Look{Hash: 1 << 40, Steps: 0}
		other.Look = intake.Look{Hash: 1<<40 | 0xff, Steps: 1<<11 - 1}
		b.ok(b.SavePhoto(b.Context(), one))
		b.ok(b.SavePhoto(b.Context(), other))
		equal(b, len(must(b.PhotosLike(b.Context(), one))(b)), 0)
		other.Look.Steps = 1<<10 - 1
		b.ok(b.SavePhoto(b.Context(), other))
		equal(b, len(must(b.PhotosLike(b.Context(), one))(b)), 1)
	}},
	{"photos are needed by those who name them", func(b *bench) {
		b.put(rich())
		again := rich()
		again.ID = "again"
		must(b.PutMessages(b.Context(), []intake.Message{again}, noon.Add(time.Hour)))(b)
		needed := func(since time.Time) []string {
			return must(b.NeededPhotos(b.Context(), []string{"", "abc", "other"}, since))(b)
		}
		equal(b, needed(time.Time{}), []string{"abc"})
		equal(b, needed(noon.Add(time.Hour)), []string{"abc"})
		equal(b, len(needed(noon.Add(time.Hour+time.Microsecond))), 0)
		equal(b, len(must(b.NeededPhotos(b.Context(), nil, time.Time{}))(b)), 0)
	}},
}
