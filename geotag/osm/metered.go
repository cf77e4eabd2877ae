package osm

import "io"

// tellEvery is after how many bytes progress is told.
const tellEvery = 2 << 20

// metered tells how far a file was read. What is found in it says little of that:
// a third of a file may hold nothing that is looked for.
type metered struct {
	io.Reader
	at   *Progress
	told int64
	tell func(Progress)
}

// Read reads on.
func (m *metered) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if m.at.Read += int64(n); m.at.Read >= m.told+tellEvery {
		m.told = m.at.Read
		m.tell(*m.at)
	}
	return n, err
}
