package steklov

import (
	"fmt"
	"testing"
)

func BenchmarkGradient(b *testing.B) {
	for _, n := range []int{10, 100} {
		f, _ := linear(n)
		x, g := make([]float64, n), make([]float64, n)
		for _, kind := range kinds {
			b.Run(fmt.Sprintf("n=%d/%v", n, kind), func(b *testing.B) {
				e := Estimator{Radius: 0.1, Directions: 10, Kind: kind, Rand: seeded(1)}
				b.ReportAllocs()
				for b.Loop() {
					e.Gradient(g, f, x)
				}
			})
		}
	}
}
