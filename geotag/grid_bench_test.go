package geotag

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// benchGrids are the cells to measure with: crooked ones of our own and, if
// SNAPGRID_GRIDS names files separated by commas, those in them: GeoJSON features
// on lines, gzipped or not, all of one level.
func benchGrids(b *testing.B) map[string][]Cell {
	b.Helper()
	grids := map[string][]Cell{"own_20k": lattice(140, 8)}
	for file := range strings.SplitSeq(os.Getenv("SNAPGRID_GRIDS"), ",") {
		if file != "" {
			name, _, _ := strings.Cut(filepath.Base(file), ".")
			grids[name] = readGrid(b, file)
		}
	}
	return grids
}

func readGrid(b *testing.B, file string) []Cell {
	b.Helper()
	f, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			b.Fatal(err)
		}
	}
	var cells []Cell
	err = readFeatures(r, func(_ int, f feature) error {
		var properties struct{ Code text }
		if err := json.Unmarshal(f.Properties, &properties); err != nil {
			return err
		}
		shape, _, err := f.Geometry.shape()
		cells = append(cells, Cell{Code: string(properties.Code), Level: LevelGrid, Shape: shape})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return cells
}

func BenchmarkNewGrid(b *testing.B) {
	for name, cells := range benchGrids(b) {
		b.Run(name, func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			grid := NewGrid(cells)
			runtime.GC()
			runtime.ReadMemStats(&after)
			done := reportCPU(b)
			for b.Loop() {
				grid = NewGrid(cells)
			}
			done()
			corners := 0
			for _, c := range grid.Cells() {
				for _, polygon := range c.Shape {
					for _, r := range polygon {
						corners += len(r)
					}
				}
			}
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "index-MB")
			b.ReportMetric(float64(corners)*16/1e6, "corners-MB")
		})
	}
}

func BenchmarkCellAt(b *testing.B) {
	for name, cells := range benchGrids(b) {
		grid := NewGrid(cells)
		points := somePoints(grid, rand.New(rand.NewSource(1)), 1<<14)
		var inside []Point
		for _, p := range points {
			if entries := grid.bins.at(p); len(entries) > 0 && entries[0] < 0 {
				inside = append(inside, p)
			}
		}
		b.Run(name+"/any", func(b *testing.B) { lookUp(b, grid, points) })
		b.Run(name+"/interior", func(b *testing.B) { lookUp(b, grid, inside) })
	}
}

func lookUp(b *testing.B, grid *Grid, points []Point) {
	i, done := 0, reportCPU(b)
	for b.Loop() {
		grid.CellAt(points[i])
		if i++; i == len(points) {
			i = 0
		}
	}
	done()
}

func BenchmarkSurvey(b *testing.B) {
	for name, cells := range benchGrids(b) {
		b.Run(name, func(b *testing.B) {
			faults, done := 0, reportCPU(b)
			for b.Loop() {
				faults = len(Survey(cells))
			}
			done()
			b.ReportMetric(float64(faults), "faults")
		})
	}
}
