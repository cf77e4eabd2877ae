package geotag

// nameTable finds what a name stands for. It keeps 64-bit hashes instead of the
// names: 300,000 of them take 8 MB, and that two names of a city fall together
// is less likely than one in a hundred million.
type nameTable struct {
	hashes  []uint64 // open addressing; 0 is free
	numbers []int32  // of the name, beside its hash
	count   int
	longest map[[2]rune]uint8 // runes of the longest name that begins with two runes
}

func newNameTable(names int) *nameTable {
	size := 64
	for crowded(names, size) {
		size *= 2
	}
	return &nameTable{
		hashes: make([]uint64, size), numbers: make([]int32, size),
		longest: map[[2]rune]uint8{},
	}
}

// crowded reports that so many names take so long to find in a table of a size that
// a larger one is better.
func crowded(names, size int) bool { return 4*names > 3*size }

const hashStart = 14695981039346656037

// hashOn goes on with the hash of a name by one rune (FNV-1a over runes).
func hashOn(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 1099511628211 }

// settled mixes a hash so that its low bits are good, and never 0.
func settled(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9E3779B97F4A7C15
	return (h ^ h>>29) | 1
}

func hashOf(name string) uint64 {
	h := uint64(hashStart)
	for _, r := range name {
		h = hashOn(h, r)
	}
	return settled(h)
}

// find returns the number of a name, by its hash.
func (t *nameTable) find(hash uint64) (int32, bool) {
	mask := uint64(len(t.hashes) - 1)
	for i := hash >> 1 & mask; t.hashes[i] != 0; i = (i + 1) & mask {
		if t.hashes[i] == hash {
			return t.numbers[i], true
		}
	}
	return 0, false
}

// add returns the number of a folded name of at least two runes, new or not.
func (t *nameTable) add(name string) int32 {
	hash := hashOf(name)
	if n, ok := t.find(hash); ok {
		return n
	}
	if crowded(t.count+1, len(t.hashes)) {
		t.grow()
	}
	n := int32(t.count)
	t.put(hash, n)
	t.count++
	var first [2]rune
	runes := 0
	for _, r := range name {
		if runes < 2 {
			first[runes] = r
		}
		runes++
	}
	t.longest[first] = max(t.longest[first], uint8(min(runes, 255)))
	return n
}

func (t *nameTable) put(hash uint64, n int32) {
	mask := uint64(len(t.hashes) - 1)
	i := hash >> 1 & mask
	for t.hashes[i] != 0 {
		i = (i + 1) & mask
	}
	t.hashes[i], t.numbers[i] = hash, n
}

func (t *nameTable) grow() {
	hashes, numbers := t.hashes, t.numbers
	t.hashes, t.numbers = make([]uint64, 2*len(hashes)), make([]int32, 2*len(numbers))
	for i, h := range hashes {
		if h != 0 {
			t.put(h, numbers[i])
		}
	}
}

// hit is a known name in a text.
type hit struct {
	from, to int   // runes
	name     int32 // its number
	misspelt bool  // it is written otherwise, and read alike
}

// longestAt finds the longest known name that begins at a rune of the text, with
// its first two runes given.
func (t *nameTable) longestAt(w *words, runes []rune, i int) (hit, bool) {
	if i+2 > len(runes) {
		return hit{}, false
	}
	longest := t.longest[[2]rune{runes[i], runes[i+1]}]
	found, ok := hit{from: i}, false
	h := uint64(hashStart)
	for j := i; j < min(len(runes), i+int(longest)); j++ {
		h = hashOn(h, runes[j])
		if j == i || !w.first[j+1] {
			continue
		}
		if n, known := t.find(settled(h)); known {
			found.to, found.name, ok = j+1, n, true
		}
	}
	return found, ok
}
