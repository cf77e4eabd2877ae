package storagetest

import (
	"time"

	"snapgrid/intake"
)

var doorLaws = []law{
	{"a door is found by its code while it is open and after, and listed while it is open", func(b *bench) {
		first := intake.Door{Code: "AAAA", ChatID: 1, Officer: 3, At: kept(noon)}
		second := intake.Door{Code: "BBBB", ChatID: 2, Officer: 3, At: kept(noon.Add(time.Second))}
		b.ok(b.PutDoor(b.Context(), first))
		b.ok(b.PutDoor(b.Context(), second))
		b.code(b.PutDoor(b.Context(), intake.Door{Code: "AAAA", ChatID: 9}), intake.CodeConflict)
		equal(b, must(b.Doors(b.Context(), 0))(b), []intake.Door{first, second})
		equal(b, must(b.Doors(b.Context(), 2))(b), []intake.Door{second})
		b.ok(b.EndDoor(b.Context(), "AAAA", noon.Add(time.Hour)))
		first.EndedAt = kept(noon.Add(time.Hour))
		equal(b, must(b.Door(b.Context(), "AAAA"))(b), first)
		equal(b, must(b.Doors(b.Context(), 1))(b), nil)
		b.code(b.EndDoor(b.Context(), "AAAA", noon.Add(2*time.Hour)), intake.CodeNotFound)
		_, err := b.Door(b.Context(), "aaaa")
		b.code(err, intake.CodeNotFound)
	}},
	{"a private chat remembers the door by which its person came", func(b *bench) {
		ref := intake.ChatRef{Channel: "web", ID: "report-X"}
		came := must(b.PutChat(b.Context(), intake.Chat{Ref: ref, Kind: intake.ChatPrivate, Door: "AAAA"}))(b)
		equal(b, came.Door, "AAAA")
		equal(b, must(b.FindChat(b.Context(), ref))(b), came)
		equal(b, must(b.PutChat(b.Context(), intake.Chat{Ref: ref, Door: "BBBB"}))(b), came)
	}},
}
