package page

import "snapgrid/intake"

// item is a page in the menu.
type item struct {
	Name  string // of its template, without "desk_"
	Path  string
	Label string
	Needs intake.Right // that the visitor has to have in some office; "" is every officer's
	Waits func(intake.Waiting) int
}

// group is a row of pages that belong together.
type group struct {
	Label string
	Items []item
}

// menu is all that staff can look at, in the order of a day's work.
var menu = []group{
	{"办件", []item{
		{Name: "board", Path: "/desk", Label: "工作台"},
		{Name: "search", Path: "/desk/search", Label: "查找"},
		{Name: "inbox", Path: "/desk/inbox", Label: "待判断", Waits: func(w intake.Waiting) int { return w.Unsure }},
		{Name: "held", Path: "/desk/held", Label: "先放着的", Waits: func(w intake.Waiting) int { return w.Held }},
		{Name: "whistles", Path: "/desk/whistles", Label: "吹哨", Waits: func(w intake.Waiting) int { return w.Drafts }},
	}},
	{"消息", []item{
		{Name: "outbox", Path: "/desk/outbox", Label: "没送到的", Needs: intake.RightLead, Waits: func(w intake.Waiting) int { return w.Undelivered }},
		{Name: "shortfalls", Path: "/desk/shortfalls", Label: "没做全的", Needs: intake.RightLead},
		{Name: "chats", Path: "/desk/chats", Label: "群", Needs: intake.RightLead},
		{Name: "channels", Path: "/desk/channels", Label: "渠道", Needs: intake.RightLead},
	}},
	{"统计", []item{
		{Name: "stats", Path: "/desk/stats", Label: "统计"},
		{Name: "ledger", Path: "/desk/ledger", Label: "台账"},
	}},
	{"规矩", []item{
		{Name: "routes", Path: "/desk/routes", Label: "派单规则"},
		{Name: "promises", Path: "/desk/promises", Label: "时限和日历"},
		{Name: "roster", Path: "/desk/roster", Label: "今天谁值班"},
		{Name: "places", Path: "/desk/places", Label: "学到的地名", Needs: intake.RightLead},
		{Name: "learning", Path: "/desk/learning", Label: "学到的判断", Needs: intake.RightLead},
	}},
	{"人员", []item{
		{Name: "people", Path: "/desk/people", Label: "工作人员", Needs: intake.RightPeople},
		{Name: "mutes", Path: "/desk/mutes", Label: "不理的人", Needs: intake.RightLead},
	}},
	{"记录", []item{
		{Name: "audit", Path: "/desk/audit", Label: "审计", Needs: intake.RightLead},
		{Name: "queue", Path: "/desk/queue", Label: "后台任务", Needs: intake.RightLead},
		{Name: "programs", Path: "/desk/programs", Label: "其他程序", Needs: intake.RightPeople},
	}},
}

// MenuGroup is a group as a visitor sees it.
type MenuGroup struct {
	Label string
	Path  string // of its first page
	Waits int    // in all its pages
	Here  bool
	Items []MenuItem
}

// MenuItem is a page in it.
type MenuItem struct {
	Path, Label string
	Waits       int
	Here        bool
}

// inMenu are the pages that stand for others which the menu does not name.
var inMenu = map[string]string{"ticket": "board", "bulk": "board", "preview": "board", "whistle": "whistles", "stats_spots": "stats", "stats_tickets": "stats", "calls": "programs"}

// Menu is the menu of an officer on a page of the desk, with what waits. Every view
// whose page includes "deskmenu" has it as the field Menu.
func Menu(o intake.Officer, here string, waiting intake.Waiting) []MenuGroup {
	if other, known := inMenu[here]; known {
		here = other
	}
	var all []MenuGroup
	for _, g := range menu {
		shown := MenuGroup{Label: g.Label}
		for _, i := range g.Items {
			if i.Needs != "" && !o.Has(i.Needs) {
				continue
			}
			entry := MenuItem{Path: i.Path, Label: i.Label, Here: i.Name == here}
			if i.Waits != nil {
				entry.Waits = i.Waits(waiting)
			}
			shown.Waits += entry.Waits
			shown.Here = shown.Here || entry.Here
			shown.Items = append(shown.Items, entry)
		}
		if len(shown.Items) > 0 {
			shown.Path = shown.Items[0].Path
			all = append(all, shown)
		}
	}
	return all
}
