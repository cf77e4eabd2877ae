package wechat

import "regexp"

// change is what a system message says about a group.
type change struct {
	title   string // the new one; "" if it stayed
	people  bool   // somebody came, went or changed name
	outside bool   // we were put out
	inside  bool   // we were let in
}

// The service's own sentences, as Chinese and English accounts get them.
var (
	renamed = regexp.MustCompile(`修改群名为[“"](.+)[”"]|changed the group name to [“"](.+)[”"]`)
	joined  = regexp.MustCompile(`加入了?群聊|移出了?群聊|退出了?群聊|joined the group|to the group chat|removed .* from the group`)
	thrown  = regexp.MustCompile(`^你被.*移出群聊|^你已被移出群聊|^You were removed from the group`)
	invited = regexp.MustCompile(`邀请你(和.*)?加入了?群聊|invited you (and .* )?to a group chat`)
)

// readSystem reads a system message; most say nothing that concerns us.
func readSystem(content string) change {
	text := plain(content)
	var c change
	if m := renamed.FindStringSubmatch(text); m != nil {
		c.title = m[1] + m[2]
	}
	c.outside = thrown.MatchString(text)
	c.inside = invited.MatchString(text)
	c.people = joined.MatchString(text)
	return c
}
