package triage_test

import (
	"testing"
	"unicode/utf8"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

var seeds = []string{"", "路面塌陷，请尽快处置", "3#楼 #12 已修复", "/bind AB12-CD", "#2026新年快乐#", "陕A·12345 13800138000 a@b.cn", "11010519491231002X", "\xff\xfe路灯\x00不亮", "# # # ＃１２", "pothole near gate's o''clock", "６２２２ ０２１２ ３４５６ ７８９４", "一三八零零一三八零零零", "(029)8888 8888", "[图片]", "．．．'’"}

func FuzzJudge(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, i%3, i%2 == 0)
	}
	c := classifier(f)
	f.Fuzz(func(t *testing.T, words string, photos int, place bool) {
		v := c.Judge(triage.Statement{Words: words, Photos: photos, NamesPlace: place})
		switch v.Kind {
		case intake.IsReport, intake.IsUnsure:
			if v.Severity == "" {
				t.Errorf("%q: no severity", words)
			}
		case intake.IsChatter:
			if v.Category != "" || v.Severity != "" {
				t.Errorf("%q: chatter with %q, %q", words, v.Category, v.Severity)
			}
		default:
			t.Errorf("%q: verdict %q", words, v.Kind)
		}
		if v.Confidence < 0.5 || v.Confidence > 1 || v.Reason == "" || !utf8.ValidString(v.Reason) {
			t.Errorf("%q: confidence %g, reason %q", words, v.Confidence, v.Reason)
		}
	})
}

func FuzzReadIntent(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in := triage.ReadIntent(text)
		if in.N < 0 || in.N > 0 && !in.Explicit || len(in.More) > 0 && in.N == 0 || !utf8.ValidString(in.Rest) {
			t.Errorf("ReadIntent(%q) = %+v", text, in)
		}
		if press, ok := triage.ParsePress(text); ok && triage.PressData(press.Kind, press.N) != text {
			t.Errorf("ParsePress(%q) = %+v", text, press)
		}
	})
}

func FuzzMask(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		masked := triage.Mask(text)
		if !utf8.ValidString(masked) {
			t.Errorf("Mask(%q) is no UTF-8", text)
		}
		if again := triage.Mask(masked); again != masked {
			t.Errorf("Mask(%q) = %q, and masked again %q", text, masked, again)
		}
	})
}
