package study

import (
	"math"
	"slices"
)

// Summary describes the runs of one configuration.
type Summary struct {
	Mean, SE         float64 // SE: standard error of the mean
	Q25, Median, Q75 float64
}

// Summarize describes values, which it doesn't change. A value that is not a number
// (a run without one) makes the mean NaN, and counts as the largest in the
// quartiles. No values, or no numbers among them: all NaN.
func Summarize(values []float64) Summary {
	nan := math.NaN()
	if !slices.ContainsFunc(values, func(v float64) bool { return !math.IsNaN(v) }) {
		return Summary{nan, nan, nan, nan, nan}
	}
	mean, squares := 0.0, 0.0
	for i, v := range values {
		d := v - mean
		mean += d / float64(i+1)
		squares += d * (v - mean)
	}
	m := float64(len(values))
	s := slices.Clone(values)
	for i, v := range s {
		if math.IsNaN(v) {
			s[i] = math.Inf(1)
		}
	}
	slices.Sort(s)
	return Summary{
		Mean: mean, SE: math.Sqrt(squares / (m - 1) / m),
		Q25: quantile(s, 0.25), Median: quantile(s, 0.5), Q75: quantile(s, 0.75),
	}
}

// quantile interpolates between the sorted values (Hyndman and Fan's type 7).
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	i := int(at)
	share := at - float64(i)
	if share == 0 || sorted[i] == sorted[i+1] { // where infinite values would make a NaN
		return sorted[i]
	}
	return sorted[i] + share*(sorted[i+1]-sorted[i])
}

// Fit is a slope with its confidence.
type Fit struct {
	Slope, Lo, Hi float64 // [Lo, Hi] covers the true slope with 95 % confidence
}

// FitSlope fits the exponent p of y ~ x^p: the least-squares slope of log y over
// log x, where y is the mean over runs, runs[r][i] that of run r at x[i]. With
// typical set, y is exp of the mean logarithm instead, the geometric mean.
//
// The confidence interval comes from the bootstrap: 400 times as many runs are
// drawn with replacement, each whole since a run's values depend on each other, and
// the slope of their mean is fitted again; Lo and Hi are the 2.5 and 97.5 % points.
// The generator is seeded by the key. Lengths that differ panic.
func FitSlope(key string, x []float64, runs [][]float64, typical bool) Fit {
	logs := make([]float64, len(x))
	for i, v := range x {
		logs[i] = math.Log(v)
	}
	return FitLine(key, logs, runs, typical)
}

// FitLine is FitSlope over x as it is.
func FitLine(key string, x []float64, runs [][]float64, typical bool) Fit {
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
	rng := Generator("bootstrap "+key, 0)
	boot := make([]float64, 400)
	for i := range boot {
		boot[i] = slope(func(int) int { return rng.IntN(len(runs)) })
	}
	slices.Sort(boot)
	return Fit{slope(func(r int) int { return r }), quantile(boot, 0.025), quantile(boot, 0.975)}
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
