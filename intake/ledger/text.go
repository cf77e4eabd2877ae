package ledger

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Text is what a table of an office holds, in UTF-8, whether it was saved in UTF-8, UTF-16
// or GB18030. What is broken in UTF-8 stays as it is.
func Text(file io.ReadSeeker) (io.Reader, error) {
	head := make([]byte, 4)
	n, err := io.ReadFull(file, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	written, err := writtenIn(file, head[:n])
	if err != nil || written == unicode.UTF8 {
		return file, err
	}
	return transform.NewReader(file, written.NewDecoder()), nil
}

// writtenIn says how the characters of a file are written, and goes back to its
// beginning: by its mark, or in UTF-8 if most of the lines are that have more than
// ASCII, and else in GB18030.
func writtenIn(file io.ReadSeeker, head []byte) (encoding.Encoding, error) {
	written := encoding.Encoding(unicode.UTF8)
	var err error
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		written = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(head, []byte(byteOrderMark)):
		written = unicode.UTF8BOM
	default:
		if _, err = file.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
		var sound, broken int
		if sound, broken, err = countLines(file); broken > sound {
			written = simplifiedchinese.GB18030
		}
	}
	if err != nil {
		return nil, err
	}
	_, err = file.Seek(0, io.SeekStart)
	return written, err
}

// countLines counts the lines that have more than ASCII, by whether they are UTF-8.
func countLines(in io.Reader) (sound, broken int, err error) {
	text := bufio.NewReaderSize(in, 1<<16)
	var wide, bad bool // what the line has
	for {
		r, size, err := text.ReadRune()
		wide, bad = wide || r >= utf8.RuneSelf, bad || r == utf8.RuneError && size == 1
		if err == nil && r != '\n' {
			continue
		}
		switch {
		case bad:
			broken++
		case wide:
			sound++
		}
		wide, bad = false, false
		if errors.Is(err, io.EOF) {
			return sound, broken, nil
		}
		if err != nil {
			return sound, broken, err
		}
	}
}
