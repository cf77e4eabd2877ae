package blob

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// canFlush says that a whole file system can be put on disk.
const canFlush = true

// flushAll puts all that was written to the file system of a folder on disk, and
// reports what could not be since the folder was made (syncfs(2)).
func flushAll(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(d.Fd())), d.Close())
}
