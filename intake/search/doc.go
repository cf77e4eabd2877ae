// Package search finds tickets by what they tell and by what they are.
//
// # Terms
//
// A ticket is kept under terms, and a question asks for terms: both databases only
// compare them, so both find the same. The words of a ticket (what was reported,
// where, and what was done, all masked) are cut by [Cut]. Chinese has no spaces and
// its words mostly have two characters, so what stands together is cut into
// overlapping pairs: 路灯坏了 is 路灯, 灯坏, 坏了. What a ticket is, such as its status or
// its unit, is a term too, with a sign in it that no word has: "status=reported". A
// question for a word and a unit is then one question to one index, whose cost does
// not depend on how many tickets have only one of the two.
//
// # Names
//
// The names of classes and units are not among the terms of a ticket: who searches
// for 路灯 asks for tickets that say so or whose class is called so. See [Read]. A
// name that is changed needs no new index.
package search
