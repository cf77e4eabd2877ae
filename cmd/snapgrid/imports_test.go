package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// rooms are the folders of intake, and which other rooms each may use.
var rooms = map[string][]string{
	"pipeline": {"triage", "desk", "advice", "whistle"},
	"triage":   nil,
	"desk":     {"triage", "dispatch", "notice", "sla", "alike"},
	"alike":    nil,
	"dispatch": nil,
	"examine":  {"notice"},
	"learn":    {"triage"},
	"lease":    nil,
	"advice":   nil,
	"notice":   nil,
	"outbox":   nil,
	"photo":    nil,
	"sla":      nil,
	"tidy":     nil,
	"proof":    nil,
	"search":   nil,
	"stats":    {"notice"},
	"whistle":  {"notice"},
	"token":    nil,
	"webhook":  {"outline"},
	"outline":  nil,
}

// homes says where alone a foreign module may be used.
var homes = map[string][]string{
	"github.com/riverqueue/river":        {"storage/queue", "storage/postgres", "storage/sqlite"},
	"github.com/jackc/pgx":               {"storage/postgres", "storage/storagetest/pgtest"},
	"modernc.org/sqlite":                 {"storage/sqlite"},
	"github.com/pressly/goose":           {"storage"},
	"github.com/go-telegram/bot":         {"bots/telegram"},
	"github.com/eatmoreapple/openwechat": {"bots/wechat"},
	"github.com/paulmach/osm":            {"geotag/osm"},
	"github.com/disintegration/imaging":  {"intake/photo"},
	"github.com/gen2brain/heic":          {"intake/photo/heic"},
	"github.com/ebitengine/purego":       {}, // it would need libraries of the system
	"github.com/minio/minio-go":          {"storage/blob"},
	"github.com/xuri/excelize":           {"intake/ledger"},
	"golang.org/x/text":                  {"intake/ledger"},
	"github.com/klauspost/compress":      {"bots/web"},
	"github.com/danielgtaylor/huma":      {"bots/web/api"},
	"go.opentelemetry.io":                {"storage/trace"},
	"github.com/rs/zerolog/log":          {}, // the logger comes by the context
}

// refusal says why the package in folder may not import path; "" if it may.
func refusal(folder, path string) string {
	for module, allowed := range homes {
		if within(path, module) && !slices.ContainsFunc(allowed, func(home string) bool { return within(folder, home) }) {
			return "it belongs in " + strings.Join(allowed, ", ") + " only"
		}
	}
	ours, isOurs := strings.CutPrefix(path, "snapgrid/")
	switch {
	case !isOurs && foreign(path) && (folder == "intake" || within(folder, "geotag") && !atHome(folder, path)):
		return "only the standard library is used here"
	case !isOurs || within(folder, "cmd"):
		return ""
	case !slices.ContainsFunc(reach(folder), func(reached string) bool { return covers(reached, ours) }):
		return "no arrow leads there"
	}
	return ""
}

// atHome reports whether a folder is the home of a foreign module.
func atHome(folder, path string) bool {
	for module, allowed := range homes {
		if within(path, module) && slices.Contains(allowed, folder) {
			return true
		}
	}
	return false
}

// reach lists what of ours a folder may import: a name alone is that package,
// a name with /… also all below it.
func reach(folder string) []string {
	parts := strings.Split(folder, "/")
	all := []string{"intake", "intake/…", "geotag", "geotag/…"}
	switch {
	case parts[0] == "geotag":
		return []string{"geotag/…"}
	case folder == "intake":
		return []string{"geotag"}
	case parts[0] == "intake":
		reached := []string{"intake", "geotag", "geotag/…", "intake/" + parts[1] + "/…"}
		for _, other := range rooms[parts[1]] {
			reached = append(reached, "intake/"+other)
		}
		return reached
	case folder == "bots":
		return []string{"intake", "intake/lease", "geotag"}
	case parts[0] == "bots":
		return append(all, "bots", "bots/botstest", "bots/fetch", "bots/"+parts[1]+"/…")
	case parts[0] == "storage":
		return append(all, "storage/…")
	case parts[0] == "configs":
		return append(all, "bots/…")
	}
	return nil
}

func covers(reached, path string) bool {
	if below, ok := strings.CutSuffix(reached, "/…"); ok {
		return within(path, below)
	}
	return reached == path
}

// within reports whether path is base or below it.
func within(path, base string) bool { return path == base || strings.HasPrefix(path, base+"/") }

// foreign reports whether a path is outside the standard library.
func foreign(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// TestImportLaw reads every file that is built into the program.
func TestImportLaw(t *testing.T) {
	files := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files++
		return obey(t, path)
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("only %d files were read", files)
	}
}

func obey(t *testing.T, path string) error {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	relative, err := filepath.Rel(root, path)
	if err != nil {
		return err
	}
	folder := filepath.ToSlash(filepath.Dir(relative))
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if why := refusal(folder, imported); why != "" {
			t.Errorf("%s imports %s: %s", filepath.ToSlash(relative), imported, why)
		}
	}
	return nil
}

// TestImportLawRefuses shows that the law has teeth.
func TestImportLawRefuses(t *testing.T) {
	tests := []struct {
		folder, path string
		refused      bool
	}{
		{"geotag", "snapgrid/intake", true},
		{"geotag", "github.com/paulmach/orb", true},
		{"geotag", "encoding/json", false},
		{"geotag", "github.com/paulmach/osm", true},
		{"geotag/osm", "github.com/paulmach/osm/osmpbf", false},
		{"geotag/links", "github.com/paulmach/osm", true},
		{"intake", "github.com/rs/zerolog", true},
		{"intake", "snapgrid/intake/desk", true},
		{"intake", "snapgrid/geotag", false},
		{"intake/desk", "snapgrid/storage", true},
		{"intake/desk", "snapgrid/bots", true},
		{"intake/desk", "snapgrid/intake/outbox", true},
		{"intake/desk", "snapgrid/intake/triage", false},
		{"intake/pipeline", "snapgrid/configs", true},
		{"intake/outbox", "github.com/riverqueue/river", true},
		{"intake/photo", "github.com/disintegration/imaging", false},
		{"intake/photo", "github.com/gen2brain/heic", true},
		{"intake/photo", "snapgrid/intake/photo/heic", false},
		{"bots/telegram", "snapgrid/bots/wechat", true},
		{"bots/telegram", "snapgrid/storage/postgres", true},
		{"bots/telegram", "snapgrid/intake/photo", false},
		{"bots/telegram", "github.com/go-telegram/bot/models", false},
		{"bots/web", "github.com/go-telegram/bot", true},
		{"bots/web/open311", "snapgrid/bots/fetch", false},
		{"intake/webhook", "snapgrid/bots/fetch", true},
		{"bots/web/api", "github.com/danielgtaylor/huma/v2", false},
		{"bots/web/console", "github.com/danielgtaylor/huma/v2", true},
		{"bots/web", "snapgrid/bots/web/open311", false},
		{"bots", "snapgrid/bots/web", true},
		{"storage/sqlite", "github.com/jackc/pgx/v5", true},
		{"storage/sqlite", "snapgrid/bots", true},
		{"storage/sqlite", "snapgrid/storage/queue", false},
		{"storage/queue", "github.com/riverqueue/river/rivertype", false},
		{"storage/blob", "snapgrid/configs", true},
		{"storage/blob", "github.com/minio/minio-go/v7", false},
		{"cmd/snapgrid", "github.com/minio/minio-go/v7", true},
		{"configs", "snapgrid/storage", true},
		{"configs", "snapgrid/bots/web/open311", false},
		{"cmd/snapgrid", "snapgrid/configs", false},
		{"cmd/snapgrid", "github.com/rs/zerolog/log", true},
		{"utils", "snapgrid/intake", true},
	}
	for _, tt := range tests {
		if why := refusal(tt.folder, tt.path); (why != "") != tt.refused {
			t.Errorf("%s imports %s: %q, refused should be %v", tt.folder, tt.path, why, tt.refused)
		}
	}
}
