package main

import (
	"bytes"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/bots/wecom/wecomtest"
	"snapgrid/configs"
)

// A crew on WeCom gets the card through its group's robot, answers the robot
// with a photo, and the rider on Telegram sees the repair.
func TestCrewOnWeCom(t *testing.T) {
	story(t, func(s *scene) {
		crew, hook := s.crew, s.program.url+"/wecom/callback"
		report := s.liu.SendPhoto(s.riders, snapshot(310), "书院路66号路面塌了一个坑")
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1 收到"))
		s.until("the card", func() bool {
			said := crew.Heard("crew-robot")
			return len(said) > 1 && strings.Contains(said[0].Text, "#1") && said[len(said)-1].Picture != nil
		})
		said := crew.Heard("crew-robot")
		if _, err := jpeg.Decode(bytes.NewReader(said[len(said)-1].Picture)); err != nil {
			s.Errorf("the card's picture: %v", err)
		}
		m := crew.Mixed("crew", "lina", "@网格助手 已修复，回填后铺了沥青", snapshot(311)).Quoting("🟠 #1 路面塌陷")
		for range 2 { // the service repeats a call whose answer it missed
			if status, err := crew.Call(s.Context(), hook, m); err != nil || status != http.StatusOK {
				s.Fatalf("the call was answered %d, %v", status, err)
			}
		}
		s.hear(s.riders, "the resolution", isPhoto, telegramtest.RepliesTo(report), telegramtest.Says("#1 修好了"), telegramtest.Says("铺了沥青"))
		s.until("the answer to the crew", func() bool {
			said := crew.Heard("crew")
			return len(said) == 1 && said[0].Answer && strings.Contains(said[0].Text, "#1 已办结")
		})
		if got := s.ticket(1); len(got.More.ResolutionPhotos) != 1 || got.happened("resolved") != 1 {
			s.Errorf("the ticket is %+v", got)
		}
		if status, err := crew.Call(s.Context(), hook, wecomtest.Message{"msgtype": "text"}); err != nil || status != http.StatusOK {
			s.Errorf("a call without a number was answered %d, %v", status, err)
		}
	}, onWeCom)
}

// onWeCom adds a crew on WeCom to the scene.
func onWeCom(s *scene) {
	service := wecomtest.Start()
	s.Cleanup(service.Close)
	s.crew = service
	s.cfg.WeCom = configs.Default().WeCom
	s.cfg.WeCom.Endpoint = service.URL()
	s.cfg.WeCom.Enabled, s.cfg.WeCom.Token, s.cfg.WeCom.EncodingAESKey = true, service.Token, service.Key
	s.cfg.WeCom.Robots = []string{"crew " + service.Robot("crew-robot")}
	s.cfg.Units[0].Chats = []string{"wecom/crew"}
	s.cfg.Chats = append(s.cfg.Chats, configs.Chat{Channel: "wecom", ID: "crew", Kind: "staff"})
	s.cfg.Staff = append(s.cfg.Staff, configs.Officer{Channel: "wecom", ID: "lina", Name: "李娜", Role: "unit_officer", Unit: "shizheng"})
}
