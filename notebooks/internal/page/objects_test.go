package page

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// byRows is what the page does, see static/pack.js.
func byRows(data []byte, t table) {
	row := width(t.layout)
	from, at := bytes.Clone(data[t.at:t.at+t.rows*row]), 0
	for _, w := range layouts[t.layout] {
		n := max(w, -w)
		last := uint32(0)
		for i := range t.rows {
			v := uint32(0)
			for k := range n {
				v |= uint32(from[k*t.rows+i]) << (8 * k)
			}
			if w < 0 {
				v += last
				last = v
			}
			for k := range n {
				data[t.at+i*row+at+k] = byte(v >> (8 * k))
			}
		}
		from, at = from[n*t.rows:], at+n
	}
}

// Columns hold what the rows held, whatever that is, and touch nothing beside them.
func TestColumns(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for layout := range layouts {
		for rows := 1; rows < 50; rows += 1 + r.IntN(8) {
			at := r.IntN(20)
			data := make([]byte, at+rows*width(layout)+r.IntN(20))
			for i := range data {
				data[i] = byte(r.Uint32())
			}
			want, tab := bytes.Clone(data), table{at: at, rows: rows, layout: layout}
			byColumns(data, tab)
			end := at + rows*width(layout)
			if rows > 10 && bytes.Equal(data, want) || !bytes.Equal(data[:at], want[:at]) || !bytes.Equal(data[end:], want[end:]) {
				t.Errorf("layout %d, %d rows: not the table alone has changed", layout, rows)
			}
			byRows(data, tab)
			if !bytes.Equal(data, want) {
				t.Errorf("layout %d, %d rows: they come back otherwise", layout, rows)
			}
		}
	}
}

// What is not an archive of object files, or a damaged one, has no tables.
func TestTablesOfOtherFiles(t *testing.T) {
	for _, data := range []string{
		"", "text", "!<arch>\n", "!<arch>\n" + string(make([]byte, 60)), "!<arch>\n" +
			"_go_.o          0           0     0     644     99999999  `\n" + objectMagic,
		"!<arch>\n" + "_go_.o          0           0     0     644     104       `\n" + objectMagic + string(bytes.Repeat([]byte{0xff}, 96)),
	} {
		if list := tables([]byte(data)); len(list) > 0 {
			t.Errorf("%.40q has tables: %v", data, list)
		}
	}
}
