package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// moment is one thing that happens in the demonstration: somebody says
// something in a group, and the bot is expected to answer there or elsewhere,
// or to be silent.
type moment struct {
	heading string
	room    room
	who     string
	words   string
	picture []byte
	reply   bool     // to the first thing that the bot said there
	twice   bool     // the service delivers it a second time
	answers []answer // none: the bot is to say nothing
}

// answer is a post that is expected, by words in it.
type answer struct {
	room  room
	words string
}

func (s *street) day() []moment {
	return []moment{
		{
			heading: "早高峰：骑手看见路面塌陷", room: s.riders, who: "骑手小刘", picture: paint(schoolGate, hole),
			words:   "我刚路过槐荫路印刷技校门口，发现路面有一处塌陷，请尽快处置",
			answers: []answer{{s.riders, "#1 收到"}, {s.office, "紧急 #1"}, {s.office, "现场照片"}},
		},
		{
			heading: "同一条送来两次：还是一件", room: s.riders, who: "骑手小马", picture: paint(streetLamp, darkLit), twice: true,
			words:   "书院路426号门口路灯不亮了",
			answers: []answer{{s.riders, "#2 收到"}, {s.office, "#2"}},
		},
		{heading: "闲聊：不搭话", room: s.riders, who: "骑手小马", words: "这个点堵死了，单子都要超时"},
		{room: s.riders, who: "骑手小马", words: "3号楼2单元602的外卖放门口了"},
		{
			heading: "居民群：先发照片，再说话", room: s.residents, who: "赵阿姨", picture: paint(market, rubbish),
			words:   "槐荫农贸市场旁边这堆垃圾三天没人清了",
			answers: []answer{{s.residents, "#3 收到"}, {s.office, "#3"}},
		},
		{
			heading: "处置：工作群里回复，带照片", room: s.office, who: "周师傅", picture: paint(schoolGate, nothing), reply: true,
			words:   "已修复，回填后铺了沥青",
			answers: []answer{{s.office, "#1 已办结"}, {s.riders, "#1 修好了"}},
		},
		{
			room: s.office, who: "周师傅", words: "#3 处理完毕，已清运", picture: paint(market, nothing),
			answers: []answer{{s.residents, "#3 修好了"}},
		},
		{
			heading: "回访", room: s.riders, who: "骑手小刘", words: "满意",
			answers: []answer{{s.riders, "#1 谢谢"}},
		},
		{
			room: s.residents, who: "赵阿姨", words: "#3 不满意，又堆上了",
			answers: []answer{{s.residents, "重新交办"}, {s.office, "没修好"}},
		},
		{
			heading: "随时查", room: s.riders, who: "骑手小刘", words: "查 #1",
			answers: []answer{{s.riders, "已解决"}},
		},
	}
}

// answerTime is how long the demonstration waits for the bot.
const answerTime = time.Minute

// play lets the day happen and prints it.
func (s *street) play(ctx context.Context, day []moment) error {
	for _, m := range day {
		if m.heading != "" {
			fmt.Fprintf(s.out, "\n── %s ──\n", m.heading)
		}
		fmt.Fprintf(s.out, "%s | %s：%s%s\n", m.room.title(), m.who, pictureMark(m.picture != nil), m.words)
		m.room.say(m.who, m.words, m.picture, m.reply)
		if m.twice {
			s.telegram.Repeat(1)
		}
		if err := s.await(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// await waits for the answers and prints all that was said meanwhile.
func (s *street) await(ctx context.Context, m moment) error {
	ctx, done := context.WithTimeout(ctx, answerTime)
	defer done()
	for _, a := range m.answers {
		for !s.said(a) {
			select {
			case <-ctx.Done():
				return fmt.Errorf("the answer %q in %s did not come: %w", a.words, a.room.title(), ctx.Err())
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	for _, r := range s.rooms() {
		s.print(r)
	}
	return nil
}

// said reports whether an answer is among what was not printed yet.
func (s *street) said(a answer) bool {
	for _, h := range a.room.heard()[s.shown[a.room.title()]:] {
		if strings.Contains(h.text, a.words) {
			return true
		}
	}
	return false
}

// print shows what the bot said in a room since the last time.
func (s *street) print(r room) {
	all := r.heard()
	for _, h := range all[s.shown[r.title()]:] {
		text := strings.ReplaceAll(h.text, "\n", "\n        ")
		fmt.Fprintf(s.out, "%s |   ▸ %s%s\n", r.title(), pictureMark(h.picture), text)
	}
	s.shown[r.title()] = len(all)
}

func pictureMark(is bool) string {
	if is {
		return "[照片] "
	}
	return ""
}
