package row

import (
	"encoding/binary"
	"errors"
	"math"

	"snapgrid/intake/stats"
)

// A sheet is packed column by column: numbers as what they differ from the one before,
// words by their place in a list of the different ones. That is a fifth of what the
// fields by their names take, and is read ten times as fast. The first byte tells the
// form: what another version of the program wrote differently is no sheet, and is
// written anew.
const packed = 1

// numbersOf are the fields of a fact that are numbers, wordsOf those that are words.
func numbersOf(f *stats.Fact) [11]*int64 {
	return [...]*int64{
		&f.N, (*int64)(&f.Opened), (*int64)(&f.Due), (*int64)(&f.Done), (*int64)(&f.Paused), (*int64)(&f.SignBy), (*int64)(&f.Signed),
		(*int64)(&f.ContactBy), (*int64)(&f.Contacted), &f.Returns, &f.Reopened,
	}
}

func wordsOf(f *stats.Fact) [7]*string {
	return [...]*string{&f.Cell, &f.Unit, &f.Class, (*string)(&f.Status), (*string)(&f.Ending), (*string)(&f.Rating), &f.Refusal}
}

// Pack is facts as a sheet keeps them.
func Pack(facts []stats.Fact) []byte {
	data := binary.AppendUvarint([]byte{packed}, uint64(len(facts)))
	for i := range numbersOf(&stats.Fact{}) {
		last := int64(0)
		for j := range facts {
			n := *numbersOf(&facts[j])[i]
			data = binary.AppendVarint(data, n-last)
			last = n
		}
	}
	for i := range wordsOf(&stats.Fact{}) {
		data = packWords(data, facts, i)
	}
	for _, f := range facts {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(f.Point.Lat))
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(f.Point.Lon))
	}
	return data
}

func packWords(data []byte, facts []stats.Fact, column int) []byte {
	places, list := map[string]uint64{}, []string{}
	var order []byte
	for j := range facts {
		word := *wordsOf(&facts[j])[column]
		place, known := places[word]
		if !known {
			place = uint64(len(list))
			places[word], list = place, append(list, word)
		}
		order = binary.AppendUvarint(order, place)
	}
	data = binary.AppendUvarint(data, uint64(len(list)))
	for _, word := range list {
		data = append(binary.AppendUvarint(data, uint64(len(word))), word...)
	}
	return append(data, order...)
}

var errPacked = errors.New("it is no packed sheet")

// unpack reads what [Pack] made.
func unpack(data []byte) ([]stats.Fact, error) {
	if len(data) == 0 || data[0] != packed {
		return nil, errPacked
	}
	u := &unpacker{rest: data[1:]}
	n := u.count()
	if n == 0 {
		return nil, u.err
	}
	facts := make([]stats.Fact, n)
	for i := range numbersOf(&facts[0]) {
		last := int64(0)
		for j := range facts {
			last += u.number()
			*numbersOf(&facts[j])[i] = last
		}
	}
	for i := range wordsOf(&facts[0]) {
		list := u.list()
		for j := range facts {
			*wordsOf(&facts[j])[i] = u.word(list)
		}
	}
	for j := range facts {
		facts[j].Point.Lat, facts[j].Point.Lon = u.float(), u.float()
	}
	if u.err != nil {
		return nil, u.err
	}
	return facts, nil
}

// unpacker reads on until something is wrong; from then on all is zero.
type unpacker struct {
	rest []byte
	err  error
}

func (u *unpacker) fail() {
	u.rest, u.err = nil, errPacked
}

func (u *unpacker) number() int64 {
	n, size := binary.Varint(u.rest)
	if size <= 0 {
		u.fail()
		return 0
	}
	u.rest = u.rest[size:]
	return n
}

// count reads how many things follow: no more than bytes are left.
func (u *unpacker) count() int {
	n, size := binary.Uvarint(u.rest)
	if size <= 0 || n > uint64(len(u.rest)) {
		u.fail()
		return 0
	}
	u.rest = u.rest[size:]
	return int(n)
}

func (u *unpacker) list() []string {
	list := make([]string, u.count())
	for i := range list {
		n := u.count()
		if n > len(u.rest) {
			u.fail()
			return nil
		}
		list[i], u.rest = string(u.rest[:n]), u.rest[n:]
	}
	return list
}

func (u *unpacker) word(list []string) string {
	place, size := binary.Uvarint(u.rest)
	if size <= 0 || place >= uint64(len(list)) {
		u.fail()
		return ""
	}
	u.rest = u.rest[size:]
	return list[place]
}

func (u *unpacker) float() float64 {
	if len(u.rest) < 8 {
		u.fail()
		return 0
	}
	bits := binary.LittleEndian.Uint64(u.rest)
	u.rest = u.rest[8:]
	return math.Float64frombits(bits)
}
