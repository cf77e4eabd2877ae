package notice

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// Limit is how long the words of one message may be on a channel. What is longer
// is cut into several, or loses its picture.
type Limit struct {
	Channel string
	Words   int // of a message
	Caption int // of a message with a picture
	Length  func(string) int
}

// Suggest is the end of a sentence that refuses a word: it names the candidate
// that was most likely meant, if there is one.
type Suggest func(word string, candidates []string) string

// Trial is what sentences are held against.
type Trial struct {
	Limits  []Limit
	Suggest Suggest // nil suggests nothing
}

// Load lays the sentences of a folder over the shipped ones: zh-CN/ack.tmpl,
// en/resolution.E04.tmpl. The error is [Faults], all of them; then the words stay
// as they were. name is what faults call the folder.
func (w *Writer) Load(files fs.FS, name string, trial Trial) error {
	b, err := readShipped()
	if err != nil {
		return err
	}
	c := newChecker(w, b, trial)
	for _, s := range (folder{files, name, c.suggest, &c.faults}).read() {
		if c.knows(s.sentence) {
			c.check(s)
		}
		b[s.language][s.Variant] = s.sentence
	}
	if err := c.faults.err(); err != nil {
		return err
	}
	w.book.Store(&b)
	return nil
}

// checker holds sentences against what is known of the shipped ones.
type checker struct {
	writer  *Writer
	limits  []Limit
	suggest Suggest
	names   []string              // of all sentences
	scopes  map[Sentence][]string // the variables that each may use
	faults  Faults
}

func newChecker(w *Writer, shipped book, trial Trial) *checker {
	c := &checker{writer: w, limits: trial.Limits, suggest: trial.Suggest, names: shipped.names(), scopes: scopes(shipped)}
	if c.suggest == nil {
		c.suggest = func(string, []string) string { return "" }
	}
	return c
}

// names lists the sentences that there are.
func (b book) names() []string {
	var all []string
	for _, c := range b {
		for v := range c {
			all = append(all, string(v.Sentence))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// knows finds out whether the name of a file means something.
func (c *checker) knows(s sentence) bool {
	before := len(c.faults)
	if !slices.Contains(c.names, string(s.Sentence)) {
		c.faults.add(s.file, 0, "there is no sentence %q%s", s.Sentence, c.suggest(string(s.Sentence), c.names))
		return false
	}
	if (s.Class != "" || s.State != "") && !c.ofTicket(s.Sentence) {
		c.faults.add(s.file, 0, "%s speaks of no ticket, so it has no class and no state: call it %[1]s%s", s.Sentence, extension)
	}
	if _, ok := c.writer.classUnder(s.Class); s.Class != "" && !ok {
		c.faults.add(s.file, 0, "no class begins with %q", s.Class)
	}
	if s.State != "" && !slices.Contains(states(), s.State) {
		c.faults.add(s.file, 0, "there is no state %q%s", s.State, c.suggest(s.State, states()))
	}
	return len(c.faults) == before
}

// ofTicket reports whether a sentence speaks of a ticket.
func (c *checker) ofTicket(s Sentence) bool { return slices.Contains(c.scopes[s], "N") }

// check finds what is wrong with the words themselves.
func (c *checker) check(s ownSentence) {
	before := len(c.faults)
	s.checkScope(c.scopes[s.Sentence], c.suggest, &c.faults)
	if len(c.faults) > before {
		return // what can not be read can not be tried
	}
	var longest string
	for _, f := range c.writer.samples(s.Variant) {
		words, err := s.fill(c.writer.view(s.language, f))
		switch {
		case errors.Is(err, errEndless):
			c.faults.add(s.file, 0, "has no end")
			return
		case err != nil:
			line, what := lineOf(err)
			c.faults.add(s.file, line, "%s", what)
			return
		case words == "" && c.ofTicket(s.Sentence):
			c.faults.add(s.file, 0, "says nothing of a ticket that is %s", f.Ticket.Status)
			return
		case words == "":
			c.faults.add(s.file, 0, "says nothing")
			return
		case len(words) > len(longest):
			longest = words
		}
	}
	c.measure(s.sentence, longest)
}

// pictured lists the sentences that go with a picture.
var pictured = []Sentence{Card, Scene, Resolution, ChannelNews, Weekly}

// measure finds channels on which the words do not fit into one message.
func (c *checker) measure(s sentence, words string) {
	for _, l := range c.limits {
		most, where := l.Words, "in one message"
		if slices.Contains(pictured, s.Sentence) {
			most, where = l.Caption, "under a picture"
		}
		if n := l.Length(words); n > most {
			c.faults.add(s.file, 0, "is too long for %s: %d with long facts, and %d fit %s", l.Channel, n, most, where)
		}
	}
}

// errEndless is that of words without an end.
var errEndless = errors.New("the words have no end")

// mostWords is how much a sentence may say at all, in bytes.
const mostWords = 64 << 10

// paper takes what a sentence says, up to mostWords.
type paper struct{ strings.Builder }

// Write refuses what is too much.
func (p *paper) Write(words []byte) (int, error) {
	if p.Len()+len(words) > mostWords {
		return 0, errEndless
	}
	return p.Builder.Write(words)
}

// fill words the sentence for what a template sees.
func (s sentence) fill(v view) (string, error) {
	var p paper
	if err := s.tree.Execute(&p, v); err != nil {
		return "", err
	}
	return strings.TrimSpace(p.String()), nil
}
