package photo

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// Thumbnail is a file that "snapgrid thumbnail" writes.
type Thumbnail struct {
	Name string // without a folder: "IMG_0001_320.jpg"
	JPEG []byte
}

// Thumbnails makes the files for one picture, in the order of the sizes. Errors
// are those of [Darkroom.Develop].
func (d *Darkroom) Thumbnails(ctx context.Context, file string, data []byte, sizes ...int) ([]Thumbnail, error) {
	developed, err := d.Develop(ctx, data, sizes...)
	if err != nil {
		return nil, err
	}
	var thumbnails []Thumbnail
	for _, r := range developed.Renditions {
		thumbnails = append(thumbnails, Thumbnail{Name: ThumbnailName(file, r.Size), JPEG: r.JPEG})
	}
	return thumbnails, nil
}

// ThumbnailName names the thumbnail of a file after it, without its folder.
func ThumbnailName(file string, size int) string {
	base := filepath.Base(file)
	return fmt.Sprintf("%s_%d.jpg", strings.TrimSuffix(base, filepath.Ext(base)), size)
}
