// Command leastsq is the side of pkg/leastsq in leastsq.py: it fits NIST's sets from both starts, and prints rows of
// leastsq.csv.
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"math"
	"os"

	"github.com/gradstep/gradstep/pkg/leastsq"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

func main() {
	rows := csv.NewWriter(os.Stdout)
	for _, jacobian := range []string{"exact", "differences"} {
		for _, set := range testfunc.NIST() {
			for start, x0 := range set.Starts {
				p := leastsq.Problem{M: set.M(), Residuals: set.Residuals, Jacobian: set.Jacobian}
				if jacobian == "differences" {
					p.Jacobian = nil
				}
				r, err := leastsq.Minimize(p, x0, leastsq.Settings{})
				x, errs, made := 0.0, 0.0, 0
				if err == nil {
					x, errs = digits(r.X, set.Certified), digits(r.StdErr, set.StdErr)
				}
				if p.Jacobian != nil {
					made = r.Jacobians
				}
				rows.Write([]string{
					"leastsq", "default", jacobian, set.Name, fmt.Sprint(start + 1),
					fmt.Sprintf("%.1f", x), fmt.Sprintf("%.1f", errs), fmt.Sprint(r.Evaluations), fmt.Sprint(made),
				})
			}
		}
	}
	rows.Flush()
	if err := rows.Error(); err != nil {
		log.Fatal(err)
	}
}

// digits is the number of right digits of the worst value, at most the 11 that are certified.
func digits(got, certified []float64) float64 {
	worst := 1e-11
	for i, c := range certified {
		e := math.Abs(got[i]-c) / math.Abs(c)
		if !(e < 1) {
			return 0
		}
		worst = max(worst, e)
	}
	return -math.Log10(worst)
}
