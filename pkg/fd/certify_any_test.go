package fd

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// pieces are functions with every kind of trouble; the test below adds and nests them.
var pieces = []func(float64) float64{
	math.Sin, math.Exp, math.Log, math.Sqrt, math.Abs, math.Floor, math.Cbrt, noise, f32, math.Tan,
	func(x float64) float64 { return 1 / x },
	func(x float64) float64 { return x * x },
	func(x float64) float64 { return math.Sin(1e5 * x) },
	func(float64) float64 { return 0 },
	func(x float64) float64 { return 1e300 * x },
	func(x float64) float64 { return 1e-300 * x },
	func(x float64) float64 { return halving(x, 12) },
}

// Whatever f is: at most 200 evaluations, all of them counted, and either a finite value with a bound or an error.
func TestCertifyOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(pieces).Draw(t, "outer"), rapid.SampledFrom(pieces).Draw(t, "inner")
		nest := rapid.Bool().Draw(t, "nest")
		x := rapid.OneOf(rapid.Float64Range(-3, 3), rapid.Float64(), rapid.SampledFrom([]float64{0, 1, -1, math.Pi})).Draw(t, "x")
		calls := 0
		e, err := Certify(func(x float64) float64 {
			calls++
			if nest {
				return a(b(x))
			}
			return a(x) + b(x)
		}, x)
		if calls != e.Evals || calls > 200 {
			t.Fatalf("%d evaluations, counted %d", calls, e.Evals)
		}
		if math.IsNaN(e.Err) || e.Err < 0 || math.IsNaN(e.LeftErr) || math.IsNaN(e.RightErr) {
			t.Fatalf("bounds %+v", e)
		}
		if err == nil && (math.IsNaN(e.Value) || math.IsInf(e.Value, 0)) {
			t.Fatalf("%+v without an error", e)
		}
	})
}
