package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// The figures of a page are those that the visitor answers for, and each leads to the
// tickets that it counts.
func TestFigurePages(t *testing.T) {
	h := open(t)
	for i, change := range []func(*intake.Ticket){
		func(t *intake.Ticket) {
			t.Status, t.Ending, t.DoneAt = intake.StatusClosed, intake.EndingSolved, start.Add(time.Hour)
		},
		func(t *intake.Ticket) { t.Unit = "shizheng" },
		func(t *intake.Ticket) { t.Status, t.MergedInto = intake.StatusMerged, 1 },
	} {
		ticket := intake.Ticket{
			Status: intake.StatusDispatched, Unit: "chengguan", Category: "E0401", Masked: "路塌了" + strings.Repeat("啊", i), OpenedAt: start, DueAt: start.Add(2 * time.Hour),
		}
		ticket.Fix.Cell = "c1"
		change(&ticket)
		if _, err := h.store.OpenTicket(t.Context(), ticket); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		role intake.Role
		unit string
		want []string
	}{
		{intake.RoleStreet, "", []string{">2 件</a> · 剔除 1", ">1</a> / 2 · 剔除 1", "50.0 %", "红辉网格", "共受理 2 件，其中解决 1 件"}},
		{intake.RoleUnitOfficer, "shizheng", []string{">1 件</a>", ">0</a> / 1", "只算你负责的", "共受理 1 件，其中解决 0 件"}},
		{intake.RoleUnitOfficer, "none", []string{">0 件</a>", "共受理 0 件，其中解决 0 件"}},
	} {
		page := h.login(intake.Officer{Name: "周斌", Role: tt.role, Unit: tt.unit}).get("/desk/stats")
		if page.status != http.StatusOK {
			t.Fatalf("%s: %d\n%s", tt.role, page.status, page.body)
		}
		for _, want := range tt.want {
			if !strings.Contains(page.body, want) {
				t.Errorf("%s of %q does not see %q in\n%s", tt.role, tt.unit, want, page.body)
			}
		}
	}
	street := h.login(intake.Officer{Name: "周斌", Role: intake.RoleStreet})
	for path, want := range map[string]string{
		"/desk/stats/tickets?figure=solved&part=counted": "路塌了<",
		"/desk/stats/tickets?figure=solved&part=missed":  "路塌了啊<",
		"/desk/stats/tickets?figure=on_time&part=merged": "路塌了啊啊<",
		"/desk/stats?cell=c1&class=E04":                  "50.0 %",
		"/desk/stats?from=2020-01-01&to=2020-01-31":      "共受理 0 件",
		"/desk/stats/spots":                              "没有",
		"/desk/ledger":                                   "<td dir=\"auto\">路塌了啊啊</td>",
		"/desk/ledger?cell=c1":                           "<th scope=\"col\">投诉人</th><th scope=\"col\">投诉问题</th><th scope=\"col\">处理意见及结果</th><th scope=\"col\">经办人</th>",
		"/desk/stats/tickets?figure=received&part=counted&from=2020-01-01&to=2020-1-1": "日期写成",
		"/desk/stats?cell=nowhere": "没有这个网格",
	} {
		if page := street.get(path); !strings.Contains(page.body, want) {
			t.Errorf("%s does not say %q:\n%s", path, want, page.body)
		}
	}
}
