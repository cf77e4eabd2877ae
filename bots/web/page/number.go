package page

import (
	"strconv"
	"time"
)

// percent is a share, from 0 to 1, in hundredths with one digit.
func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + " %" }

// span tells a length of time as people do: minutes, hours, then days.
func span(language string, d time.Duration) string {
	switch {
	case d < time.Hour:
		return Translate(language, "%d 分钟", int(d.Round(time.Minute)/time.Minute))
	case d < 48*time.Hour:
		return Translate(language, "%s 小时", strconv.FormatFloat(d.Hours(), 'f', 1, 64))
	}
	return Translate(language, "%s 天", strconv.FormatFloat(d.Hours()/24, 'f', 1, 64))
}
