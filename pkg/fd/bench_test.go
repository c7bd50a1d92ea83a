package fd

import (
	"fmt"
	"math"
	"testing"
)

// plainCentral and plainForward are the loops that one would write in place.
func plainCentral(dst, x []float64, f func([]float64) float64) {
	for i, v := range x {
		h := 6e-6 * math.Max(1, math.Abs(v))
		x[i] = v + h
		up := f(x)
		x[i] = v - h
		dst[i] = (up - f(x)) / (2 * h)
		x[i] = v
	}
}

func plainForward(dst, x []float64, f func([]float64) float64) {
	base := f(x)
	for i, v := range x {
		h := 1.5e-8 * math.Max(1, math.Abs(v))
		x[i] = v + h
		dst[i] = (f(x) - base) / h
		x[i] = v
	}
}

// BenchmarkGradient puts the gradient of Rosenbrock's function beside the plain loop. ns/eval is the time of
// one evaluation with its share of the rest, which the loop's figure shows for the function itself.
func BenchmarkGradient(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		x, g := generic(n), make([]float64, n)
		for _, c := range []struct {
			name  string
			evals int
			s     Stencil
			plain func(dst, x []float64, f func([]float64) float64)
		}{{"central", 2 * n, Central, plainCentral}, {"forward", n + 1, Forward, plainForward}} {
			report := func(b *testing.B) {
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(c.evals), "ns/eval")
			}
			b.Run(fmt.Sprintf("n=%d/%s/loop", n, c.name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					c.plain(g, x, rosenbrock)
				}
				report(b)
			})
			b.Run(fmt.Sprintf("n=%d/%s/source", n, c.name), func(b *testing.B) {
				src := NewSource(rosenbrock, n, Settings{Stencil: c.s})
				b.ReportAllocs()
				for b.Loop() {
					src.Grad(g, x)
				}
				report(b)
			})
		}
	}
}

// BenchmarkOverhead runs the loop and the source in turns, so that what else the machine does falls on both;
// overhead-% is the source's excess. The target is 5 for n >= 100.
func BenchmarkOverhead(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			x, g := generic(n), make([]float64, n)
			src := NewSource(rosenbrock, n, Settings{})
			best := [2]float64{math.Inf(1), math.Inf(1)}
			rounds := 1 + 20000/(n*n)
			for b.Loop() {
				for k, f := range []func(){
					func() { plainCentral(g, x, rosenbrock) },
					func() { src.Grad(g, x) },
				} {
					start := b.Elapsed()
					for range rounds {
						f()
					}
					best[k] = min(best[k], float64(b.Elapsed()-start)/float64(rounds))
				}
			}
			b.ReportMetric(100*(best[1]/best[0]-1), "overhead-%")
		})
	}
}

func BenchmarkDerivative(b *testing.B) {
	for name, s := range named {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Derivative(math.Sin, 1, s, 0)
			}
		})
	}
}

func BenchmarkCertify(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Certify(math.Exp, 1); err != nil {
			b.Fatal(err)
		}
	}
}
