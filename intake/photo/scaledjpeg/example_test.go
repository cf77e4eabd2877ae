package scaledjpeg_test

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"snapgrid/intake/photo/scaledjpeg"
)

func ExampleDecoder_Decode() {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, image.NewRGBA(image.Rect(0, 0, 400, 300)), nil); err != nil {
		fmt.Println(err)
		return
	}
	half, err := new(scaledjpeg.Decoder).Decode(file.Bytes(), scaledjpeg.Options{Scale: 4})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d×%d, luma %d×%d, chroma %d×%d\n", half.Width, half.Height,
		half.Planes[0].Width, half.Planes[0].Height, half.Planes[1].Width, half.Planes[1].Height)
	// Output: 200×150, luma 200×150, chroma 100×75
}
