package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"snapgrid/bots/telegram/telegramtest"
)

// moment is one thing that happens in the demonstration: somebody says
// something in a group, and the bot is expected to answer there or elsewhere,
// or to be silent.
type moment struct {
	heading string
	chat    *telegramtest.Chat
	who     *telegramtest.User
	words   string
	picture []byte
	answers []answer           // none: the bot is to say nothing
	reply   *telegramtest.Chat // answer the bot's last post in this chat
}

// answer is a post that is expected, by a word in it.
type answer struct {
	chat *telegramtest.Chat
	word string
}

func (s *street) day() []moment {
	return []moment{
		{
			heading: "早高峰：骑手看见路面塌陷", chat: s.riders, who: s.rider, picture: paint(road, hole),
			words:   "我刚路过槐荫路印刷技校门口，发现路面有一处塌陷，请尽快处置",
			answers: []answer{{s.riders, "#1"}, {s.office, "紧急 #1"}},
		},
		{chat: s.riders, who: s.second, words: "这个点堵死了，单子都要超时"},
		{chat: s.riders, who: s.second, words: "3号楼2单元602的外卖放门口了"},
		{
			heading: "居民群：先发照片，再说话", chat: s.residents, who: s.aunt, picture: paint(yard, rubbish),
		},
		{
			chat: s.residents, who: s.aunt, words: "槐荫农贸市场旁边这堆垃圾三天没人清了",
			answers: []answer{{s.residents, "#2"}, {s.office, "#2"}},
		},
		{
			heading: "处置：工作群里回复，带照片", chat: s.office, who: s.crew, picture: paint(road, patch), reply: s.office,
			words:   "#1 已修复，回填后铺了沥青",
			answers: []answer{{s.office, "#1"}, {s.riders, "修好了"}},
		},
		{chat: s.office, who: s.crew, words: "#2 处理完毕，已清运", picture: paint(yard, nothing), answers: []answer{{s.residents, "修好了"}}},
		{heading: "回访", chat: s.riders, who: s.rider, words: "满意", answers: []answer{{s.riders, "谢谢"}}},
		{chat: s.residents, who: s.aunt, words: "#2 不满意，又堆上了", answers: []answer{{s.residents, "重新交办"}, {s.office, "没修好"}}},
		{heading: "随时查", chat: s.residents, who: s.aunt, words: "查 #2", answers: []answer{{s.residents, "重新办理"}}},
	}
}

// answerTime is how long the demonstration waits for the bot.
const answerTime = 30 * time.Second

// play lets the day happen and prints it.
func (s *street) play(ctx context.Context, day []moment) error {
	for _, m := range day {
		if m.heading != "" {
			fmt.Fprintf(s.out, "\n── %s ──\n", m.heading)
		}
		s.perform(m)
		if err := s.await(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// perform lets a person speak.
func (s *street) perform(m moment) {
	fmt.Fprintf(s.out, "%s | %s：%s%s\n", m.chat.Title(), m.who.Name, pictureMark(m.picture != nil), m.words)
	var options []telegramtest.Option
	if m.reply != nil {
		if heard := m.reply.Heard(); len(heard) > 0 {
			options = append(options, telegramtest.ReplyTo(heard[0].ID))
		}
	}
	if m.picture != nil {
		m.who.SendPhoto(m.chat, m.picture, m.words, options...)
		return
	}
	m.who.Say(m.chat, m.words, options...)
}

// await waits for the answers and prints all that was said meanwhile.
func (s *street) await(ctx context.Context, m moment) error {
	ctx, done := context.WithTimeout(ctx, answerTime)
	defer done()
	for _, a := range m.answers {
		from := s.shown[a.chat]
		fits := func(sent telegramtest.Sent) bool {
			return strings.Contains(sent.Text, a.word) && !s.printed(a.chat, from, sent)
		}
		if _, err := a.chat.WaitFor(ctx, fits); err != nil {
			return fmt.Errorf("the answer %q in %s did not come: %w", a.word, a.chat.Title(), err)
		}
	}
	for _, c := range s.groups() {
		s.print(c)
	}
	return nil
}

// printed reports whether a post was among the first n of a chat.
func (s *street) printed(c *telegramtest.Chat, n int, sent telegramtest.Sent) bool {
	for _, old := range c.Heard()[:n] {
		if old.ID == sent.ID && old.Kind == sent.Kind {
			return true
		}
	}
	return false
}

// print shows what the bot said in a chat since the last time.
func (s *street) print(c *telegramtest.Chat) {
	heard := c.Heard()
	for _, sent := range heard[s.shown[c]:] {
		text := strings.ReplaceAll(sent.Text, "\n", "\n        ")
		switch sent.Kind {
		case telegramtest.Reaction:
			text = sent.Emoji
		case telegramtest.Edit:
			text = "（更正）" + text
		case telegramtest.Text, telegramtest.Photo, telegramtest.Deletion:
		}
		fmt.Fprintf(s.out, "%s |   ▸ %s%s\n", c.Title(), pictureMark(sent.Kind == telegramtest.Photo), text)
	}
	s.shown[c] = len(heard)
}

func pictureMark(is bool) string {
	if is {
		return "[照片] "
	}
	return ""
}
