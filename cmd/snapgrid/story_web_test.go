package main

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"snapgrid/configs"
)

// onWeb is a scene of the sample district, as the first start shows it, without
// a chat service.
func onWeb(s *scene) {
	cfg := configs.Default()
	cfg.Listen, cfg.Database, cfg.Photos, cfg.Intake = s.cfg.Listen, s.cfg.Database, s.cfg.Photos, s.cfg.Intake
	s.cfg = cfg
}

// administrator logs in by the link that the first start prints.
func (s *scene) administrator() *browser {
	s.Helper()
	var out bytes.Buffer
	s.sound(s.program.greet(s.Context(), world{out: &out}))
	for _, words := range []string{s.program.url + "/report", s.program.url + "/chat/riders", "/open311/discovery.json"} {
		if !strings.Contains(out.String(), words) {
			s.Errorf("the greeting lacks %s:\n%s", words, out.String())
		}
	}
	b := s.browser()
	for _, to := range link.FindAllString(out.String(), -1) {
		if strings.Contains(to, "/login?code=") {
			b.logIn(to)
			return b
		}
	}
	s.Fatalf("the first start prints no link for the administrator:\n%s", out.String())
	return nil
}

// mend answers a card in the staff room with a photo.
func (b *browser) mend(card, words string, photo []byte) {
	b.Helper()
	number, _ := b.line(b.await("/chat/staff", card), card)
	page := b.open("/chat/staff?reply=" + number)
	b.form(page, "/chat/staff/say").with("words", words).send(photo)
}

func TestReportOnAPage(t *testing.T) {
	story(t, func(s *scene) {
		reporter, officer := s.browser(), s.administrator()
		page := reporter.form(reporter.open("/report"), "/report").
			with("words", "路面塌了一个坑，电动车差点摔了").with("where", "书院路66号").send(snapshot(210))
		talk := page.path
		if !strings.HasPrefix(talk, "/report/") {
			s.Fatalf("the report led to %s", talk)
		}
		page = reporter.await(talk, "#1 收到")
		if _, line := reporter.line(page, "#1 收到"); !strings.Contains(line, "书院路66号") {
			s.Errorf("the acknowledgement is\n%s", line)
		}
		officer.mend("#1 现场照片", "已修复，铺了新沥青", snapshot(211))
		page = reporter.await(talk, "#1 修好了")
		_, news := reporter.line(page, "#1 修好了")
		if !strings.Contains(news, "铺了新沥青") {
			s.Errorf("the resolution is\n%s", news)
		}
		if pair := s.published(reporter.picture(news)); pair.Width <= pair.Height {
			s.Errorf("before and after are not side by side: %d×%d", pair.Width, pair.Height)
		}
		reporter.form(page, talk+"/say").with("words", "满意").send()
		reporter.await(talk, "谢谢您")
		s.rest()
		if got := s.ticket(1); got.More.Status != "closed" || got.More.Channel != "web" || len(got.More.ResolutionPhotos) != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	}, onWeb)
}

func TestRiderInTheRoom(t *testing.T) {
	story(t, func(s *scene) {
		rider, neighbour, officer := s.browser(), s.browser(), s.administrator()
		rider.enter("/chat/riders", "刘洋")
		neighbour.enter("/chat/riders", "王敏")
		neighbour.form(neighbour.open("/chat/riders"), "/chat/riders/say").with("words", "今天的盒饭真难吃").send()
		rider.form(rider.open("/chat/riders"), "/chat/riders/say").with("words", "纺织路98号垃圾堆成山没人清").send(snapshot(212))
		page := rider.await("/chat/riders", "#1 收到")
		if _, line := rider.line(page, "#1 收到"); !strings.Contains(line, "纺织路98号垃圾堆成山没人清") {
			s.Errorf("the acknowledgement answers nothing of the rider's:\n%s", line)
		}
		neighbour.form(neighbour.open("/chat/riders"), "/chat/riders/say").with("words", "#1 已修复").send(snapshot(213))
		neighbour.await("/chat/riders", "只有负责的工作人员能改")
		officer.mend("垃圾堆成山没人清", "已修复", snapshot(214))
		page = neighbour.await("/chat/riders", "#1 修好了")
		_, news := neighbour.line(page, "#1 修好了")
		if pair := s.published(neighbour.picture(news)); pair.Width <= pair.Height {
			s.Errorf("before and after are not side by side: %d×%d", pair.Width, pair.Height)
		}
		if strings.Contains(news, `value="dissatisfied:1"`) {
			s.Error("a neighbour may rate the repair")
		}
		page = rider.open("/chat/riders")
		number, _ := rider.line(page, "#1 修好了")
		if !strings.Contains(page.body, `value="dissatisfied:1"`) {
			s.Fatalf("the reporter may not rate the repair:\n%s", page.body)
		}
		rider.form(page, "/chat/riders/press").with("message", number).with("data", "dissatisfied:1").send()
		rider.await("/chat/riders", "已重新交办")
		if got := s.ticket(1); got.More.Status != "reopened" || s.opened() != 1 {
			s.Errorf("the ticket is %+v", got)
		}
	}, onWeb)
}

// Who presses "send" twice means it once.
func TestReportSentTwice(t *testing.T) {
	story(t, func(s *scene) {
		b := s.browser()
		filled := b.form(b.open("/report"), "/report").with("words", "书院路66号路灯不亮了")
		first, second := filled.send(snapshot(215)), filled.send(snapshot(215))
		if first.path != second.path {
			s.Errorf("the report led to %s and %s", first.path, second.path)
		}
		b.await(first.path, "#1 收到")
		s.rest()
		if got := s.ticket(1); s.opened() != 1 || len(got.More.Photos) != 1 {
			s.Errorf("one report became %d tickets: %+v", s.opened(), got)
		}
	}, onWeb)
}

// The public sees the matter, and nothing of the person.
func TestPublicPages(t *testing.T) {
	story(t, func(s *scene) {
		rider, public := s.browser(), s.browser()
		rider.enter("/chat/residents", "刘大洋")
		rider.form(rider.open("/chat/residents"), "/chat/residents/say").
			with("words", "金槐家园楼下垃圾堆成山没人清，电话13812345678，邮箱liu@example.com").send(outdoors(216, 38.6012, 104.0930))
		page := rider.await("/chat/residents", "#1 收到")
		s.rest()
		home := public.open("/")
		thumbnail := strings.Replace(s.ticket(1).MediaURL, "_1280.jpg", "_320.jpg", 1)
		s.published(thumbnail)
		if !strings.Contains(home.body, "垃圾堆成山没人清") || !strings.Contains(home.body, strings.TrimPrefix(thumbnail, s.program.url)) {
			s.Errorf("the first page shows\n%s", home.body)
		}
		_, line := rider.line(page, "垃圾堆成山没人清")
		pages := map[string]string{
			"the first page": home.body, "the ticket": public.open("/tickets/1").body,
			"Open311 as JSON": s.get("/open311/v2/requests.json?extensions=true"), "Open311 as XML": s.get("/open311/v2/requests/1.xml?extensions=true"),
		}
		for where, body := range pages {
			for _, private := range []string{"13812345678", "liu@example.com", "刘大洋", "guest-", "m-" + lineID.FindStringSubmatch(line)[1]} {
				if strings.Contains(body, private) {
					s.Errorf("%s tells %s:\n%s", where, private, body)
				}
			}
		}
	}, onWeb)
}

func TestStaffRoomIsClosed(t *testing.T) {
	story(t, func(s *scene) {
		stranger, officer := s.browser(), s.administrator()
		stranger.enter("/chat/riders", "路人")
		for _, path := range []string{"/chat/staff", "/chat/staff/events", "/desk", "/desk/outbox", "/desk/tickets/1"} {
			if page := stranger.open(path); page.status == http.StatusOK && page.path == path {
				s.Errorf("%s is open to strangers:\n%s", path, page.body)
			}
		}
		if page := stranger.open("/"); strings.Contains(page.body, `href="/chat/staff"`) {
			s.Error("strangers are shown the way to the staff room")
		}
		if page := officer.open("/chat/staff"); page.status != http.StatusOK {
			s.Errorf("staff find their room closed: %d", page.status)
		}
	}, onWeb)
}
