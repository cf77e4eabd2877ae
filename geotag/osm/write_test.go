package osm

import (
	"encoding/binary"
	"io"
)

// This file writes .osm.pbf as the format is described at
// https://wiki.openstreetmap.org/wiki/PBF_Format: enough of it for the tests.

// fields builds a protobuf message.
type fields []byte

func (f *fields) varint(field int, v uint64) {
	*f = binary.AppendUvarint(*f, uint64(field)<<3)
	*f = binary.AppendUvarint(*f, v)
}

func (f *fields) bytes(field int, b []byte) {
	*f = binary.AppendUvarint(*f, uint64(field)<<3|2)
	*f = binary.AppendUvarint(*f, uint64(len(b)))
	*f = append(*f, b...)
}

func zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

// packed is a list of numbers; signed ones are written as steps from one to the
// next.
func packed(values []uint64) []byte {
	var b []byte
	for _, v := range values {
		b = binary.AppendUvarint(b, v)
	}
	return b
}

func steps(values []int64) []byte {
	var b []byte
	last := int64(0)
	for _, v := range values {
		b = binary.AppendUvarint(b, zigzag(v-last))
		last = v
	}
	return b
}

// block is a block of a file under way.
type block struct {
	strings [][]byte
	index   map[string]uint64
	groups  []fields
}

func newBlock() *block {
	return &block{strings: [][]byte{{}}, index: map[string]uint64{}}
}

func (b *block) text(s string) uint64 {
	if i, ok := b.index[s]; ok {
		return i
	}
	b.index[s] = uint64(len(b.strings))
	b.strings = append(b.strings, []byte(s))
	return b.index[s]
}

// tags are keys and values in turns.
func (b *block) tags(message *fields, tags []string) {
	var keys, values []uint64
	for i := 0; i+1 < len(tags); i += 2 {
		keys, values = append(keys, b.text(tags[i])), append(values, b.text(tags[i+1]))
	}
	message.bytes(2, packed(keys))
	message.bytes(3, packed(values))
}

// node is a node of a test.
type node struct {
	id       int64
	lat, lon float64
	tags     []string
}

const unit = 1e7 // 100 nanodegrees

func (b *block) nodes(nodes []node) {
	var ids, lats, lons []int64
	var texts []uint64
	for _, n := range nodes {
		ids, lats, lons = append(ids, n.id), append(lats, int64(n.lat*unit)), append(lons, int64(n.lon*unit))
		for _, tag := range n.tags {
			texts = append(texts, b.text(tag))
		}
		texts = append(texts, 0)
	}
	var dense, group fields
	dense.bytes(1, steps(ids))
	dense.bytes(8, steps(lats))
	dense.bytes(9, steps(lons))
	dense.bytes(10, packed(texts))
	group.bytes(2, dense)
	b.groups = append(b.groups, group)
}

func (b *block) way(id int64, nodes []int64, tags ...string) {
	var way, group fields
	way.varint(1, uint64(id))
	b.tags(&way, tags)
	way.bytes(8, steps(nodes))
	group.bytes(3, way)
	b.groups = append(b.groups, group)
}

func (b *block) relation(id int64, outer int64, tags ...string) {
	var relation, group fields
	relation.varint(1, uint64(id))
	b.tags(&relation, tags)
	relation.bytes(8, packed([]uint64{b.text("outer")}))
	relation.bytes(9, steps([]int64{outer}))
	relation.bytes(10, packed([]uint64{1}))
	group.bytes(4, relation)
	b.groups = append(b.groups, group)
}

func (b *block) write(w io.Writer) error {
	var table, message fields
	for _, s := range b.strings {
		table.bytes(1, s)
	}
	message.bytes(1, table)
	for _, group := range b.groups {
		message.bytes(2, group)
	}
	return writeBlob(w, "OSMData", message)
}

func writeHead(w io.Writer) error {
	var head fields
	head.bytes(4, []byte("OsmSchema-V0.6"))
	head.bytes(4, []byte("DenseNodes"))
	return writeBlob(w, "OSMHeader", head)
}

func writeBlob(w io.Writer, kind string, message fields) error {
	var blob, head fields
	blob.bytes(1, message)
	head.bytes(1, []byte(kind))
	head.varint(3, uint64(len(blob)))
	out := binary.BigEndian.AppendUint32(nil, uint32(len(head)))
	_, err := w.Write(append(append(out, head...), blob...))
	return err
}
