package ledger

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// sheet is the name of the one sheet.
const sheet = "台账"

// NewXLSX begins an Excel workbook. It is written when it is closed.
func NewXLSX(out io.Writer, w Words) (Writer, error) {
	file := excelize.NewFile()
	x := &xlsxWriter{words: w, out: out, file: file, row: 1}
	if err := x.begin(); err != nil {
		return nil, errors.Join(fmt.Errorf("begin the workbook: %w", err), file.Close())
	}
	return x, nil
}

type xlsxWriter struct {
	words Words
	out   io.Writer
	file  *excelize.File
	rows  *excelize.StreamWriter
	row   int
}

// begin names the sheet and writes the titles, which stay when the rest is scrolled.
func (x *xlsxWriter) begin() error {
	if err := x.file.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	bold, err := x.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if x.rows, err = x.file.NewStreamWriter(sheet); err != nil {
		return err
	}
	for i, c := range columns {
		if err := x.rows.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := x.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(columns))
	for i, title := range Titles() {
		cells[i] = excelize.Cell{StyleID: bold, Value: title}
	}
	return x.put(cells)
}

func (x *xlsxWriter) put(cells []any) error {
	at := "A" + strconv.Itoa(x.row)
	x.row++
	return x.rows.SetRow(at, cells)
}

// Write adds a row. All cells are text, which no spreadsheet reckons with.
func (x *xlsxWriter) Write(e Entry) error {
	if x.row > excelize.TotalRows {
		return fmt.Errorf("a sheet has room for %d tickets: export a shorter time, or CSV", excelize.TotalRows-1)
	}
	cells := make([]any, len(columns))
	for i, value := range x.words.Values(e) {
		cells[i] = value
	}
	if err := x.put(cells); err != nil {
		return fmt.Errorf("write #%d into the workbook: %w", e.N, err)
	}
	return nil
}

func (x *xlsxWriter) Close() error {
	err := x.rows.Flush()
	if err == nil {
		err = x.file.Write(x.out)
	}
	if err = errors.Join(err, x.file.Close()); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// Drop writes nothing, and takes away the file in which a long sheet waits for its end.
func (x *xlsxWriter) Drop() error {
	if err := x.file.Close(); err != nil {
		return fmt.Errorf("drop the workbook: %w", err)
	}
	return nil
}
