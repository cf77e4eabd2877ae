package wecom

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"snapgrid/intake"
)

// What a robot can not do is in the receipt, and nothing else is.
func TestShortfalls(t *testing.T) {
	shot := []intake.Picture{{Name: "renditions/a_1280.jpg", JPEG: []byte("\xff\xd8\xff")}}
	choice := []intake.Button{{Label: "满意", Data: "ok:1"}}
	long := strings.Repeat("路", 1000)
	tests := map[string]struct {
		d    intake.Delivery
		want []intake.Shortfall
	}{
		"words":                 {intake.Delivery{To: group("group1"), Text: "#1 收到"}, nil},
		"all that a robot can":  {intake.Delivery{To: group("group1"), Text: "#1 修好了", Pictures: shot, Buttons: choice}, []intake.Shortfall{intake.ShortButtons, intake.ShortAlbum}},
		"long words":            {intake.Delivery{To: group("group1"), Text: long}, []intake.Shortfall{intake.ShortLength}},
		"a reaction":            {intake.Delivery{To: group("group1"), ReplyTo: "1", Reaction: "👀"}, []intake.Shortfall{intake.ShortReaction}},
		"an edit":               {intake.Delivery{To: group("group1"), EditOf: "1", Text: "#1"}, []intake.Shortfall{intake.ShortEdit}},
		"a photo, no robot":     {intake.Delivery{To: group("single/zhang"), Private: true, Text: "#1 修好了", Pictures: shot}, []intake.Shortfall{intake.ShortLink}},
		"long words, no robot":  {intake.Delivery{To: group("single/zhang"), Private: true, Text: long}, []intake.Shortfall{intake.ShortCut}},
		"short words, no robot": {intake.Delivery{To: group("single/zhang"), Private: true, Text: "#1 收到"}, nil},
	}
	for name, test := range tests {
		r := newRig(t)
		r.call(r.service.Text("", "zhang", "路灯不亮"), http.StatusOK) // what can be answered without a robot
		test.d.Key = name
		receipt, err := r.adapter.Post(t.Context(), test.d)
		if err != nil || !slices.Equal(receipt.Short, test.want) {
			t.Errorf("%s fell short in %q, want %q; %v", name, receipt.Short, test.want, err)
		}
	}
}
