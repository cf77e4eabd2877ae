package notice

import (
	"slices"
	"strings"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// samples are facts of every kind, with the longest values that are likely in
// earnest, to try sentences with. Where a variant is kept for a class or a state,
// the ticket is of that class and in that state.
func (w *Writer) samples(v Variant) []Facts {
	var all []Facts
	for _, status := range intake.Statuses() {
		for _, bare := range []bool{false, true} {
			f := w.sampleOf(status, bare)
			stand(&f.Ticket, v.State)
			if c, ok := w.classUnder(v.Class); ok {
				f.Ticket.Category = c.Code
			}
			all = append(all, f)
		}
	}
	return all
}

// stand lets a ticket stand as a state says: an ending or a status.
func stand(t *intake.Ticket, state string) {
	switch status := intake.Ending(state).Status(); {
	case state == "":
	case status != "":
		t.Status, t.Ending = status, intake.Ending(state)
	default:
		t.Status, t.Ending = intake.Status(state), ""
	}
}

// classUnder finds a class whose code begins with a prefix.
func (w *Writer) classUnder(prefix string) (intake.Category, bool) {
	i := slices.IndexFunc(w.categories, func(c intake.Category) bool { return strings.HasPrefix(c.Code, prefix) })
	if prefix == "" || i < 0 {
		return intake.Category{}, false
	}
	return w.categories[i], true
}

// longestClass and longestUnit have the longest names that sentences will meet.
func (w *Writer) longestClass() (longest intake.Category) {
	for _, c := range w.categories {
		if len(c.Name)+len(c.NameEn) > len(longest.Name)+len(longest.NameEn) {
			longest = c
		}
	}
	return longest
}

func (w *Writer) longestUnit() (longest intake.Unit) {
	for _, u := range w.units {
		if len(u.Name) > len(longest.Name) {
			longest = u
		}
	}
	return longest
}

// sampleOf is a matter in a status. A bare one is what the least is known of.
func (w *Writer) sampleOf(status intake.Status, bare bool) Facts {
	at := time.Date(2026, 12, 28, 2, 30, 0, 0, time.UTC)
	t := intake.Ticket{N: 1234567, Status: status, Severity: intake.Ordinary, Channel: "telegram", OpenedAt: at, ChangeAt: at, DueAt: at.Add(15 * 24 * time.Hour)}
	t.Wait = intake.Wait{For: intake.WaitMeeting, Until: at.Add(30 * 24 * time.Hour)}
	for _, e := range intake.Endings() {
		if e.Status() == status {
			t.Ending, t.DoneAt = e, at.Add(15*24*time.Hour+23*time.Hour)
		}
	}
	if bare {
		return Facts{Ticket: t}
	}
	const words = "我刚骑车路过槐荫路印刷技校门口，发现路面有一处塌陷，坑有半米深，旁边没有任何遮挡，晚上骑车的人根本看不见，请尽快处置，谢谢"
	t.Severity, t.Category = intake.Emergency, w.longestClass().Code
	t.Words, t.Masked, t.Outcome = strings.Repeat(words, 3), strings.Repeat(words, 3), strings.Repeat("现场围挡后开挖回填，重新铺了沥青，恢复通行。", 6)
	t.Fix = geotag.Fix{Source: geotag.SourceCell, Address: strings.Repeat("槐荫路与书院路交叉口东北角印刷技校正门", 3)}
	t.Unit, t.DoneBy, t.Clocks.VerifyBy = w.longestUnit().Code, w.longestUnit().Code, at.Add(20*24*time.Hour)
	t.Tier, t.RiseAt = intake.TierConsult, t.DueAt
	f := Facts{
		Ticket: t, Tickets: slices.Repeat([]intake.Ticket{t}, 5), Pair: true, Name: "骑手小刘（槐荫片区流动网格员）", Quote: words, Second: words,
		Link: "https://grid.district.example.org/login?code=ABCDEFGHIJKLMNOPQRSTUVWXYZ", Code: "ABCDEFGHJK", Role: intake.RoleUnitOfficer,
		People:  []intake.Officer{{ID: 1207, Name: "欧阳建国", Role: intake.RoleGridOfficer}, {ID: 1311, Name: "欧阳建国", Role: intake.RoleUnitOfficer}},
		Where:   "槐荫区 书院路街道 槐荫社区 第八网格",
		Channel: "wechat", Trouble: "confirm", Week: Week{Days: "12-21 – 12-27", Received: 12345, Solved: 12345, OnTime: "93.7% (11567/12345)", Content: "90.0% (2700/3000)"},
		Alias: 1207, Names: []Named{{1207, "骑手小刘"}, {1208, "骑手小王"}}, Proof: intake.Proof{Stopped: at, Done: at.Add(time.Hour)}, Overdue: true,
		Officer: "欧阳志远", First: w.longestUnit().Code, Silent: true, Screened: true,
		Handed: slices.Repeat([]GivenBack{{w.longestUnit().Code, words}}, 3),
		Offer:  intake.Offer{Units: slices.Repeat([]string{t.Unit}, 5), Words: words, Until: t.DueAt, State: intake.OfferOpen, Unit: t.Unit},
		Guest:  intake.Guest{Unit: t.Unit, Until: t.DueAt}, Said: strings.Repeat(words, 3),
		Suspects: []intake.Suspect{{N: 1234010, Metres: 12345}, {N: 1234011, Metres: 12345}, {N: 1234012, Metres: 12345}},
	}
	f.Whistle = w.sampleWhistle(t)
	for i, kind := range []intake.FindingKind{
		intake.FindingKnown, intake.FindingKnown, intake.FindingUnchanged, intake.FindingReused,
		intake.FindingEarly, intake.FindingFar, intake.FindingBlurred,
	} {
		f.Findings = append(f.Findings, intake.Finding{Kind: kind, Other: int64(1234000 + i), Metres: 12345})
	}
	return f
}
