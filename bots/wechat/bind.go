package wechat

import "slices"

// match finds the one record that a chat can be: by its title or, where nobody
// has that title, by its people.
func (b *book) match(l live, chats []live) *record {
	if l.title != "" && !l.private && b.titled(l) == 0 {
		return b.kin(l, chats)
	}
	if l.title == "" || alike(l, chats) != 1 || b.titled(l) != 1 {
		return nil
	}
	for _, r := range b.chats {
		if r.Title != l.title || r.Private != l.private {
			continue
		}
		if r.Twin || !b.free(r, l) || !similar(r.People, l.people) {
			return nil
		}
		return r
	}
	return nil
}

// free reports whether a record can still be this chat: it is no other one's,
// and the service did not tell another lasting name.
func (b *book) free(r *record, l live) bool {
	told := b.told[l.name]
	return (r.Session != b.session || r.Name == "") && (told == "" || r.Plain == "" || told == r.Plain)
}

// What makes two groups kin: at least so many people known in both, so large a
// share of all of them in both, and so much more than any other pair has.
const (
	fewPeople = 4
	mostShare = 0.6
	clearLead = 0.2
)

// kin finds the record of a group that was renamed while nobody was logged in:
// the one with clearly the same people, if no other group is like it.
func (b *book) kin(l live, chats []live) *record {
	var found *record
	best, second := 0.0, 0.0
	for _, r := range b.chats {
		if r.Private || r.Twin || !b.free(r, l) {
			continue
		}
		switch share := alikeness(r.People, l.people); {
		case share > best:
			found, best, second = r, share, best
		case share > second:
			second = share
		}
	}
	if best < mostShare || second >= best-clearLead {
		return nil
	}
	for _, other := range chats {
		if other.name != l.name && !other.private && alikeness(found.People, other.people) >= best-clearLead {
			return nil
		}
	}
	return found
}

// alikeness is the share of people who are in both groups (Jaccard); 0 if one of
// them is too small to tell.
func alikeness(before, now []string) float64 {
	if len(before) < fewPeople || len(now) < fewPeople {
		return 0
	}
	both := 0
	for _, p := range now {
		if slices.Contains(before, p) {
			both++
		}
	}
	return float64(both) / float64(len(before)+len(now)-both)
}

// mark remembers, for every record of a title that more than one chat has, that
// the title proves nothing any more.
func (b *book) mark(l live) {
	if l.title == "" || b.titled(l) == 0 {
		return
	}
	for _, r := range b.chats {
		if r.Title == l.title && r.Private == l.private {
			r.Twin = true
		}
	}
}

// titled counts the records of a title.
func (b *book) titled(l live) int {
	n := 0
	for _, r := range b.chats {
		if r.Title == l.title && r.Private == l.private {
			n++
		}
	}
	return n
}

// alike counts the live chats of a title.
func alike(l live, chats []live) int {
	n := 0
	for _, other := range chats {
		if other.title == l.title && other.private == l.private {
			n++
		}
	}
	return n
}

// similar reports whether two groups can be the same by their people: at least
// half of all in either are in both. Unknown people prove nothing.
func similar(before, now []string) bool {
	if len(before) == 0 || len(now) == 0 {
		return true
	}
	both := 0
	for _, p := range now {
		if slices.Contains(before, p) {
			both++
		}
	}
	return 2*both >= len(before)+len(now)-both
}

func (b *book) bind(r *record, l live) {
	r.Session, r.Name, b.dirty = b.session, l.name, true
	b.refresh(r, l)
}

// refresh follows a chat that is bound: its title and people change.
func (b *book) refresh(r *record, l live) {
	if l.title != "" && r.Title != l.title {
		r.Twin = b.titled(l) > 0 || r.Twin && r.Title == ""
		b.mark(l)
		r.Title, b.dirty = l.title, true
	}
	if len(l.people) > 0 && !slices.Equal(r.People, l.people) {
		r.People, b.dirty = l.people, true
	}
}

// bound finds the record of a session name in this login.
func (b *book) bound(name string) *record {
	for _, r := range b.chats {
		if r.Session == b.session && r.Name == name && name != "" {
			return r
		}
	}
	return nil
}

// learn takes plain names, which are beyond doubt, by session name. A chat that
// was bound to another one's name lets go of it.
func (b *book) learn(plain map[string]string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.told == nil {
		b.told = map[string]string{}
	}
	for name, id := range plain {
		b.told[name] = id
		holder, owner := b.bound(name), b.plain(id)
		switch {
		case owner != nil && owner != holder:
			if holder != nil {
				holder.Name = ""
			}
			owner.Session, owner.Name, b.dirty = b.session, name, true
		case owner == nil && holder != nil && holder.Plain == "":
			holder.Plain, b.dirty = id, true
		case owner == nil && holder != nil:
			holder.Name, b.dirty = "", true
		}
	}
}

func (b *book) plain(id string) *record {
	for _, r := range b.chats {
		if r.Plain == id && id != "" {
			return r
		}
	}
	return nil
}
