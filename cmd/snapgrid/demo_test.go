package main

import (
	"strings"
	"testing"
)

// TestDemo plays the sample street's day to its end. Its photos are of different
// places and show a repair: nobody is suspected of anything.
func TestDemo(t *testing.T) {
	t.Parallel()
	code, out := say(t, nil, "demo")
	if code != 0 || !strings.Contains(out, "已解决") {
		t.Fatalf("%d:\n%s", code, out)
	}
	for _, wrong := range []string{"很像", "请核一下", "<no value>"} {
		if strings.Contains(out, wrong) {
			t.Errorf("the day shows %q:\n%s", wrong, out)
		}
	}
}
