package geotag

import (
	"runtime"
	"sync"
)

// mostParts is in how many parts a work is done at most.
const mostParts = 8

// inParts does a work on n things in parts, from one thing up to another, as many
// at once as there are processors, and waits for them.
func inParts(n int, work func(part, from, to int)) {
	parts := min(mostParts, runtime.GOMAXPROCS(0))
	var under sync.WaitGroup
	for part := range parts {
		under.Go(func() { work(part, part*n/parts, (part+1)*n/parts) })
	}
	under.Wait()
}
