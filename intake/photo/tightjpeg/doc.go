// Package tightjpeg writes small pictures as baseline JPEG (ITU T.81), with codes
// made for each picture. The same pixels at the same quality take fewer bytes than
// with the sample codes of the standard that most programs use, and less time
// than with the standard library.
//
// [Encode] goes over a picture once. What each block of 8 × 8 samples comes to is
// noted as a row of tokens – a symbol and its extra bits, as they will be written
// – and the symbols are counted. From the counts follow the codes, and then the
// tokens are written. Nothing but the picture is in the file: the only segment
// that is not needed to decode it is the mark of JFIF.
package tightjpeg
