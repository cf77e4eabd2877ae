package page

import "snapgrid/intake"

// askedNames say what posts ask of a channel, insteadNames what was done where
// the channel could not.
var (
	askedNames = map[intake.Shortfall]string{
		intake.ShortReaction: "回一个表情",
		intake.ShortEdit:     "改前面那条",
		intake.ShortQuote:    "引用原话",
		intake.ShortButtons:  "带按钮",
		intake.ShortAlbum:    "图文一起发",
		intake.ShortLength:   "一条说完",
		intake.ShortCut:      "全文",
		intake.ShortPhoto:    "带照片",
		intake.ShortLink:     "直接发照片",
		intake.ShortTopic:    "发在话题里",
		intake.ShortChat:     "发在原来的群",
	}
	insteadNames = map[intake.Shortfall]string{
		intake.ShortReaction: "没有发",
		intake.ShortEdit:     "没改，前面那条还是原样",
		intake.ShortQuote:    "用文字写上是谁、说了什么（认得出的话）",
		intake.ShortButtons:  "没有按钮，打字回复就行",
		intake.ShortAlbum:    "文字和照片分开发",
		intake.ShortLength:   "太长，拆成几条",
		intake.ShortCut:      "太长，只发了开头",
		intake.ShortPhoto:    "照片发不出，只发了文字",
		intake.ShortLink:     "发了看照片的网址",
		intake.ShortTopic:    "发在话题外面",
		intake.ShortChat:     "群没了，私下告诉反映人",
	}
)

var postNames = map[intake.PostKind]string{
	intake.PostReaction:   "表情",
	intake.PostAck:        "收到的回复",
	intake.PostCard:       "派单卡片",
	intake.PostResolution: "办理结果",
	intake.PostAnswer:     "答复",
	intake.PostAlarm:      "紧急通知",
}
