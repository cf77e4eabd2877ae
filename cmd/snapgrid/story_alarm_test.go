package main

import (
	"bytes"
	"image"
	"image/jpeg"
	"strconv"
	"testing"
	"time"

	"github.com/skip2/go-qrcode"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
)

// WeChat is logged out while nobody is at its phone. An administrator gets the
// alarm on Telegram, with the code as a picture; once that is scanned, the news
// that all is well.
func TestWeChatAlarmReachesAnotherChannel(t *testing.T) {
	story(t, func(s *scene) {
		s.liu.Say(s.liu.Private(), "/start")
		s.hear(s.liu.Private(), "the welcome", telegramtest.Says("办结"))
		s.onAir()
		s.wechat.Sleep(true)
		s.wechat.Logout(1102)
		alarm := s.hear(s.liu.Private(), "the alarm", isPhoto, telegramtest.Says("微信断开了"), telegramtest.Says("扫图里的码"))
		showsCode(s, alarm.Photo, s.wechat.Code())
		s.wechat.Sleep(false)
		s.hear(s.liu.Private(), "the end of the alarm", telegramtest.Says("微信恢复了"))
		group := s.wechat.Group(residents, "赵阿姨")
		group.SendPhoto("赵阿姨", snapshot(310))
		group.Say("赵阿姨", "书院路66号路面塌了一个坑，太危险了")
		s.listen(group, "#1 收到")
		if heard := s.officer.Private().Heard(); len(heard) != 0 {
			s.Errorf("who is no administrator heard %q", heard[0].Text)
		}
	}, onWeChat, func(s *scene) {
		s.cfg.AlarmAfter = time.Second
		s.cfg.Staff = append(s.cfg.Staff, configs.Officer{
			Channel: "telegram", ID: strconv.FormatInt(s.liu.ID, 10), Name: "刘洋", Role: "admin",
		})
	})
}

// showsCode demands that a JPEG is the QR code of some content: it is light and
// dark where that code is, at the middle of every module.
func showsCode(s *scene, picture []byte, content string) {
	s.Helper()
	shown, err := jpeg.Decode(bytes.NewReader(picture))
	s.sound(err)
	code, err := qrcode.New(content, qrcode.Medium)
	s.sound(err)
	modules := code.Bitmap() // with the quiet zone
	dark := darkened(shown)
	side := float64(shown.Bounds().Dx()-2*dark.Min.X) / float64(len(modules)-2*4)
	wrong := 0
	for y := 4; y < len(modules)-4; y++ {
		for x := 4; x < len(modules)-4; x++ {
			at := image.Pt(dark.Min.X+int((float64(x-4)+0.5)*side), dark.Min.Y+int((float64(y-4)+0.5)*side))
			if isDark(shown, at) != modules[y][x] {
				wrong++
			}
		}
	}
	if wrong > 0 {
		s.Errorf("%d of the modules are not those of the code %s", wrong, content)
	}
}

// darkened is the part of a picture that has something dark at its edges.
func darkened(m image.Image) image.Rectangle {
	var all image.Rectangle
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			if isDark(m, image.Pt(x, y)) {
				all = all.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return all
}

func isDark(m image.Image, at image.Point) bool {
	r, _, _, _ := m.At(at.X, at.Y).RGBA()
	return r < 0x8000
}
