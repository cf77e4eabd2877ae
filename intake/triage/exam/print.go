package exam

import (
	"bufio"
	"fmt"
	"io"

	"snapgrid/intake"
)

// Print writes the figures and then every wrong line.
func (m Marks) Print(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "lines\t%d\n", m.Lines)
	for _, row := range []struct {
		name  string
		share Share
	}{
		{"precision", m.Precision}, {"recall", m.Recall},
		{"class top-1", m.Class}, {"class top-3", m.ClassTop3},
		{"severity", m.Severity}, {"emergency recall", m.Emergency},
		{"masked", m.Secrets}, {"intents", m.Intents},
	} {
		if row.share.All > 0 {
			fmt.Fprintf(out, "%s\t%.4f\t%d of %d\n", row.name, row.share.Of(), row.share.Right, row.share.All)
		}
	}
	for _, row := range []struct {
		name  string
		share Share
	}{
		{"chatter answered", m.Answered}, {"false alarms", m.FalseAlarms}, {"false masks", m.FalseMasks},
	} {
		if row.share.All > 0 {
			fmt.Fprintf(out, "%s\t%.2f per 1,000\t%d of %d\n", row.name, 1000*row.share.Of(), row.share.Right, row.share.All)
		}
	}
	m.printConfusion(out)
	for _, wrong := range m.Wrong {
		fmt.Fprintf(out, "line %d\t%s\twant %s\tgot %s\t%s\t%s\n",
			wrong.Line.Number, wrong.What, wrong.Want, wrong.Got, wrong.Line.Statement.Words, wrong.Why)
	}
	return out.Flush()
}

func (m Marks) printConfusion(out io.Writer) {
	kinds := []intake.VerdictKind{intake.IsReport, intake.IsUnsure, intake.IsChatter}
	if len(m.Confusion) == 0 {
		return
	}
	fmt.Fprintf(out, "confusion\treport\tunsure\tchatter\n")
	for _, want := range kinds {
		row, any := m.Confusion[want]
		if !any {
			continue
		}
		fmt.Fprintf(out, "  %s\t%d\t%d\t%d\n", want, row[kinds[0]], row[kinds[1]], row[kinds[2]])
	}
}
