// Package alike says whether two reports are of the same matter.
//
// What is far, of another kind or long ago is apart. What is near and of a kin class
// may be the same; staff are asked. Only what leaves no reasonable doubt is surely the
// same: the same class, told within a day by different people from the same spot with
// good positions, in alike words or with the same photo, and nothing that speaks
// against it – another house number, gate, number plate or road.
//
// Two lamps stand thirty metres apart, and people say of both that the lamp is out. So
// the rule would rather leave two tickets of one matter than make one of two.
package alike
