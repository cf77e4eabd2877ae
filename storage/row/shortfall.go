package row

import "snapgrid/intake"

// Short is a post with one of its shortfalls.
type Short struct {
	intake.Post
	What intake.Shortfall
}

// ShortPost scans [PostColumns] and a shortfall.
func ShortPost(r Scanner) (Short, error) {
	var s Short
	var err error
	s.Post, err = scanPost(r, &s.What)
	return s, err
}

// ShortPosts gathers the shortfalls of each post; those of one are together.
func ShortPosts(rows []Short) []intake.ShortPost {
	var posts []intake.ShortPost
	for _, r := range rows {
		if n := len(posts); n == 0 || posts[n-1].ID != r.ID {
			posts = append(posts, intake.ShortPost{Post: r.Post})
		}
		last := &posts[len(posts)-1]
		last.Short = append(last.Short, r.What)
	}
	return posts
}

// ShortCount scans channel, shortfall and a number of posts.
func ShortCount(r Scanner) (intake.ShortCount, error) {
	var c intake.ShortCount
	err := r.Scan(&c.Channel, &c.What, &c.Posts)
	return c, err
}
