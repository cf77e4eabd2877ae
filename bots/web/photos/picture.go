package photos

import "snapgrid/intake"

// Picture is a photo as a page shows it: the addresses of its renditions.
type Picture struct {
	Small, Large string
	Wide         bool // shows two photos side by side
}

// Pictures are the published pictures of the photos with the keys.
func Pictures(keys []string) []Picture {
	var all []Picture
	for _, key := range keys {
		name := intake.RenditionName(key, intake.SizeLarge)
		all = append(all, Picture{Small: URL(name, intake.SizeSmall), Large: URL(name, intake.SizeLarge)})
	}
	return all
}
