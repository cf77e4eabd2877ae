package blob

import (
	"errors"
	"strings"
)

// OpenStore opens the store that an address names: file:FOLDER.
func OpenStore(address string) (Store, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	if scheme != "file" || rest == "" {
		return nil, errors.New("photos: want file:FOLDER, such as file:data/photos")
	}
	f, err := OpenFolder(strings.TrimPrefix(rest, "//"))
	if err != nil {
		return nil, err
	}
	return f, nil
}
