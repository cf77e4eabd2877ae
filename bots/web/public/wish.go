package public

import (
	"cmp"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// nearby is how far around a place is looked, in metres.
const nearby = 1000.0

// wish is what a visitor wants to see. Its fields are the parameters of the address.
type wish struct {
	Cell   string // code of an area; "" is everywhere
	Class  string // code of a class, or what the codes of a large class begin with
	State  string
	Near   string // a place in words, or "LAT,LON"
	Before int64  // only numbers below it: the next page

	At   geotag.Fix // what Near means
	Lost bool       // nobody knows where Near is
}

const longestPlace = 100 // characters

// wishOf reads an address. What it does not understand it takes for no wish.
func (f *Face) wishOf(r *http.Request) wish {
	q := r.URL.Query()
	w := wish{Class: q.Get("class"), Near: strings.TrimSpace(q.Get("near"))}
	if _, ok := f.areas.Grid().Cell(q.Get("cell")); ok {
		w.Cell = q.Get("cell")
	}
	if s := q.Get("state"); s == stateOpen || s == stateDone {
		w.State = s
	}
	if n, err := strconv.ParseInt(q.Get("before"), 10, 64); err == nil && n > 0 {
		w.Before = n
	}
	if utf8.RuneCountInString(w.Near) > longestPlace {
		w.Near = ""
	}
	w.At, w.Lost = f.find(w.Near, w.Cell)
	return w
}

// find finds a place by its coordinates or its name.
func (f *Face) find(near, cell string) (at geotag.Fix, lost bool) {
	if near == "" {
		return at, false
	}
	if p, err := geotag.ParsePoint(near); err == nil {
		return geotag.Fix{Point: p, Source: geotag.SourceTyped}, false
	}
	at, ok := f.areas.Locate(geotag.Clues{Words: near, Cell: cell})
	return at, !ok || at.Source != geotag.SourcePlace
}

// located reports whether there is a place to look around.
func (w wish) located() bool { return w.Near != "" && !w.Lost }

// reach is how far around the place is looked, in metres.
func (w wish) reach() float64 { return max(nearby, w.At.Radius) }

// circle is what counts as near the place.
func (w wish) circle() intake.Circle { return intake.Circle{Point: w.At.Point, Radius: w.reach()} }

// Narrowed reports whether anything was wished for at all.
func (w wish) Narrowed() bool { return w.Cell+w.Class+w.State+w.Near != "" }

// filter is the wish as the database understands it.
func (f *Face) filter(w wish, limit int) intake.Filter {
	all := intake.Filter{Statuses: visible(w.State), Before: w.Before, Limit: limit}
	if w.Class != "" {
		all.Categories = f.classes(w.Class)
	}
	if w.Cell != "" {
		all.Cells = f.within(w.Cell)
	}
	if w.located() {
		all.Near = w.circle()
		all.Cells = f.around(w)
	}
	return all
}

// classes are the codes of a class, or of a large class.
func (f *Face) classes(prefix string) []string {
	codes := []string{prefix}
	for _, c := range f.pages.Categories() {
		if strings.HasPrefix(c.Code, prefix) {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// within are the codes of an area and of all in it.
func (f *Face) within(code string) []string {
	grid, codes := f.areas.Grid(), []string{}
	for _, c := range grid.Cells() {
		if grid.Contains(code, c.Code) {
			codes = append(codes, c.Code)
		}
	}
	return codes
}

// around are the codes of the cells near a place, of those that are wished for, and
// the one that is none.
func (f *Face) around(w wish) []string {
	grid, codes, b := f.areas.Grid(), []string{}, w.circle().Box()
	for _, c := range grid.Cells() {
		if w.Cell != "" && !grid.Contains(w.Cell, c.Code) {
			continue
		}
		if len(c.Shape) == 0 || overlap(b, boxOf(c.Shape)) {
			codes = append(codes, c.Code)
		}
	}
	if w.Cell == "" {
		codes = append(codes, "")
	}
	return codes
}

func overlap(a, b intake.Box) bool {
	return a.Min.Lat <= b.Max.Lat && b.Min.Lat <= a.Max.Lat && a.Min.Lon <= b.Max.Lon && b.Min.Lon <= a.Max.Lon
}

// boxOf is the smallest box around shapes.
func boxOf(shape []geotag.Polygon) intake.Box {
	b := intake.Box{Min: geotag.Point{Lat: math.Inf(1), Lon: math.Inf(1)}, Max: geotag.Point{Lat: math.Inf(-1), Lon: math.Inf(-1)}}
	for _, polygon := range shape {
		for _, ring := range polygon {
			for _, p := range ring {
				b = join(b, intake.Box{Min: p, Max: p})
			}
		}
	}
	return b
}

// join is the smallest box around two.
func join(a, b intake.Box) intake.Box {
	return intake.Box{
		Min: geotag.Point{Lat: min(a.Min.Lat, b.Min.Lat), Lon: min(a.Min.Lon, b.Min.Lon)},
		Max: geotag.Point{Lat: max(a.Max.Lat, b.Max.Lat), Lon: max(a.Max.Lon, b.Max.Lon)},
	}
}

// Query is the wish as the end of an address: "?cell=610104-07", or nothing.
func (w wish) Query() string {
	q := url.Values{}
	for name, value := range map[string]string{"cell": w.Cell, "class": w.Class, "state": w.State, "near": w.Near} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if w.Before > 0 {
		q.Set("before", strconv.FormatInt(w.Before, 10))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// In is the address of the same wish in an area.
func (w wish) In(code string) string { w.Cell, w.Before = code, 0; return "/" + w.Query() }

// Earlier is the address of the page after a ticket.
func (w wish) Earlier(n int64) string { w.Before = n; return "/" + w.Query() }

// Feed is the end of the address of a feed of the same wish.
func (w wish) Feed() string { w.Before = 0; return w.Query() }

// choice is an entry of a list to choose from.
type choice struct {
	Code, Name string
	Depth      int
	Chosen     bool
}

// Indent sets a name off by how deep it lies.
func (c choice) Indent() string { return strings.Repeat("　", c.Depth) }

// manyCells is above how many cells the finest are offered only below the area that
// is chosen.
const manyCells = 300

// areaChoices is the tree of areas, each before what it contains.
func (f *Face) areaChoices(chosen string) []choice {
	grid := f.areas.Grid()
	below := map[string][]geotag.Cell{}
	for _, c := range grid.Cells() {
		parent := c.Parent
		if _, ok := grid.Cell(parent); !ok {
			parent = ""
		}
		if c.Level == geotag.LevelGrid && grid.Len() > manyCells && !grid.Contains(parent, chosen) {
			continue
		}
		below[parent] = append(below[parent], c)
	}
	var all []choice
	var add func(parent string, depth int)
	add = func(parent string, depth int) {
		slices.SortFunc(below[parent], func(a, b geotag.Cell) int { return cmp.Compare(a.Code, b.Code) })
		for _, c := range below[parent] {
			all = append(all, choice{Code: c.Code, Name: c.Name, Depth: depth, Chosen: c.Code == chosen})
			if depth < len(geotag.Levels()) {
				add(c.Code, depth+1)
			}
		}
	}
	add("", 0)
	return all
}

// classGroup is a large class to choose, with those in it.
type classGroup struct {
	choice
	Classes []choice
}

// largeClass is how many characters of a code name the large class: "E04" of "E0401".
const largeClass = 3

// classChoices are the classes by large class, in the order of the table.
func (f *Face) classChoices(language, chosen string) []classGroup {
	var all []classGroup
	for _, c := range f.pages.Categories() {
		large := c.Code[:min(largeClass, len(c.Code))]
		if len(all) == 0 || all[len(all)-1].Code != large {
			all = append(all, classGroup{choice: choice{Code: large, Name: c.Group, Chosen: large == chosen}})
		}
		g := &all[len(all)-1]
		g.Classes = append(g.Classes, choice{Code: c.Code, Name: f.pages.Class(language, c.Code), Chosen: c.Code == chosen})
	}
	return all
}
