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
	base := filepath.Base(file)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	var thumbnails []Thumbnail
	for _, r := range developed.Renditions {
		name := fmt.Sprintf("%s_%d.jpg", base, r.Size)
		thumbnails = append(thumbnails, Thumbnail{Name: name, JPEG: r.JPEG})
	}
	return thumbnails, nil
}
