package links

import (
	"regexp"
	"strings"

	"snapgrid/geotag"
)

// Locations as WeChat and QQ write them into their messages, GCJ-02.
var (
	weChatForm   = regexp.MustCompile(`(?is)<location\s[^>]*>`)
	attribute    = regexp.MustCompile(`(?i)\b(x|y|label|poiname)="([^"]*)"`)
	accountForm  = regexp.MustCompile(`(?is)<Location_X>\s*(` + degrees + `)\s*</Location_X>.*?<Location_Y>\s*(` + degrees + `)\s*</Location_Y>`)
	accountLabel = regexp.MustCompile(`(?is)<Label>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</Label>`)
	qqForm       = regexp.MustCompile(`(?is)"Location\.Search"\s*:\s*\{.*?\}`)
	qqLat        = regexp.MustCompile(`(?i)"lat"\s*:\s*"?(` + degrees + `)`)
	qqLon        = regexp.MustCompile(`(?i)"lng"\s*:\s*"?(` + degrees + `)`)
	qqName       = regexp.MustCompile(`(?i)"(?:name|address)"\s*:\s*"([^"]*)"`)
)

// shared reads the locations of messages and blanks them out.
func (t *source) shared() []geotag.Written {
	var found []geotag.Written
	for _, form := range []struct {
		at   *regexp.Regexp
		read func(string) []geotag.Written
	}{{weChatForm, readWeChat}, {accountForm, t.readAccount}, {qqForm, readQQ}} {
		for _, at := range form.at.FindAllStringIndex(t.rest, -1) {
			read := form.read(t.rest[at[0]:at[1]])
			if len(read) == 0 {
				continue
			}
			found = append(found, read...)
			t.blank(at[0], at[1])
		}
	}
	return found
}

// readWeChat reads <location x="LAT" y="LON" label="…" poiname="…"/>.
func readWeChat(tag string) []geotag.Written {
	values := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(tag, -1) {
		values[strings.ToLower(m[1])] = m[2]
	}
	p, ok := ordered(values["x"], values["y"], latFirst)
	if !ok {
		return nil
	}
	return position(p, geotag.GCJ02, venue(values["label"], values["poiname"]))
}

// venue joins an address and a name; WeChat writes "[位置]" for no name.
func venue(address, name string) string {
	if strings.HasPrefix(name, "[") || name == address {
		name = ""
	}
	return strings.TrimSpace(address + " " + name)
}

// readAccount reads the message that official accounts receive.
func (t *source) readAccount(message string) []geotag.Written {
	m := accountForm.FindStringSubmatch(message)
	p, ok := ordered(m[1], m[2], latFirst)
	if !ok {
		return nil
	}
	name := ""
	if label := accountLabel.FindStringSubmatch(t.rest); label != nil {
		name = label[1]
	}
	return position(p, geotag.GCJ02, name)
}

// readQQ reads the card of QQ.
func readQQ(card string) []geotag.Written {
	lat, lon := qqLat.FindStringSubmatch(card), qqLon.FindStringSubmatch(card)
	if lat == nil || lon == nil {
		return nil
	}
	p, ok := ordered(lat[1], lon[1], latFirst)
	if !ok {
		return nil
	}
	name := ""
	if m := qqName.FindStringSubmatch(card); m != nil {
		name = m[1]
	}
	return position(p, geotag.GCJ02, name)
}
