package photo_test

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/photo"
)

func ExampleDarkroom_Develop() {
	room := photo.New(photo.DefaultBudget)
	sent := []byte("no photo at all")
	_, err := room.Develop(context.Background(), sent, intake.SizeSmall, intake.SizeLarge)
	fmt.Println(photo.ReasonOf(err))
	// Output: not_a_photo
}
