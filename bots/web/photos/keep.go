package photos

import (
	"context"
	"fmt"
	"mime/multipart"

	"snapgrid/intake"
)

// The limits of what one form may bring.
const (
	MaxBytes = 25 << 20 // of one photo
	MaxCount = 9        // photos of one form
)

// Keep stores the photos of a form and returns claim checks on them. What is
// too big or too many is [intake.CodeInvalid], with a sentence for people; the
// bytes are looked at later, by the photo room.
func Keep(ctx context.Context, blobs Blobs, form *multipart.Form, field string) ([]intake.Media, error) {
	if form == nil {
		return nil, nil
	}
	var chosen []*multipart.FileHeader
	for _, header := range form.File[field] {
		if header.Filename == "" && header.Size == 0 {
			continue // what a browser sends when nothing was chosen
		}
		if header.Size > MaxBytes {
			return nil, &intake.Error{Code: intake.CodeInvalid, Message: "有一张照片超过 25 MB，请换小一点的"}
		}
		chosen = append(chosen, header)
	}
	if len(chosen) > MaxCount {
		return nil, &intake.Error{Code: intake.CodeInvalid, Message: "一次最多 9 张照片，请少选几张"}
	}
	var kept []intake.Media
	for _, header := range chosen {
		m, err := keep(ctx, blobs, header)
		if err != nil {
			return kept, err
		}
		kept = append(kept, m)
	}
	return kept, nil
}

func keep(ctx context.Context, blobs Blobs, header *multipart.FileHeader) (intake.Media, error) {
	file, err := header.Open()
	if err != nil {
		return intake.Media{}, fmt.Errorf("read a photo of the form: %w", err)
	}
	defer file.Close()
	key, size, err := blobs.Create(ctx, file, MaxBytes)
	if err != nil {
		return intake.Media{}, fmt.Errorf("keep a photo of the form: %w", err)
	}
	return intake.Media{
		Key: key, Name: header.Filename, Type: header.Header.Get("Content-Type"), Size: size, Original: true,
	}, nil
}
