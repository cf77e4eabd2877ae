package wecom

import "sync"

// progress remembers how much of an unfinished post was said, so that another
// attempt goes on from there.
type progress struct {
	mu    sync.Mutex
	parts map[string]int // by the post's key
}

// mostUnfinished is how many unfinished posts are remembered.
const mostUnfinished = 1000

func (p *progress) of(key string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.parts[key]
}

// note says that n parts are said; 0 forgets the post.
func (p *progress) note(key string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n == 0 || key == "" {
		delete(p.parts, key)
		return
	}
	if p.parts == nil || len(p.parts) >= mostUnfinished {
		p.parts = map[string]int{}
	}
	p.parts[key] = n
}
