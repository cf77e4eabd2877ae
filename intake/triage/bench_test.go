package triage_test

import "testing"

// BenchmarkJudge judges the lines of the shipped set, one a turn.
func BenchmarkJudge(b *testing.B) {
	c := classifier(b)
	set := samples(b, "testdata/chat.tsv")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c.Judge(set[i%len(set)].statement)
	}
}
