package triage

import (
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGateShutsNobodyOut tries every saying on every line of the conversations, and on
// every branch of the sayings themselves: what a pattern matches, its gate lets through.
func TestGateShutsNobodyOut(t *testing.T) {
	var lines []string
	files, err := filepath.Glob("testdata/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations, %v", err)
	}
	for _, name := range files {
		if text, err := os.ReadFile(name); err == nil { // a folder is none
			lines = append(lines, strings.Split(string(text), "\n")...)
		}
	}
	for _, s := range sayings {
		lines = append(lines, strings.FieldsFunc(s.pattern.String(), func(r rune) bool { return strings.ContainsRune("|()?:^$\\", r) })...)
	}
	if len(sayings) > bits.UintSize {
		t.Fatalf("%d sayings, more than the gate has bits for", len(sayings))
	}
	matches, tried := 0, 0
	for _, line := range lines {
		words := fold(line)
		may := sayingGate.may(words)
		tried += bits.OnesCount64(may)
		for i, s := range sayings {
			if s.pattern.MatchString(words) {
				if matches++; may>>i&1 == 0 {
					t.Errorf("%q is kept from %s", words, s.pattern)
				}
			}
		}
	}
	if matches < 100 {
		t.Errorf("only %d matches", matches)
	}
	t.Logf("%d lines, %d matches, %.1f patterns of %d tried on a line", len(lines), matches, float64(tried)/float64(len(lines)), len(sayings))
}

func BenchmarkReadIntent(b *testing.B) {
	lines := []string{"今天的盒饭真难吃", "等会儿一起吃饭不", "谁有充电宝借我用一下", "快递到了记得拿", "哈哈哈", "新来的师傅人不错", "真的假的"}
	for i := range b.N {
		ReadIntent(lines[i%len(lines)])
	}
}
