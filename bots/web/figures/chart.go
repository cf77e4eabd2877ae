package figures

import "snapgrid/intake/stats"

// chart is a picture of columns, one for each day: as high as what was received, its
// lower part as high as what of it was solved. All lengths are in units of the picture.
type chart struct {
	Width, Height int
	Base          int // where the columns stand
	Columns       []column
	Lines         []mark // heights with a number
	Labels        []mark // days
	Received      int
	Solved        int
}

type column struct {
	Day              string
	X, Width         int
	Y, Height        int // of what was received
	SolvedY, SolvedH int
	Received, Solved int
}

// mark is a number or a day, and where it stands.
type mark struct {
	X, Y int
	Text string
	N    int
}

// The measures of the picture.
const (
	chartWidth  = 720
	chartHeight = 220
	leftEdge    = 44
	topEdge     = 12
	bottomEdge  = 28
	mostColumns = 120 // more days than that are drawn by the week
)

// daily draws the days of a window.
func daily(days []stats.Row) chart {
	bars := grouped(days)
	c := chart{Width: chartWidth, Height: chartHeight, Base: chartHeight - bottomEdge}
	most := 1
	for _, b := range bars {
		most = max(most, b.Received)
		c.Received, c.Solved = c.Received+b.Received, c.Solved+b.Solved
	}
	top := roundUp(most)
	room := c.Base - topEdge
	height := func(n int) int { return (n*room + top/2) / top }
	for i, b := range bars {
		left, right := across(i, len(bars)), across(i+1, len(bars))
		b.X, b.Width = left+(right-left)/8, max((right-left)*3/4, 1)
		b.Height, b.SolvedH = height(b.Received), height(b.Solved)
		b.Y, b.SolvedY = c.Base-b.Height, c.Base-b.SolvedH
		c.Columns = append(c.Columns, b)
		if every := (len(bars) + 7) / 8; i%every == 0 {
			c.Labels = append(c.Labels, mark{X: left, Y: chartHeight - 8, Text: b.Day[5:]})
		}
	}
	for _, n := range []int{0, top / 2, top} {
		c.Lines = append(c.Lines, mark{X: leftEdge, Y: c.Base - height(n), N: n})
	}
	return c
}

// across is where the i-th of n columns begins.
func across(i, n int) int { return leftEdge + i*(chartWidth-leftEdge)/max(n, 1) }

// grouped are the days, or the weeks of a long time, each by its first day.
func grouped(days []stats.Row) []column {
	step := 1
	if len(days) > mostColumns {
		step = 7
	}
	var bars []column
	for i, d := range days {
		if i%step == 0 {
			bars = append(bars, column{Day: d.Code})
		}
		b := &bars[len(bars)-1]
		b.Received, b.Solved = b.Received+d.Matters(), b.Solved+d.Figure(stats.Solved).Counted
	}
	return bars
}

// roundUp is the next even number that begins with 1, 2 or 5 and goes on with zeros.
func roundUp(n int) int {
	for step := 1; ; step *= 10 {
		for _, first := range []int{2, 4, 10} {
			if n <= first*step {
				return first * step
			}
		}
	}
}
