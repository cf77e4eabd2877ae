package main

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"snapgrid/bots/wechat/wechattest"
)

// The command tries WeChat as well: whether it can be reached and whether the
// account is logged in. It changes nothing there.
func TestCheckTriesWeChat(t *testing.T) {
	t.Parallel()
	double, err := wechattest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(double.Close)
	for name, tt := range map[string]struct{ endpoint, says string }{
		"there": {double.URL(), "ok    wechat: reachable, nobody is logged in"},
		"away":  {"http://127.0.0.1:9", "FAULT wechat: wechat gives out no code to scan, is it reachable: "},
	} {
		var out bytes.Buffer
		dir := t.TempDir()
		code := run(t.Context(), []string{"check"}, world{in: strings.NewReader(""), out: &out, err: io.Discard, environ: []string{
			"SNAPGRID_DATABASE=sqlite:" + dir + "/x.db", "SNAPGRID_PHOTOS=file:" + dir,
			"SNAPGRID_WECHAT_ENABLED=true", "SNAPGRID_WECHAT_STATE=" + dir + "/wechat", "SNAPGRID_WECHAT_ENDPOINT=" + tt.endpoint,
		}})
		if !strings.Contains(out.String(), tt.says) || (code == 0) != (name == "there") {
			t.Errorf("%s: status %d:\n%s", name, code, out.String())
		}
		if left, err := filepath.Glob(dir + "/*"); err != nil || len(left) > 0 {
			t.Errorf("%s: the check left %q, %v", name, left, err)
		}
	}
	if double.Logins() != 0 {
		t.Errorf("the check logged in %d times", double.Logins())
	}
}
