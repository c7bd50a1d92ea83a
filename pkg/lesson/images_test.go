package lesson

import (
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

func TestImages(t *testing.T) {
	nan := math.NaN()
	type cost = func(height float64, n int) (float64, float64)
	change := func(q, v float64) cost { // both right answers, times a factor each
		return func(height float64, n int) (float64, float64) {
			a, b := solutions.Images1(height, n)
			return q * a, v * b
		}
	}
	outcomes(t, Images1, solutions.Images1, func(height float64, n int) (float64, float64) { return nan, nan },
		solutions.Images1OneStep, solutions.Images1Signed, change(2, 1), change(1, 0.5), change(0, 1), change(1, 0),
		func(height float64, n int) (float64, float64) { return height / float64(2*n), math.Abs(height) },
		func(height float64, n int) (float64, float64) {
			return height * height * float64(1/n) / 2, math.Abs(height)
		},
		func(height float64, n int) (float64, float64) {
			return height * height / float64(2*n), math.Abs(height) / float64(n)
		})
	both := func(rate, factor func(l float64) float64) func(float64) (float64, float64) {
		return func(l float64) (float64, float64) { return rate(l), factor(l) }
	}
	right := func(l float64) float64 { return 1 / (l + 4) }
	share := func(l float64) float64 { return 4 / (l + 4) }
	outcomes(t, Images2, solutions.Images2, both(func(float64) float64 { return nan }, func(float64) float64 { return nan }),
		solutions.Images2Safe, solutions.Images2Largest,
		both(func(l float64) float64 { return 1.0 / 4 }, share), both(func(l float64) float64 { return 2 / (l + 4) }, share),
		both(right, func(l float64) float64 { return -4 / (l + 4) }), both(right, func(l float64) float64 { return share(l) * share(l) }),
		both(right, func(l float64) float64 { return 8 / (l + 8) }), both(right, func(l float64) float64 { return l / (l + 4) }))
	outcomes(t, Images3, solutions.Images3, func(p []float64) []float64 { return nil },
		solutions.Images3Sign, solutions.Images3Ends, solutions.Images3Short,
		func(p []float64) []float64 { return append([]float64{0}, p...) },
		func(p []float64) []float64 { d := solutions.Images3(p); d[0] = 0; return d },
		func(p []float64) []float64 { d := solutions.Images3(p); p[0]++; return d },
		func(p []float64) []float64 { return make([]float64, len(p)+1) })
	outcomes(t, Images4, solutions.Images4, func(a, b, lambda float64) (float64, float64) { return nan, nan },
		solutions.Images4NoMeeting, solutions.Images4Quadratic, threshold,
		func(a, b, l float64) (float64, float64) { return solutions.Images4(a, b, l/2) },
		func(a, b, l float64) (float64, float64) { return solutions.Images4(a, b, 2*l) },
		func(a, b, l float64) (float64, float64) { return solutions.Images4(a, b, 1/l) },
		func(a, b, l float64) (float64, float64) { // for a < b only
			if b-a <= 2/l {
				return (a + b) / 2, (a + b) / 2
			}
			return a + 1/l, b - 1/l
		},
		func(a, b, l float64) (float64, float64) { return (a + b) / 2, (a + b) / 2 })
	type method = func([]float64) []float64
	outcomes(t, Images5, solutions.Images5, func(method, []float64, []float64, float64, float64) float64 { return nan },
		noFactor, wholeSum, noConstant, withoutSigns, inPlace,
		func(m method, f, b []float64, h, sigma float64) float64 {
			return solutions.Images5(m, f, b, -h, sigma) - 1
		},
		func(m method, f, b []float64, h, sigma float64) float64 {
			return solutions.Images5(m, f, b, h, math.Sqrt(sigma))
		})
}

// threshold is wrong: pixels are to meet when they are 2/λ apart, not 1/λ.
func threshold(a, b, l float64) (u, v float64) {
	if math.Abs(a-b) <= 1/l {
		return (a + b) / 2, (a + b) / 2
	}
	return solutions.Images4NoMeeting(a, b, l)
}

// The typical mistakes in Stein's estimate.

func noFactor(m func([]float64) []float64, f, b []float64, h, sigma float64) float64 {
	misfit := solutions.Images5(m, f, b, h, 0)
	return (misfit + solutions.Images5(m, f, b, h, sigma) - sigma*sigma) / 2
}

func wholeSum(m func([]float64) []float64, f, b []float64, h, sigma float64) float64 {
	return float64(len(f)) * solutions.Images5(m, f, b, h, sigma)
}

func noConstant(m func([]float64) []float64, f, b []float64, h, sigma float64) float64 {
	return solutions.Images5(m, f, b, h, sigma) + sigma*sigma
}

func withoutSigns(m func([]float64) []float64, f, b []float64, h, sigma float64) float64 {
	sum := 0.0
	for i, v := range m(f) {
		sum += (v - f[i]) * (v - f[i])
	}
	return sum/float64(len(f)) - sigma*sigma
}

func inPlace(m func([]float64) []float64, f, b []float64, h, sigma float64) float64 {
	r := solutions.Images5(m, f, b, h, sigma)
	for i := range f {
		f[i] += h * b[i]
	}
	return r
}

// A mistake in the formula is told by its name.
func TestImagesNameTheMistake(t *testing.T) {
	for want, v := range map[string]Verdict{
		"whole height":       Images1(solutions.Images1OneStep),
		"A fall costs too":   Images1(solutions.Images1Signed),
		"safe and not":       Images2(solutions.Images2Safe),
		"just fails":         Images2(solutions.Images2Largest),
		"sign is turned":     Images3(solutions.Images3Sign),
		"1 differences come": Images3(func(p []float64) []float64 { return append([]float64{}, p...) }),
		"at most 2/λ":        Images4(threshold),
		"quadratic energy":   Images4(solutions.Images4Quadratic),
		"factor 2":           Images5(noFactor),
		"sum over all":       Images5(wholeSum),
		"at the same place":  Images5(noConstant),
		"b in the product":   Images5(withoutSigns),
		"belong to the":      Images5(inPlace),
	} {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) {
			t.Errorf("want a verdict with %q, got %v", want, v)
		}
	}
}
