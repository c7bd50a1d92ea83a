package filter_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/filter"
)

// deep is a pair of 512 by 512 samples of 16 bits.
func deep() (x, y []float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 512 * 512 {
		v := math.Floor(65536*rng.Float64()) / 65535
		x = append(x, v)
		y = append(y, min(65535, math.Floor((math.Floor(v*8.5)+0.5)/8.5*65535+0.5))/65535)
	}
	return x, y
}

// What a fit of files with 16 bits a sample takes: counting the pairs, and the fit of all families.
func BenchmarkDeepData(b *testing.B) {
	x, y := deep()
	for b.Loop() {
		if _, err := filter.NewData(x, y, 65535, 65535); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDeepFit(b *testing.B) {
	x, y := deep()
	d, err := filter.NewData(x, y, 65535, 65535)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := d.Fit(filter.Settings{}); err != nil {
			b.Fatal(err)
		}
	}
}
