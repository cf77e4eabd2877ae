package bots

// Limits is how long the words of one message may be on a channel. What is longer
// is cut into several messages, or does not stand under its picture.
type Limits struct {
	Words   int              // of a message
	Caption int              // of a message with a picture
	Length  func(string) int // how the service counts
}

// Limited is an adapter whose service limits what one message may say.
type Limited interface {
	Adapter
	Limits() Limits
}
