package study

import (
	"fmt"
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

// Wilson returns the interval that covers a share with 95 % confidence, of which count in n independent
// trials were seen: Wilson's, which neither leaves [0, 1] nor vanishes where all or none succeed.
//
//	(p + z²/2n ± z √(p(1-p)/n + z²/4n²))/(1 + z²/n),  p = count/n,  z = 1.96
//
// Without trials it is [0, 1]. A count outside 0, …, n panics. Source: E. B. Wilson, Probable inference, the
// law of succession, and statistical inference, J. Am. Stat. Assoc. 22 (1927).
func Wilson(count, n int) (lo, hi float64) {
	if count < 0 || count > n {
		panic(fmt.Sprintf("study: Wilson: %d of %d", count, n))
	}
	if n == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	m, p := float64(n), float64(count)/float64(n)
	middle, half := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (middle-half)/(1+z*z/m)), min(1, (middle+half)/(1+z*z/m))
}

// Bootstrap returns the interval that covers a statistic of n observations with 95 % confidence, by
// drawing as many with replacement 400 times: the 2.5 and 97.5 % points of what the statistic then is. It takes
// observation draw(i) in the place of observation i, and asks for each once. The generator is seeded by
// the key.
func Bootstrap(key string, n int, statistic func(draw func(i int) int) float64) (lo, hi float64) {
	if statistic == nil || n < 0 {
		panic(fmt.Sprintf("study: Bootstrap of %d observations, or of a nil statistic", n))
	}
	rng := Generator("bootstrap "+key, 0)
	values := make([]float64, 400)
	for i := range values {
		values[i] = statistic(func(int) int { return rng.IntN(n) })
	}
	slices.Sort(values)
	return quantile(values, 0.025), quantile(values, 0.975)
}
