package main

import (
	"os"
	"path/filepath"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
)

// words puts a sentence of the operator's own into the folder of the story.
func (s *scene) words(file, text string) {
	s.Helper()
	if s.cfg.Sentences == "" {
		s.cfg.Sentences = s.TempDir()
	}
	path := filepath.Join(s.cfg.Sentences, file)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		s.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.Fatal(err)
	}
}

// The group hears what the operator wrote: for every ticket, for a class alone, and
// after the files changed while the program runs.
func TestOperatorsOwnWords(t *testing.T) {
	story(t, func(s *scene) {
		lamp := s.liu.SendPhoto(s.riders, snapshot(401), "书院路66号路灯不亮了")
		s.hear(s.riders, "our own words", telegramtest.RepliesTo(lamp), telegramtest.Says("#1 记下啦"))
		pit := s.liu.SendPhoto(s.riders, snapshot(402), trouble)
		s.hear(s.riders, "the words of the class", telegramtest.RepliesTo(pit), telegramtest.Says("#2 小心脚下"))
		s.words("zh-CN/status.tmpl", "#{{.N}} 现在：{{.State}}")
		s.sound(s.program.reword())
		asked := s.liu.Say(s.riders, "查 #1")
		s.hear(s.riders, "the new words", telegramtest.RepliesTo(asked), telegramtest.Says("#1 现在：已派单"))
		s.words("zh-CN/status.tmpl", "#{{.N}} {{.Words}}")
		if err := s.program.reword(); err == nil {
			s.Error("a sentence for groups may repeat what was written")
		}
		asked = s.liu.Say(s.riders, "查 #2")
		s.hear(s.riders, "the last words that were sound", telegramtest.RepliesTo(asked), telegramtest.Says("#2 现在："))
	}, func(s *scene) {
		s.words("zh-CN/ack.tmpl", "#{{.N}} 记下啦：{{.What}}")
		s.words("zh-CN/ack.E0401.tmpl", "#{{.N}} 小心脚下：{{.What}}")
	})
}
