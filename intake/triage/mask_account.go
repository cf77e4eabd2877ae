package triage

import (
	"regexp"
	"strings"
)

var (
	// account: what somebody is called by in another chat service, behind its name.
	account = regexp.MustCompile(`(?:(?:微信号?|v信|\bwechat(?: id)?|\bqq号?|扣扣号?|企鹅号)\s*[:：是为]?\s*|\b[vw]x\s*[:：\s]\s*)([a-z][a-z0-9_-]{5,19}|[1-9][0-9]{4,11})(?:[^a-z0-9_-]|$)`)

	// paper: the number of a document, behind its name.
	paper = regexp.MustCompile(`(?:护照|通行证|回乡证|台胞证|军官证|士官证|驾驶证|驾照|社保卡?|医保卡?|居留证|passport)(?:号码?| ?(?:no\.?|number))?\s*[:：是为]?\s*([a-z]{0,2}[0-9]{7,12})(?:[^a-z0-9]|$)`)
)

// findAccounts finds the accounts and papers that are called so.
func findAccounts(text string, at []int) []span {
	if !strings.ContainsAny(text, "0123456789") { // the patterns are slow, and hardly any words need them
		return nil
	}
	var spans []span
	for _, m := range account.FindAllStringSubmatchIndex(text, -1) {
		spans = append(spans, span{at[m[2]], at[m[3]], secretAccount})
	}
	for _, m := range paper.FindAllStringSubmatchIndex(text, -1) {
		spans = append(spans, span{at[m[2]], at[m[3]], secretPaper})
	}
	return spans
}
