package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// forbidden is what would let words of people become more than words, with the
// folders in which it has a place.
var forbidden = map[string][]string{
	`\bexec\.Command`: {"intake/photo/heic/", "intake/photo/peers/", "storage/blob/s3test/", "storage/storagetest/pgtest/", "storage/storagetest/slowdisk/"},
	// The classes are the city's words, escaped, and written once for all lists.
	`\btemplate\.(HTML|JS|CSS|URL|HTMLAttr|JSStr|Srcset)\(`:              {"bots/web/page/classes.go"},
	`"plugin"|"net/rpc"|"encoding/gob"`:                                  nil,
	`\bregexp\.(Must)?Compile(POSIX)?\([a-z]+\.(Text|Words|Masked|Name)`: nil,
}

// TestWordsStayWords looks through the source for ways from what people write to a
// shell, a page or a program.
func TestWordsStayWords(t *testing.T) {
	t.Parallel()
	rules := map[*regexp.Regexp][]string{}
	for pattern, allowed := range forbidden {
		rules[regexp.MustCompile(pattern)] = allowed
	}
	files := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files++
		where, err := filepath.Rel(root, name)
		for rule, allowed := range rules {
			if found := rule.Find(data); found != nil && !inFolder(filepath.ToSlash(where), allowed) {
				t.Errorf("%s: %s", where, found)
			}
		}
		return err
	})
	if err != nil || files < 300 {
		t.Fatal(files, err)
	}
}

func inFolder(name string, folders []string) bool {
	for _, f := range folders {
		if strings.HasPrefix(name, f) {
			return true
		}
	}
	return false
}
