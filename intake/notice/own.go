package notice

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// ownSentence is a sentence of the operator's.
type ownSentence struct {
	sentence
	language string
}

// folder is the sentences of an operator as they are read.
type folder struct {
	files   fs.FS
	name    string // what faults call it
	suggest Suggest
	faults  *Faults
}

// read reads all languages. Whatever else lies beside their folders, such as a
// note, is nobody's business.
func (f folder) read() []ownSentence {
	entries, err := fs.ReadDir(f.files, ".")
	if err != nil {
		f.faults.add(f.name, 0, "cannot be read: want a folder with the folders zh-CN and en")
		return nil
	}
	var all []ownSentence
	for _, entry := range entries {
		lang, file := entry.Name(), path.Join(f.name, entry.Name())
		switch {
		case !entry.IsDir() && strings.HasSuffix(lang, extension):
			f.faults.add(file, 0, "belongs into the folder of its language: zh-CN or en")
		case !entry.IsDir() || strings.HasPrefix(lang, "."):
		case !slices.Contains(Languages(), lang):
			f.faults.add(file, 0, "want a folder for each language, zh-CN or en%s", f.suggest(lang, Languages()))
		default:
			all = append(all, f.language(lang)...)
		}
	}
	return all
}

func (f folder) language(lang string) []ownSentence {
	entries, err := fs.ReadDir(f.files, lang)
	if err != nil {
		f.faults.add(path.Join(f.name, lang), 0, "cannot be read")
		return nil
	}
	var all []ownSentence
	for _, entry := range entries {
		file := entry.Name()
		if strings.HasPrefix(file, ".") || strings.HasSuffix(file, "~") {
			continue // an editor's
		}
		s := readSentence(f.files, path.Join(lang, file), path.Join(f.name, lang, file), f.faults)
		if s.own = true; s.tree != nil {
			all = append(all, ownSentence{s, lang})
		}
	}
	return all
}
