package triage

import (
	"os"
	"regexp"
	"testing"
)

// docRow is a row of docs/in-the-chat.md: the words and the command.
var docRow = regexp.MustCompile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|")

// TestWordsAndCommandsOfTheDocs reads each line that the page for people names: the
// words and the command mean the same, and no wish is left out.
func TestWordsAndCommandsOfTheDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/in-the-chat.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[IntentKind]bool{IntentStart: true, IntentWhistleStep: true} // said by links and buttons
	for _, row := range docRow.FindAllStringSubmatch(string(page), -1) {
		words, command := ReadIntent(row[1]), ReadIntent(row[2])
		takes := words.Kind == IntentAccepted && command.Kind == IntentTake // which of them 接单 is, the desk knows
		if words.Kind == IntentNone || words.Kind != command.Kind && !takes || words.N != command.N {
			t.Errorf("%s is %q of #%d, %s is %q of #%d", row[1], words.Kind, words.N, row[2], command.Kind, command.N)
		}
		told[command.Kind] = true
	}
	for kind := range sorts {
		if !told[kind] {
			t.Errorf("the page does not tell of %q", kind)
		}
	}
}
