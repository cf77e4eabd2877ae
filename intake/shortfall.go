package intake

// Shortfall is one thing that a post asked for and its channel could not do.
// The post was said all the same, in the way told here.
type Shortfall string

// The shortfalls.
const (
	ShortReaction Shortfall = "reaction" // an emoji on a message: nothing was put there
	ShortEdit     Shortfall = "edit"     // other words in an earlier message: it stays as it was
	ShortQuote    Shortfall = "quote"    // showing what is answered: the words repeat it, if it is known
	ShortButtons  Shortfall = "buttons"  // choices to press: they have to be typed
	ShortAlbum    Shortfall = "album"    // words and photos together: one after the other
	ShortLength   Shortfall = "length"   // all words in one message: in several
	ShortCut      Shortfall = "cut"      // all words: only their beginning
	ShortPhoto    Shortfall = "photo"    // a photo: left out
	ShortLink     Shortfall = "link"     // a photo: where to look at it
	ShortTopic    Shortfall = "topic"    // a topic of the chat: outside of it
	ShortChat     Shortfall = "chat"     // a chat that is gone: the reporter in private
)

// Short lists which of the things that a channel can not do a delivery asks
// for. A reaction and an edit ask for nothing else.
func (d Delivery) Short(cannot ...Shortfall) []Shortfall {
	var short []Shortfall
	for _, s := range cannot {
		if d.asks(s) {
			short = append(short, s)
		}
	}
	return short
}

func (d Delivery) asks(s Shortfall) bool {
	switch {
	case d.Reaction != "":
		return s == ShortReaction
	case d.EditOf != "":
		return s == ShortEdit
	}
	switch s {
	case ShortQuote:
		return d.ReplyTo != ""
	case ShortButtons:
		return len(d.Buttons) > 0
	case ShortAlbum:
		return len(d.Pictures) > 1 || len(d.Pictures) == 1 && d.Text != ""
	case ShortPhoto, ShortLink:
		return len(d.Pictures) > 0
	case ShortTopic:
		return d.Topic != ""
	case ShortReaction, ShortEdit, ShortLength, ShortCut, ShortChat: // asked for otherwise, or by no part of it
	}
	return false
}

// ShortPost is a post that fell short.
type ShortPost struct {
	Post
	Short []Shortfall // in the order of their codes
}

// ShortCount is how many posts of a channel fell short in one thing.
type ShortCount struct {
	Channel Channel
	What    Shortfall
	Posts   int
}

// ShortFilter chooses among the posts that fell short; what is empty chooses all.
type ShortFilter struct {
	Channel Channel
	What    Shortfall
}
