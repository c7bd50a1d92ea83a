package study

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
)

// Table is a tidy table: each column a quantity, each row an observation. As a
// file it is CSV with a head, which any tool reads.
type Table struct {
	Name    string // of the file, without .csv
	Columns []string
	Rows    [][]string
	Digits  int // significant digits of a float that is added; 0: five
}

// Add appends a row: strings, ints and float64s, as many as there are columns.
// NaN is an empty cell.
func (t *Table) Add(cells ...any) {
	if len(cells) != len(t.Columns) {
		panic(fmt.Sprintf("study: a row of %d cells in table %s of %d columns", len(cells), t.Name, len(t.Columns)))
	}
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = t.cell(c)
	}
	t.Rows = append(t.Rows, row)
}

func (t Table) cell(c any) string {
	switch v := c.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case float64:
		if math.IsNaN(v) {
			return "" // no value
		}
		if v == math.Trunc(v) && math.Abs(v) < 1e15 {
			return strconv.FormatFloat(v, 'f', 0, 64)
		}
		return strconv.FormatFloat(v, 'g', cmp.Or(t.Digits, 5), 64)
	}
	panic(fmt.Sprintf("study: a cell of type %T", c))
}

// Save writes the table to dir/Name.csv, whole or not at all.
func (t Table) Save(dir string) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(t.Columns) // errors stay in w
	w.WriteAll(t.Rows)
	if err := w.Error(); err != nil {
		return fmt.Errorf("study: table %s: %w", t.Name, err)
	}
	if err := wholefile.WriteBytes(filepath.Join(dir, t.Name+".csv"), b.Bytes()); err != nil {
		return fmt.Errorf("study: table %s: %w", t.Name, err)
	}
	return nil
}

// Load reads dir/name.csv. The error wraps ErrTable when the file is not a table
// with a head and rows of the same length.
func Load(dir, name string) (Table, error) {
	data, err := os.ReadFile(filepath.Join(dir, name+".csv"))
	if err != nil {
		return Table{}, fmt.Errorf("study: %w; `go run ./pkg/cmd/gradstep study` makes the tables", err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return Table{}, fmt.Errorf("%w: %s.csv: %w", ErrTable, name, err)
	}
	if len(rows) == 0 {
		return Table{}, fmt.Errorf("%w: %s.csv is empty", ErrTable, name)
	}
	return Table{Name: name, Columns: rows[0], Rows: rows[1:]}, nil
}

// Row is a row of a table, whose cells are asked for by the names of their columns.
type Row struct {
	table *Table
	cells []string
}

// All goes through the rows.
func (t Table) All() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, r := range t.Rows {
			if !yield(Row{&t, r}) {
				return
			}
		}
	}
}

// Text returns the cell in a column. It panics when there is no such column.
func (r Row) Text(column string) string { return r.cells[r.table.column(column)] }

// Float returns the number in a column; a cell that is no number, such as an empty one, is NaN.
func (r Row) Float(column string) float64 { return float(r.Text(column)) }

func float(cell string) float64 {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// column returns the place of a column, and panics when there is none.
func (t Table) column(name string) int {
	for i, c := range t.Columns {
		if c == name {
			return i
		}
	}
	panic(fmt.Sprintf("study: table %s has no column %q: %v", t.Name, name, t.Columns))
}

// Where returns the rows whose cell in the column is the value, a string or a number.
func (t Table) Where(column string, value any) Table {
	i, want := t.column(column), t.cell(value)
	out := Table{Name: t.Name, Columns: t.Columns}
	for _, r := range t.Rows {
		if r[i] == want {
			out.Rows = append(out.Rows, r)
		}
	}
	return out
}

// Text returns a column's cells.
func (t Table) Text(column string) (cells []string) {
	i := t.column(column)
	for _, r := range t.Rows {
		cells = append(cells, r[i])
	}
	return cells
}

// Floats returns a column's numbers; a cell that is no number, such as an empty
// one, is NaN.
func (t Table) Floats(column string) (values []float64) {
	for _, s := range t.Text(column) {
		values = append(values, float(s))
	}
	return values
}

// Distinct returns a column's different cells in the order of their first rows.
func (t Table) Distinct(column string) (cells []string) {
	seen := map[string]bool{}
	for _, s := range t.Text(column) {
		if !seen[s] {
			seen[s] = true
			cells = append(cells, s)
		}
	}
	return cells
}

// Value returns the number in the column of the table's only row, and panics when
// it has not exactly one.
func (t Table) Value(column string) float64 {
	if len(t.Rows) != 1 {
		panic(fmt.Sprintf("study: table %s: %d rows where one was asked for", t.Name, len(t.Rows)))
	}
	return t.Floats(column)[0]
}
