package tightjpeg

import (
	"cmp"
	"slices"
)

// longest is the greatest length of a code, in bits.
const longest = 16

// codebook is a Huffman code.
type codebook struct {
	lengths [longest + 1]uint8 // how many codes there are of each length
	symbols []uint8            // from the shortest code to the longest
	codes   [256]code
}

// code is what is written for a symbol.
type code struct {
	bits   uint16
	length uint8
}

// newCodebook makes the shortest code for symbols that occur so often.
func newCodebook(counts []int) codebook {
	var book codebook
	for symbol, n := range counts {
		if n > 0 {
			book.symbols = append(book.symbols, uint8(symbol))
		}
	}
	slices.SortStableFunc(book.symbols, func(a, b uint8) int { return cmp.Compare(counts[b], counts[a]) })
	book.lengths = limit(depths(book.symbols, counts))
	next, at := uint16(0), 0
	for length := 1; length <= longest; length++ {
		for range book.lengths[length] {
			book.codes[book.symbols[at]] = code{next, uint8(length)}
			next++
			at++
		}
		next <<= 1
	}
	return book
}

// depths counts the leaves of the Huffman tree at each depth. Beside the symbols,
// the most frequent of which come first, the tree has a leaf that counts nothing:
// it gets the code of ones only, which must not occur.
func depths(symbols []uint8, counts []int) []int {
	leaves := len(symbols) + 1
	weights := make([]int, 1, 2*leaves)
	for _, symbol := range slices.Backward(symbols) {
		weights = append(weights, counts[symbol])
	}
	parents := make([]int, 2*leaves)
	leaf, inner := 0, leaves // the lightest of each that have no parent yet
	lightest := func(parent int) int {
		at := &leaf
		if leaf == leaves || inner < len(weights) && weights[inner] < weights[leaf] {
			at = &inner
		}
		parents[*at] = parent
		*at++
		return weights[*at-1]
	}
	for len(weights) < 2*leaves-1 {
		parent := len(weights)
		weights = append(weights, lightest(parent)+lightest(parent))
	}
	depth := make([]int, len(weights))
	found := make([]int, leaves+1)
	for i := len(weights) - 2; i >= 0; i-- {
		depth[i] = depth[parents[i]] + 1
		if i < leaves {
			found[depth[i]]++
		}
	}
	return found
}

// limit shortens codes that are too long by the procedure of T.81, figure K.3: two
// of the longest codes are joined, and a shorter one is split. Then the code of
// ones only is taken out.
func limit(found []int) [longest + 1]uint8 {
	for length := len(found) - 1; length > longest; length-- {
		for found[length] > 0 {
			shorter := length - 2
			for found[shorter] == 0 {
				shorter--
			}
			found[length] -= 2
			found[length-1]++
			found[shorter]--
			found[shorter+1] += 2
		}
	}
	var lengths [longest + 1]uint8
	last := 0
	for length := 1; length < min(len(found), longest+1); length++ {
		lengths[length] = uint8(found[length])
		if found[length] > 0 {
			last = length
		}
	}
	if last > 0 {
		lengths[last]--
	}
	return lengths
}
