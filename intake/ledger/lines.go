package ledger

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/transform"
)

// The bounds of a workbook, in bytes: unpacked altogether, and of what is kept in
// memory of one part of it.
const (
	longestBook = 1 << 30
	longestPart = 16 << 20
)

// openLines tells by its first bytes what a file is.
func openLines(file *os.File) (lines, error) {
	head := make([]byte, 8)
	n, err := io.ReadFull(file, head)
	head = head[:n]
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%s is empty or can not be read: %w", file.Name(), err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return openBook(file.Name())
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return nil, fmt.Errorf("%s is a workbook of an old Excel (.xls): save it as .xlsx or CSV", file.Name())
	}
	return openCSV(file, head)
}

// csvLines are those of a CSV file.
type csvLines struct {
	csv  *csv.Reader
	line int
}

// openCSV finds out the encoding and what stands between the cells.
func openCSV(file *os.File, head []byte) (lines, error) {
	written, err := writtenIn(file, head)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file.Name(), err)
	}
	in := bufio.NewReaderSize(transform.NewReader(file, written.NewDecoder()), 1<<16)
	start, err := in.Peek(1 << 12)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", file.Name(), err)
	}
	c := csv.NewReader(in)
	c.FieldsPerRecord, c.LazyQuotes, c.Comma = -1, true, separator(start)
	return &csvLines{csv: c}, nil
}

// separator is what stands most often in the first lines: a comma, a tab or a
// semicolon.
func separator(start []byte) rune {
	best, most := ',', bytes.Count(start, []byte{','})
	for _, r := range "\t;" {
		if n := bytes.Count(start, []byte{byte(r)}); n > most {
			best, most = r, n
		}
	}
	return best
}

func (c *csvLines) next() ([]string, error) {
	cells, err := c.csv.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	if err == nil {
		c.line, _ = c.csv.FieldPos(0)
	}
	return cells, err
}

func (c *csvLines) number() int { return c.line }
func (c *csvLines) close()      {}

// bookLines are those of the sheets of a workbook, one after the other.
type bookLines struct {
	file *excelize.File
	rows *excelize.Rows
	line int
}

// openBook opens the first sheet that has the four columns; cells come as they are
// stored, so days are numbers.
func openBook(name string) (lines, error) {
	file, err := excelize.OpenFile(name, excelize.Options{RawCellValue: true, UnzipSizeLimit: longestBook, UnzipXMLSizeLimit: longestPart})
	if err != nil {
		return nil, fmt.Errorf("%s is no workbook that can be read: %w; save it as .xlsx or CSV", name, err)
	}
	sheets := file.GetSheetList()
	for i, sheet := range sheets {
		rows, err := file.Rows(sheet)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("read the sheet %s: %w", sheet, err), file.Close())
		}
		b := &bookLines{file: file, rows: rows}
		if i == len(sheets)-1 || b.fits() {
			_ = rows.Close()
			b.rows, err = file.Rows(sheet)
			b.line = 0
			return b, err
		}
		_ = rows.Close()
	}
	return nil, errors.Join(fmt.Errorf("%s has no sheet", name), file.Close())
}

// fits reports whether the four columns stand in the first rows.
func (b *bookLines) fits() bool {
	for range headerRows {
		cells, err := b.next()
		if err != nil {
			return false
		}
		if _, missing := columnsOf(cells); len(missing) == 0 {
			return true
		}
	}
	return false
}

func (b *bookLines) next() ([]string, error) {
	if !b.rows.Next() {
		if err := b.rows.Error(); err != nil {
			return nil, fmt.Errorf("read the ledger: %w", err)
		}
		return nil, io.EOF
	}
	b.line++
	cells, err := b.rows.Columns()
	if err != nil {
		return nil, fmt.Errorf("read the ledger, row %d: %w", b.line, err)
	}
	for i, c := range cells {
		if !utf8.ValidString(c) {
			cells[i] = ""
		}
	}
	return cells, nil
}

func (b *bookLines) number() int { return b.line }

func (b *bookLines) close() {
	_ = b.rows.Close()
	_ = b.file.Close()
}
