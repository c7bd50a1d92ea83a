package stylize

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/gradstep/gradstep/pkg/picture"
)

// Case is a row of the table in docs/recovering-b.md.
type Case struct {
	Name   string
	Trials int
	Study
}

// Cases are the rows of the table.
func Cases(photo *picture.Image) []Case {
	reduced := Study{Photo: photo, Side: 64, Stored: true}
	exact, crops, alternating, unturned := reduced, reduced, reduced, reduced
	exact.Stored, crops.Cropped = false, true
	alternating.Method, unturned.Method = Alternating, Unturned
	return []Case{
		{"joint, 8 bits", 100, reduced},
		{"alternating, 8 bits", 50, alternating},
		{"joint, exact values", 50, exact},
		{"joint, 8 bits, crops", 12, crops},
		{"unturned, 8 bits", 12, unturned},
	}
}

// Row is a trial of a case as it is stored.
type Row struct {
	Case   string
	Trial  int
	Share  float64 // the greatest relative error of a parameter of the chain
	B      float64 // the error of b
	Passes int
	Sweeps int
}

// Row returns the trial of a case in its stored form.
func (t Trial) Row(name string, trial int) Row {
	share, b := t.Worst()
	return Row{name, trial, share, b, t.Passes, t.Sweeps}
}

// Found says the same as Trial.Found.
func (r Row) Found() bool { return r.Share <= withinShare && r.B <= withinB }

// Summary returns the table of the document, a line for each case in the order of the
// rows: how many trials found the style, the median errors, and what the first cost.
func Summary(rows []Row) string {
	var out strings.Builder
	out.WriteString("| method and images | found | trials | median error | median error of b | passes | sweeps |\n")
	out.WriteString("|---|---:|---:|---:|---:|---:|---:|\n")
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Case == rows[0].Case {
			n++
		}
		found, shares, bs := 0, []float64(nil), []float64(nil)
		for _, r := range rows[:n] {
			shares, bs = append(shares, r.Share), append(bs, r.B)
			if r.Found() {
				found++
			}
		}
		slices.Sort(shares)
		slices.Sort(bs)
		fmt.Fprintf(&out, "| %s | %d | %d | %.2f %% | %.4f | %d | %d |\n",
			rows[0].Case, found, n, 100*shares[n/2], bs[n/2], rows[0].Passes, rows[0].Sweeps)
		rows = rows[n:]
	}
	return out.String()
}

var head = []string{"case", "trial", "share", "b", "passes", "sweeps"}

// WriteRows writes rows as CSV, numbers with six digits.
func WriteRows(w io.Writer, rows []Row) error {
	out := csv.NewWriter(w)
	records := [][]string{head}
	for _, r := range rows {
		records = append(records, []string{
			r.Case, strconv.Itoa(r.Trial), strconv.FormatFloat(r.Share, 'g', 6, 64),
			strconv.FormatFloat(r.B, 'g', 6, 64), strconv.Itoa(r.Passes), strconv.Itoa(r.Sweeps),
		})
	}
	return out.WriteAll(records)
}

// ReadRows reads what WriteRows wrote. The error says which line is not of its form.
func ReadRows(r io.Reader) ([]Row, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = len(head)
	records, err := in.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("stylize: the table of trials: %w", err)
	}
	var rows []Row
	for i, f := range records[min(1, len(records)):] {
		row := Row{Case: f[0]}
		var errs [5]error
		row.Trial, errs[0] = strconv.Atoi(f[1])
		row.Share, errs[1] = strconv.ParseFloat(f[2], 64)
		row.B, errs[2] = strconv.ParseFloat(f[3], 64)
		row.Passes, errs[3] = strconv.Atoi(f[4])
		row.Sweeps, errs[4] = strconv.Atoi(f[5])
		for _, err := range errs {
			if err != nil {
				return nil, fmt.Errorf("stylize: the table of trials, line %d: %w", i+2, err)
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}
