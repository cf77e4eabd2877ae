// Package notice finds the words: what happened becomes a short sentence in the
// reader's language. Every sentence is a template; a rider at a red light is
// who they are written for.
package notice

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"text/template"
	"time"

	"snapgrid/intake"
)

//go:embed templates
var shipped embed.FS

// Sentence names a template.
type Sentence string

// The sentences.
const (
	Ack          Sentence = "ack"
	Card         Sentence = "card"
	Alarm        Sentence = "alarm"
	Scene        Sentence = "scene" // the photo that follows an alarm
	Resolution   Sentence = "resolution"
	Unreplied    Sentence = "unreplied" // before a resolution that can not quote
	Quoted       Sentence = "quoted"    // above an answer where the channel can not quote
	Accepted     Sentence = "accepted"
	Resolved     Sentence = "resolved"
	AskFixed     Sentence = "askfixed"
	Doubts       Sentence = "doubts" // about the photo of a repair
	Rejected     Sentence = "rejected"
	Satisfied    Sentence = "satisfied"
	Dissatisfied Sentence = "dissatisfied"
	Recard       Sentence = "recard"
	Status       Sentence = "status"
	Mine         Sentence = "mine"
	Help         Sentence = "help"
	HelpStaff    Sentence = "helpstaff"
	NotFound     Sentence = "notfound"
	Forbidden    Sentence = "forbidden"
	Closed       Sentence = "closed"
	Which        Sentence = "which"
	More         Sentence = "more"
	TooBig       Sentence = "toobig"
	BadPhoto     Sentence = "badphoto"
	Unsupported  Sentence = "unsupported"
	Bound        Sentence = "bound"
	Enrolled     Sentence = "enrolled"
	BadCode      Sentence = "badcode"
	Login        Sentence = "login"
	LoginHere    Sentence = "loginhere"
	NotStaff     Sentence = "notstaff"
	Deaf         Sentence = "deaf"
	ChannelNews  Sentence = "channelnews" // to administrators
	Split        Sentence = "split"
	NoSplit      Sentence = "nosplit"
	Reclassed    Sentence = "reclassed"
	BadClass     Sentence = "badclass"
	Dropped      Sentence = "dropped"
	Muted        Sentence = "muted"
	BadMute      Sentence = "badmute"
	Screened     Sentence = "screened"
	Begun        Sentence = "begun"
	Waiting      Sentence = "waiting"
	BadWait      Sentence = "badwait"
	Resumed      Sentence = "resumed"
	Verified     Sentence = "verified"
	Assigned     Sentence = "assigned"
	NoUnit       Sentence = "nounit"
	Why          Sentence = "why"       // asks staff for a reason
	Ended        Sentence = "ended"     // to staff who ended it otherwise than by a repair
	Explained    Sentence = "explained" // to reporters
	Refused      Sentence = "refused"
	Moved        Sentence = "moved"
)

// sentences lists what every language must have: what zh-CN has.
func sentences() []Sentence {
	files, err := fs.ReadDir(shipped, "templates/zh-CN")
	if err != nil {
		return nil
	}
	var all []Sentence
	for _, f := range files {
		all = append(all, Sentence(strings.TrimSuffix(f.Name(), ".tmpl")))
	}
	return all
}

// Writer words sentences. It never changes once made.
type Writer struct {
	categories intake.Categories
	units      []intake.Unit
	language   string
	zone       *time.Location
	templates  map[string]*template.Template // by language
}

// New makes a writer for the given classes and units. language is used for
// chats that name none; times are told in zone. It fails if a sentence is
// missing in a language or can not be filled in.
func New(categories intake.Categories, units []intake.Unit, language string, zone *time.Location) (*Writer, error) {
	w := &Writer{
		categories: categories, units: units, language: language, zone: zone,
		templates: map[string]*template.Template{},
	}
	for _, lang := range []string{"zh-CN", "en"} {
		set, err := read(lang)
		if err != nil {
			return nil, err
		}
		w.templates[lang] = set
	}
	if w.templates[language] == nil {
		return nil, fmt.Errorf("there are no sentences in the language %q; zh-CN and en are there", language)
	}
	return w, w.try()
}

func read(lang string) (*template.Template, error) {
	set := template.New(lang).Option("missingkey=error")
	for _, s := range sentences() {
		file := path.Join("templates", lang, string(s)+".tmpl")
		text, err := fs.ReadFile(shipped, file)
		if err != nil {
			return nil, fmt.Errorf("read the sentence %q: %w", s, err)
		}
		if _, err := set.New(string(s)).Parse(strings.TrimSpace(string(text))); err != nil {
			return nil, fmt.Errorf("read the sentence %q: %w", s, err)
		}
	}
	return set, nil
}

// try fills in every sentence once, so that a fault shows at the start and not
// at the first emergency.
func (w *Writer) try() error {
	for lang, set := range w.templates {
		for _, s := range sentences() {
			if err := set.ExecuteTemplate(&strings.Builder{}, string(s), w.view(lang, Facts{})); err != nil {
				return fmt.Errorf("fill in the sentence %q (%s): %w", s, lang, err)
			}
		}
	}
	return nil
}

// Write words a sentence in a language; "" is the default language.
func (w *Writer) Write(language string, s Sentence, facts Facts) string {
	lang, set := w.choose(language)
	var b strings.Builder
	if err := set.ExecuteTemplate(&b, string(s), w.view(lang, facts)); err != nil {
		// New tried every sentence, so only a value of a view can be at fault:
		// the number alone is still an honest answer.
		return fmt.Sprintf("#%d", facts.Ticket.N)
	}
	return strings.TrimSpace(b.String())
}

func (w *Writer) choose(language string) (string, *template.Template) {
	if set, ok := w.templates[language]; ok {
		return language, set
	}
	return w.language, w.templates[w.language]
}
