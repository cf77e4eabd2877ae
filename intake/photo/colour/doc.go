// Package colour turns pictures of other colour spaces into sRGB, which is what
// a picture without a profile means.
//
// Telephones write Display P3, cameras sometimes Adobe RGB, and say so in an ICC
// profile. A rendition carries no profile, so its pixels have to be converted, or
// it would look dull. A [Profile] is what nearly all cameras write: three curves
// and a matrix (ICC.1:2022, chapter 8.3.3 and annex F.3). Profiles made of tables,
// as printers have, are not read; their pictures stay as they are.
package colour
