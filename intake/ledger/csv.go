package ledger

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// Encoding is how the characters of a CSV file are written.
type Encoding string

// The encodings.
const (
	UTF8    Encoding = "utf-8"   // with a byte order mark, for Excel
	GB18030 Encoding = "gb18030" // for old Excel
)

const byteOrderMark = "\ufeff"

// NewCSV begins a CSV file (RFC 4180).
func NewCSV(out io.Writer, w Words, e Encoding) (Writer, error) {
	c := &csvWriter{words: w}
	switch e {
	case GB18030:
		encoded := transform.NewWriter(out, simplifiedchinese.GB18030.NewEncoder())
		c.csv, c.end = csv.NewWriter(encoded), encoded
	case UTF8:
		if _, err := io.WriteString(out, byteOrderMark); err != nil {
			return nil, fmt.Errorf("write the ledger: %w", err)
		}
		c.csv = csv.NewWriter(out)
	default:
		return nil, fmt.Errorf("the ledger can be written in utf-8 or gb18030, not in %q", e)
	}
	c.csv.UseCRLF = true
	return c, c.csv.Write(Titles())
}

type csvWriter struct {
	words Words
	csv   *csv.Writer
	end   io.Closer // of the encoder; nil if there is none
}

func (c *csvWriter) Write(e Entry) error {
	cells := c.words.Values(e)
	for i, cell := range cells {
		cells[i] = harmless(cell)
	}
	if err := c.csv.Write(cells); err != nil {
		return fmt.Errorf("write #%d into the ledger: %w", e.N, err)
	}
	return nil
}

func (c *csvWriter) Close() error {
	c.csv.Flush()
	if err := c.csv.Error(); err != nil {
		return fmt.Errorf("write the ledger: %w", err)
	}
	if c.end == nil {
		return nil
	}
	return c.end.Close()
}

// Drop leaves what was written.
func (c *csvWriter) Drop() error { return nil }

// harmless keeps a spreadsheet from taking words for a formula: people write what
// they like (OWASP, CSV injection). Our own numbers never begin so.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !numeric(cell) {
		return "'" + cell
	}
	return cell
}

// numeric reports whether a cell is a negative number, such as a longitude.
func numeric(cell string) bool {
	return strings.Trim(cell[1:], "0123456789.") == "" && cell[0] == '-' && len(cell) > 1
}
