package exam

import (
	"hash/fnv"
	"math"
	"slices"

	"snapgrid/geotag"
)

// Options say how an exam is held.
type Options struct {
	Folds int            // 1 asks every line with Known and Places alone
	Known []Line         // further addresses that may be in the gazetteer; lines that stand in the tested fold are left out
	Extra []geotag.Place // further places of the gazetteer, in every fold
	Names bool           // ask with the name of what is there behind the address

	// SameAddress lets the gazetteer hold other places of the very address.
	SameAddress bool
}

// Answer is what became of one line.
type Answer struct {
	Line
	Asked string
	Found bool
	Fix   geotag.Fix
	Sure  bool
	Why   string  // how the words were read
	Off   float64 // metres; infinite if nothing was found
}

// Marks are all answers of an exam.
type Marks []Answer

// Sit asks every line once. Which fold a line is in follows from its address
// alone: lines of one address are asked together.
func Sit(sheet []Line, o Options) Marks {
	var marks Marks
	for fold := range max(1, o.Folds) {
		var asked, known []Line
		for _, line := range sheet {
			switch {
			case o.Folds <= 1 || foldOf(o.key(line), o.Folds) == fold:
				asked = append(asked, line)
			default:
				known = append(known, line)
			}
		}
		known = append(known, o.Known...)
		atlas := geotag.NewAtlas(nil, append(o.places(known, asked), o.Extra...))
		for _, line := range asked {
			marks = append(marks, ask(atlas, line, o.Names))
		}
	}
	slices.SortFunc(marks, func(a, b Answer) int { return a.Number - b.Number })
	return marks
}

// key is what the lines have in common that are asked together.
func (o Options) key(line Line) string {
	if o.SameAddress {
		return line.ID + "\t" + line.Name
	}
	return line.Address
}

func foldOf(address string, folds int) int {
	sum := fnv.New32a()
	sum.Write([]byte(address))
	return int(sum.Sum32()>>5) % folds
}

// places makes a gazetteer of lines, without any that says where a tested one is.
func (o Options) places(known, asked []Line) []geotag.Place {
	tested := map[string]bool{}
	for _, line := range asked {
		tested[line.ID], tested[line.Name], tested[o.key(line)] = true, true, true
	}
	var all []geotag.Place
	seen := map[string]bool{}
	for _, line := range known {
		if line.ID != "" && tested[line.ID] || tested[o.key(line)] || line.Name != "" && tested[line.Name] || line.ID != "" && seen[line.ID] {
			continue
		}
		seen[line.ID] = true
		p := geotag.Place{Point: line.Point, Name: line.Name, Kind: geotag.PlacePoi}
		if geotag.IsAddress(line.Address) {
			p.Aliases = []string{line.Address}
		}
		if p.Name == "" {
			p.Name, p.Kind, p.Aliases = line.Address, geotag.PlaceAddress, nil
		}
		all = append(all, p)
	}
	return all
}

func ask(atlas *geotag.Atlas, line Line, names bool) Answer {
	a := Answer{Line: line, Asked: line.Address, Off: math.Inf(1)}
	if names && line.Name != "" {
		a.Asked += " " + line.Name
	}
	a.Fix, a.Found = atlas.Locate(geotag.Clues{Words: a.Asked})
	if a.Found {
		a.Off = a.Fix.DistanceTo(line.Point)
		m, _ := atlas.Gazetteer().Find(a.Asked, "", atlas.Grid())
		a.Sure, a.Why = m.Sure, m.Why
	}
	return a
}
