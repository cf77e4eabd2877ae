package configs

import (
	"net"
	"os"
	"reflect"
	"testing"
	"time"

	"snapgrid/intake"
)

func TestExampleEqualsDefault(t *testing.T) {
	text, err := os.ReadFile("snapgrid.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got, err := read("snapgrid.yaml", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	got.origin = nil
	if want := Default(); !reflect.DeepEqual(got, want) {
		t.Errorf("snapgrid.yaml is\n%s\nbut the defaults are\n%s", got, want)
	}
}

// Every key must stand in the example, also those whose default is the zero
// value: a key that is left out would pass the test above.
func TestExampleNamesEveryKey(t *testing.T) {
	text, err := os.ReadFile("snapgrid.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := read("snapgrid.yaml", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	eachField(reflect.ValueOf(c), "", func(key string, _ reflect.StructField, _ reflect.Value) {
		if c.Where(key) == "default" {
			t.Errorf("snapgrid.yaml does not show %s", key)
		}
	})
}

func TestDefaultIsValid(t *testing.T) {
	if err := Default().Validate(); err != nil {
		t.Error(err)
	}
	if _, err := Load("", nil); err != nil {
		t.Error(err)
	}
}

func TestEnvironmentWins(t *testing.T) {
	c, err := read("x.yaml", []byte("language: en\nintake: {quiet_time: 30s}\n"), []string{
		"PATH=/bin",
		"SNAPGRID_TEST_POSTGRES=postgres://x",
		"SNAPGRID_SERVICE_HOST=10.0.0.1",
		"SNAPGRID_PORT=tcp://10.0.0.1:80",
		"SNAPGRID_PORT_80_TCP_ADDR=10.0.0.1",
		"SNAPGRID_LISTEN=:9000",
		"SNAPGRID_DATABASE=postgres://u:p@db/snapgrid",
		"SNAPGRID_INTAKE_QUIET_TIME=5s",
		"SNAPGRID_LOG_LEVEL=debug",
		"SNAPGRID_TELEGRAM_ENABLED=true",
		"SNAPGRID_TELEGRAM_TOKEN=123:abc",
		"SNAPGRID_OPEN311_API_KEYS=one, two,",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Default()
	want.Language = "en"
	want.Listen = ":9000"
	want.Database = "postgres://u:p@db/snapgrid"
	want.Intake.QuietTime = 5 * time.Second
	want.Log.Level = "debug"
	want.Telegram.Enabled = true
	want.Telegram.Token = "123:abc"
	want.Open311.APIKeys = []string{"one", "two"}
	c.origin = nil
	if !reflect.DeepEqual(c, want) {
		t.Errorf("got\n%#v\nwant\n%#v", c, want)
	}
}

func TestWhere(t *testing.T) {
	c, err := read("x.yaml", []byte("language: en\nunits:\n- code: a\n  name: b\n"), []string{"SNAPGRID_LISTEN=:0"})
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"language":       "x.yaml:1",
		"units[0].name":  "x.yaml:4",
		"units[0].chats": "x.yaml:3", // not given: where the entry begins
		"listen":         "SNAPGRID_LISTEN",
		"photos":         "default",
	} {
		if got := c.Where(key); got != want {
			t.Errorf("Where(%q) = %q, want %q", key, got, want)
		}
	}
}

func TestSampleGivesWay(t *testing.T) {
	tests := []struct {
		name, file string
		environ    []string
		sample     bool
	}{
		{"nothing", "", nil, true},
		{"a comment", "# nothing\n", nil, true},
		{"other keys", "language: en\n", nil, true},
		{"one list", "chats: []\n", nil, false},
		{"an empty key", "staff:\n", nil, false},
		{"a variable", "language: en\n", []string{"SNAPGRID_PLACES="}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := read("x.yaml", []byte(tt.file), tt.environ)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(c.Cells)+len(c.Places)+len(c.Units)+len(c.Chats) > 0; got != tt.sample {
				t.Errorf("sample = %v, want %v", got, tt.sample)
			}
		})
	}
}

func TestEntriesTranslate(t *testing.T) {
	c, err := read("x.yaml", []byte(`
units:
  - {code: chengguan, name: 区城管局, categories: [E04, E01], chats: [telegram/-100777]}
chats:
  - {channel: telegram, id: -100123, kind: riders, cell: 610104-07, language: zh-CN}
  - {channel: wechat, title: 红辉社区居民群, kind: residents, cell: 610104}
staff:
  - {channel: telegram, id: 42, name: 周斌, role: grid_officer, cells: [610104-07], unit: chengguan}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	unit := intake.Unit{
		Code: "chengguan", Name: "区城管局", Categories: []string{"E04", "E01"},
		Chats: []intake.ChatRef{{Channel: "telegram", ID: "-100777"}},
	}
	if got := c.Units[0].Intake(); !reflect.DeepEqual(got, unit) {
		t.Errorf("unit %+v", got)
	}
	chats := []intake.Chat{
		{Ref: intake.ChatRef{Channel: "telegram", ID: "-100123"}, Kind: "riders", Cell: "610104-07", Language: "zh-CN"},
		{Ref: intake.ChatRef{Channel: "wechat"}, Title: "红辉社区居民群", Kind: "residents", Cell: "610104"},
	}
	for i, want := range chats {
		if got := c.Chats[i].Intake(); got != want {
			t.Errorf("chat %+v, want %+v", got, want)
		}
	}
	officer := intake.Officer{
		Channel: "telegram", Sender: "42", Name: "周斌",
		Role: intake.RoleGridOfficer, Cells: []string{"610104-07"}, Unit: "chengguan", Listed: true,
	}
	if got := c.Staff[0].Intake(); !reflect.DeepEqual(got, officer) {
		t.Errorf("officer %+v", got)
	}
}

func TestBaseURL(t *testing.T) {
	tests := []struct{ public, listening, want string }{
		{"", "127.0.0.1:8311", "http://127.0.0.1:8311"},
		{"", "[::]:40123", "http://127.0.0.1:40123"},
		{"", "0.0.0.0:80", "http://127.0.0.1:80"},
		{"", "[::1]:8311", "http://[::1]:8311"},
		{"https://grid.example.org/", "127.0.0.1:8311", "https://grid.example.org"},
		{"https://example.org/grid", "127.0.0.1:8311", "https://example.org/grid"},
	}
	for _, tt := range tests {
		addr, err := net.ResolveTCPAddr("tcp", tt.listening)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Config{PublicURL: tt.public}).BaseURL(addr); got != tt.want {
			t.Errorf("BaseURL(%q, %s) = %q, want %q", tt.public, tt.listening, got, tt.want)
		}
	}
}
