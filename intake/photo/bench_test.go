package photo

import (
	"context"
	"image"
	"image/draw"
	"testing"

	"snapgrid/intake"
)

func BenchmarkDevelop12MP(b *testing.B) {
	data := encodeJPEG(b, scene(4000, 3000, 1), 90)
	room := New(DefaultBudget)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		_, err := room.Develop(context.Background(), data, intake.SizeSmall, intake.SizeLarge)
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInspect(b *testing.B) {
	data := sample(b, "own.jpg")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Inspect(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLook(b *testing.B) {
	luma := image.NewGray(image.Rect(0, 0, 320, 240))
	draw.Draw(luma, luma.Rect, scene(320, 240, 1), image.Point{}, draw.Src)
	for b.Loop() {
		if look(luma).Hash == 0 || flaw(luma) != "" {
			b.Fatal("a street was not recognised")
		}
	}
}
