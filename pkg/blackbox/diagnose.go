package blackbox

import (
	"context"
	"math"

	"github.com/gradstep/gradstep/pkg/fd"
)

// Diagnose says what the function is like at x along each variable, in units of the box: see
// [fd.Diagnose]. Positions in the result are those of u, and distances in units of Scale. Points
// outside the bounds and failures are not finite values, at which the ladder ends. It takes some 110
// evaluations a variable, none for one that equal bounds hold, most of them in one batch.
func Diagnose(ctx context.Context, e *Evaluator, box *Box, x []float64) ([]fd.Diagnosis, error) {
	if e == nil || box == nil {
		panic("blackbox: Diagnose: the evaluator or the box is nil")
	}
	all := make([]fd.Diagnosis, len(x))
	at := box.U(x)
	for i := range all {
		var failed error
		lo, hi := box.interval(i)
		if lo == hi {
			all[i] = fd.Diagnosis{Kind: fd.Plateau, Confidence: 1, Reason: "equal bounds hold it", Advice: fd.Advice{Why: "its derivative is 0"}}
			continue
		}
		d, err := fd.DiagnoseBatch(func(y, points []float64) {
			var inside [][]float64
			for _, t := range points {
				if lo <= t && t <= hi {
					u := append([]float64(nil), at...)
					u[i] = t
					inside = append(inside, box.X(u))
				}
			}
			var values []Evaluation
			if failed == nil {
				values, failed = e.evaluate(ctx, inside)
			}
			for j, t := range points {
				y[j] = math.NaN()
				if failed == nil && lo <= t && t <= hi {
					if values[0].Failed == "" {
						y[j] = values[0].F
					}
					values = values[1:]
				}
			}
		}, at[i])
		if failed != nil {
			return nil, failed
		}
		if err != nil {
			return nil, err
		}
		all[i] = d
	}
	return all, nil
}
