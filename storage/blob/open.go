package blob

import (
	"errors"
	"strings"
)

// OpenStore opens the store that an address names: file:FOLDER, or s3://BUCKET with
// the parameters of [ParseBucket]. The credentials are for the latter.
func OpenStore(address string, c Credentials) (Store, error) {
	if strings.HasPrefix(address, "s3:") {
		a, err := ParseBucket(address)
		if err != nil {
			return nil, err
		}
		return OpenBucket(a, c)
	}
	folder, ok := strings.CutPrefix(address, "file:")
	if !ok || folder == "" {
		return nil, errors.New("photos: want file:FOLDER, such as file:data/photos, or s3://BUCKET?region=…")
	}
	return OpenFolder(strings.TrimPrefix(folder, "//"))
}
