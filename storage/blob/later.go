package blob

// Later is the same store for many files at once, none of which anybody relies on
// before flush has returned: only then are they on disk. Where the system can not put
// a whole file system on disk each file is put there by itself, as always.
func (f *Folder) Later() (store Store, flush func() error) {
	if !canFlush {
		return f, func() error { return nil }
	}
	return &Folder{root: f.root, lazy: true}, func() error { return explain(flushAll(f.root), "keep the photos") }
}
