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
		all = append(all, *One(key))
	}
	return all
}

// One is the published picture of the photo with the key; nil for no key.
func One(key string) *Picture {
	if key == "" {
		return nil
	}
	name := intake.RenditionName(key, intake.SizeLarge)
	return &Picture{Small: URL(name, intake.SizeSmall), Large: URL(name, intake.SizeLarge)}
}
