package standins

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/study"
)

// Share is a row's share of found trials in per cent, with its 95 % interval.
func Share(row study.Table) string {
	return interval(int(row.Value("found")), int(row.Value("trials")))
}

func interval(found, n int) string {
	lo, hi := study.Wilson(found, n)
	return fmt.Sprintf("%.0f (%.0f–%.0f)", 100*float64(found)/float64(n), 100*lo, 100*hi)
}

// Best returns the row with the most found, of equal ones the first. It panics where there is none.
func Best(rows study.Table) study.Table {
	if len(rows.Rows) == 0 {
		panic("standins: Best of no rows")
	}
	at, found := 0, rows.Floats("found")
	for i, v := range found {
		if v > found[at] {
			at = i
		}
	}
	rows.Rows = rows.Rows[at : at+1]
	return rows
}
