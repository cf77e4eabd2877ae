package triage

import "cmp"

// Advise says what to do at once about the danger that words tell of, in a
// language. It is "" where the table of classes knows it as well: where the
// danger is of the class, and no other kind of danger is.
func (c *Classifier) Advise(words, category, language string) string {
	r := c.read(words)
	var worst trouble
	for _, t := range c.findDangers(&r) {
		if t.weight > worst.weight || t.weight == worst.weight && t.fit > worst.fit {
			worst = t
		}
	}
	if p := c.nearest(&r); worst.kind == "" && c.hunch.weights != nil && p != nil && (category == p.Category || category == c.lexicon.other) {
		worst = trouble{kind: p.Kind, category: p.Category}
	}
	if worst.kind == "" || worst.category == category && c.lexicon.kinds[category] == 1 {
		return ""
	}
	advice := c.lexicon.advices[worst.kind]
	if language == "en" {
		return cmp.Or(advice.English, advice.Chinese)
	}
	return cmp.Or(advice.Chinese, advice.English)
}
