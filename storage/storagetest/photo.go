package storagetest

import (
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
		p.At, p.TakenAt, p.Hash = &geotag.Point{Lat: -0.5, Lon: 179.25}, noon, 1<<63+1
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
}
