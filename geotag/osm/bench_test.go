package osm

import (
	"bufio"
	"cmp"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"snapgrid/geotag"
)

// BenchmarkRead reads a file that it makes: 10 MB, or SNAPGRID_OSM_MB. One way in
// ten is a named road, one in twenty a named building, and one node in a thousand
// a named place, which is more than in most extracts; most nodes belong to no way. Peak-MB is
// the most memory that the heap had in use.
func BenchmarkRead(b *testing.B) {
	megabytes, err := strconv.Atoi(cmp.Or(os.Getenv("SNAPGRID_OSM_MB"), "10"))
	if err != nil {
		b.Fatal(err)
	}
	file := bigFile(b, int64(megabytes)<<20)
	runtime.GC()
	peak := watchHeap()
	places := 0
	for b.Loop() {
		places = 0
		f, err := os.Open(file)
		if err != nil {
			b.Fatal(err)
		}
		take := func(part []geotag.Place) error { places += len(part); return nil }
		if err := Read(b.Context(), f, func(Progress) {}, take); err != nil {
			b.Fatal(err)
		}
		_ = f.Close()
	}
	b.ReportMetric(float64(peak())/(1<<20), "peak-MB")
	b.ReportMetric(float64(places), "places")
	b.ReportMetric(float64(megabytes), "file-MB")
}

// watchHeap looks at the heap until the answer is asked for.
func watchHeap() func() uint64 {
	stop, done := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		for {
			var now runtime.MemStats
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapInuse)
			select {
			case <-stop:
				done <- most
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 { close(stop); return <-done }
}

const perBlock = 8000

func bigFile(b *testing.B, size int64) string {
	b.Helper()
	name := filepath.Join(b.TempDir(), "big.osm.pbf")
	f, err := os.Create(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	out := bufio.NewWriterSize(f, 1<<20)
	random := rand.New(rand.NewSource(3))
	if err := writeHead(out); err != nil {
		b.Fatal(err)
	}
	last := int64(0)
	for written := int64(0); written < size*3/4; {
		block := newBlock()
		nodes := make([]node, perBlock)
		for i := range nodes {
			last++
			nodes[i] = node{id: last, lat: 34 + random.Float64(), lon: 108 + random.Float64()}
			if last%1000 == 0 {
				nodes[i].tags = []string{"name", fmt.Sprintf("店铺%d", last/1000), "shop", "yes"}
			}
		}
		block.nodes(nodes)
		if err := block.write(out); err != nil {
			b.Fatal(err)
		}
		written = position(b, f, out)
	}
	for way := int64(1); position(b, f, out) < size; {
		block := newBlock()
		for range perBlock / 4 {
			refs := make([]int64, 10)
			for i := range refs {
				refs[i] = 1 + random.Int63n(last)
			}
			switch way++; {
			case way%10 == 0:
				block.way(way, refs, "highway", "residential", "name", fmt.Sprintf("第%d路", way/50))
			case way%20 == 1:
				block.way(way, refs, "building", "yes", "name", fmt.Sprintf("第%d楼", way))
			default:
				block.way(way, refs, "building", "yes")
			}
		}
		if err := block.write(out); err != nil {
			b.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	return name
}

func position(b *testing.B, f *os.File, out *bufio.Writer) int64 {
	b.Helper()
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	at, err := f.Seek(0, 1)
	if err != nil {
		b.Fatal(err)
	}
	return at
}
