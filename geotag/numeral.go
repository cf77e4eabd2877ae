package geotag

import (
	"strconv"
	"strings"
)

// counted holds what a number stands before in a name: "二路", "三号", "十栋".
const counted = "路街巷号弄环栋幢楼期座单室层"

const numerals = "零〇一二两三四五六七八九十百"

// countedDigits writes Chinese numbers that count something in digits.
func countedDigits(read []letter) []letter {
	var out []letter // nil as long as nothing had to change
	for i := 0; i < len(read); {
		end := i
		for end < len(read) && strings.ContainsRune(numerals, read[end].r) {
			end++
		}
		if end == i || end == len(read) || !strings.ContainsRune(counted, read[end].r) {
			end = max(end, i+1)
			if out != nil {
				out = append(out, read[i:end]...)
			}
			i = end
			continue
		}
		if out == nil {
			out = append(make([]letter, 0, len(read)+4), read[:i]...)
		}
		out = append(out, digitsOf(read[i:end], i > 0 && isDigit(read[i-1].r))...)
		i = end
	}
	if out == nil {
		return read
	}
	return out
}

// digitsOf writes one number in digits; goesOn says that a digit stands before.
func digitsOf(number []letter, goesOn bool) []letter {
	var said strings.Builder
	for _, l := range number {
		said.WriteRune(l.r)
	}
	digits := arabic(said.String())
	out := make([]letter, len(digits))
	for i, r := range digits {
		from := number[min(i, len(number)-1)].from
		if i == len(digits)-1 {
			from = number[len(number)-1].from
		}
		out[i] = letter{r: r, from: from, first: i == 0 && !goesOn}
	}
	return out
}

// arabic writes a Chinese number in digits: "二十六" is 26, "八一" is 81.
func arabic(said string) string {
	if strings.ContainsAny(said, "十百") {
		return strconv.Itoa(parseNumeral(strings.ReplaceAll(said, "〇", "零")))
	}
	digits := make([]byte, 0, len(said)/3)
	for _, r := range said {
		digits = append(digits, digitOf(r))
	}
	return string(digits)
}

func digitOf(r rune) byte {
	switch r {
	case '〇':
		return '0'
	case '两':
		return '2'
	}
	return '0' + byte(strings.IndexRune("零一二三四五六七八九", r)/len("零"))
}

// parseNumeral reads a Chinese number below 10,000: "五十", "一百二", "两千".
func parseNumeral(s string) int {
	sum, digit, last := 0, 0, 0
	for _, r := range s {
		unit := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
		if unit == 0 {
			digit = int(digitOf(r) - '0')
			if r == '零' {
				last = 0
			}
			continue
		}
		sum += max(1, digit) * unit
		digit, last = 0, unit
	}
	// "一百二" is 120.
	if last >= 100 {
		return sum + digit*last/10
	}
	return sum + digit
}
