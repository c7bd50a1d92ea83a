package nbplot

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"
)

// A Table shows rows under a head:
//
//	nbplot.Table{
//		Caption: "The error falls by 2^p.",
//		Head:    []string{"h", "forward", "central"},
//		Format:  []string{"%g", "%.2e"},
//	}.Add(0.1, 4.2e-2, 1.7e-3).Add(0.05, 2.1e-2, 4.2e-4).Show()
//
// Numbers stand at the right with their decimal points in line, texts at the
// left. The notebook gets a <table> without styles, which JupyterLab keeps in
// an untrusted one; Markdown returns the same for a file.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]any

	// Format[i] is the verb of package fmt for the numbers of column i; the last
	// one serves the columns after it. None: "%.4g" for floats.
	Format []string
}

// Add returns the table with one more row, whose cells are numbers, strings,
// or anything that fmt prints. It panics when the row is not as long as Head.
func (t Table) Add(cells ...any) Table {
	if len(cells) != len(t.Head) {
		panic(fmt.Sprintf("nbplot: table %q: a row of %d cells under a head of %d", t.Caption, len(cells), len(t.Head)))
	}
	t.Rows = append(t.Rows[:len(t.Rows):len(t.Rows)], cells)
	return t
}

// isNumber reports whether a cell's value is aligned as a number.
func isNumber(v any) bool {
	switch v.(type) {
	case int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, float32, float64:
		return true
	}
	return false
}

func (t Table) verb(col int, v any) string {
	if len(t.Format) > 0 {
		if f := t.Format[min(col, len(t.Format)-1)]; f != "" {
			return f
		}
	}
	switch v.(type) {
	case float32, float64:
		return "%.4g"
	}
	return "%v"
}

// cell is the text of one cell.
func (t Table) cell(col int, v any) string {
	if !isNumber(v) {
		return fmt.Sprint(v)
	}
	switch f, ok := v.(float64); {
	case ok && math.IsNaN(f):
		return "NaN"
	case ok && math.IsInf(f, 1):
		return "∞"
	case ok && math.IsInf(f, -1):
		return "−∞"
	}
	f := t.verb(col, v)
	// A verb of floats prints whole numbers, too, and the other way round.
	if x, ok := toFloat(v); ok && strings.ContainsAny(f[len(f)-1:], "eEfFgG") {
		v = x
	} else if x, ok := v.(float64); ok && strings.HasSuffix(f, "d") && x == math.Trunc(x) {
		v = int64(x)
	}
	return prettyNumber(fmt.Sprintf(f, v))
}

func toFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case uint64:
		return float64(v), true
	case int32:
		return float64(v), true
	case uint8:
		return float64(v), true
	case float32:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// prettyNumber writes a true minus and 1.2·10⁻³ for 1.2e-03.
func prettyNumber(s string) string {
	if m, e, ok := strings.Cut(s, "e"); ok {
		if n, err := strconv.Atoi(e); err == nil {
			return number(m) + "·10" + superscript(n)
		}
	}
	return number(s)
}

// text is the table's cells, numbers padded by spaces as wide as a digit until
// the decimal points of a column are in line.
func (t Table) text() [][]string {
	out := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		if len(row) != len(t.Head) {
			panic(fmt.Sprintf("nbplot: table %q: row %d has %d cells under a head of %d", t.Caption, i, len(row), len(t.Head)))
		}
		for j, v := range row {
			out[i] = append(out[i], t.cell(j, v))
		}
	}
	for j := range t.Head {
		longest := 0
		tail := func(s string) string { // what follows the whole part
			if k := strings.IndexAny(s, ".·"); k >= 0 {
				return s[k:]
			}
			return ""
		}
		plain := true
		for i := range out {
			if isNumber(t.Rows[i][j]) {
				plain = plain && !strings.Contains(out[i][j], "·")
				longest = max(longest, len([]rune(tail(out[i][j]))))
			}
		}
		if !plain {
			continue // powers of ten are compared by their exponents: right-aligned
		}
		for i := range out {
			if !isNumber(t.Rows[i][j]) {
				continue
			}
			rest := tail(out[i][j])
			pad := longest - len([]rune(rest))
			if rest == "" && pad > 0 {
				out[i][j] += "\u2008" // as wide as the point
				pad--
			}
			out[i][j] += strings.Repeat("\u2007", pad)
		}
	}
	return out
}

// numeric reports whether a column holds numbers, which go to the right.
func (t Table) numeric(col int) bool {
	n := 0
	for _, row := range t.Rows {
		if isNumber(row[col]) {
			n++
		}
	}
	return n > 0 && 2*n >= len(t.Rows)
}

// HTML returns the <table> that Show displays.
func (t Table) HTML() string {
	var b strings.Builder
	b.WriteString("<table>\n")
	if t.Caption != "" {
		fmt.Fprintf(&b, "<caption>%s</caption>\n", html.EscapeString(t.Caption))
	}
	align := func(j int) string {
		if t.numeric(j) {
			return "right"
		}
		return "left"
	}
	cells := t.text()
	b.WriteString("<thead><tr>")
	for j, h := range t.Head {
		fmt.Fprintf(&b, `<th align="%s">%s</th>`, align(j), html.EscapeString(h))
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range cells {
		b.WriteString("<tr>")
		for j, s := range row {
			fmt.Fprintf(&b, `<td align="%s">%s</td>`, align(j), html.EscapeString(s))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table>\n")
	return b.String()
}

// Markdown returns the table as Markdown, whose source reads as a table too.
func (t Table) Markdown() string {
	cells := append([][]string{t.Head}, t.text()...)
	width := make([]int, len(t.Head))
	for i := range cells {
		row := make([]string, len(cells[i]))
		for j, s := range cells[i] {
			row[j] = strings.ReplaceAll(s, "|", `\|`)
			width[j] = max(width[j], len([]rune(row[j])), 3)
		}
		cells[i] = row
	}
	var b strings.Builder
	line := func(row []string) {
		for j, s := range row {
			space := strings.Repeat(" ", width[j]-len([]rune(s)))
			if t.numeric(j) {
				b.WriteString("| " + space + s + " ")
			} else {
				b.WriteString("| " + s + space + " ")
			}
		}
		b.WriteString("|\n")
	}
	line(cells[0])
	for j, w := range width {
		if t.numeric(j) {
			b.WriteString("|" + strings.Repeat("-", w+1) + ":")
		} else {
			b.WriteString("|" + strings.Repeat("-", w+2))
		}
	}
	b.WriteString("|\n")
	for _, row := range cells[1:] {
		line(row)
	}
	if t.Caption != "" {
		b.WriteString("\n" + t.Caption + "\n")
	}
	return b.String()
}

// Show displays the table in the notebook, with Markdown for readers without
// HTML; outside a notebook it prints the Markdown.
func (t Table) Show() { display(t.HTML(), strings.TrimSuffix(t.Markdown(), "\n")) }
