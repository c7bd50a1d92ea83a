package study

import (
	"fmt"
	"math"
	"slices"
)

// Fit is a slope with its confidence.
type Fit struct {
	Slope, Lo, Hi float64 // [Lo, Hi] covers the true slope with 95 % confidence
}

// FitSlope fits the exponent p of y ~ x^p: the least-squares slope of log y over
// log x, where y is the mean over runs, runs[r][i] that of run r at x[i]. With
// typical set, y is exp of the mean logarithm instead, the geometric mean.
//
// The confidence interval is that of [Bootstrap] with the key. Runs are drawn whole, since the values of
// a run depend on each other. Lengths that differ panic.
func FitSlope(key string, x []float64, runs [][]float64, typical bool) Fit {
	logs := make([]float64, len(x))
	for i, v := range x {
		logs[i] = math.Log(v)
	}
	return FitLine(key, logs, runs, typical)
}

// FitLine is FitSlope over x as it is.
func FitLine(key string, x []float64, runs [][]float64, typical bool) Fit {
	for r, run := range runs {
		if len(run) != len(x) {
			panic(fmt.Sprintf("study: a fit of %d values over %d points in run %d", len(run), len(x), r))
		}
	}
	if typical {
		runs = slices.Clone(runs)
		for r, run := range runs {
			runs[r] = make([]float64, len(run))
			for i, v := range run {
				runs[r][i] = math.Log(v)
			}
		}
	}
	mean := make([]float64, len(x))
	slope := func(draw func(r int) int) float64 {
		clear(mean)
		for r := range runs {
			for i, v := range runs[draw(r)] {
				mean[i] += v / float64(len(runs))
			}
		}
		if !typical {
			for i, v := range mean {
				mean[i] = math.Log(v)
			}
		}
		return leastSquares(x, mean)
	}
	lo, hi := Bootstrap(key, len(runs), slope)
	return Fit{slope(func(r int) int { return r }), lo, hi}
}

// leastSquares is the slope of the line through the points that errs least.
func leastSquares(x, y []float64) float64 {
	if len(x) != len(y) {
		panic("study: a fit of slices of different length")
	}
	mx, my := 0.0, 0.0
	for i := range x {
		mx += x[i] / float64(len(x))
		my += y[i] / float64(len(x))
	}
	xx, xy := 0.0, 0.0
	for i := range x {
		xx += (x[i] - mx) * (x[i] - mx)
		xy += (x[i] - mx) * (y[i] - my)
	}
	return xy / xx
}
