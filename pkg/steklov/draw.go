package steklov

import (
	"fmt"
	"math/rand/v2"
)

// Draw writes one random direction y of the kind to dst, E[y yᵀ] = I/n, and returns dst. A field D whose
// derivative nobody has gives its divergence, the trace of its Jacobian, from two values:
//
//	div D(x) ≈ n·⟨y, D(x + h·y) - D(x)⟩/h,
//
// in expectation that of the smoothed field, as the gradient of [Estimator] is. Of the kinds, [Rademacher] has the
// smallest variance: the diagonal of the Jacobian has no part in it.
//
// It panics when dst is empty or rng is nil.
//
// Source: M. Hutchinson, A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines,
// Commun. Stat. Simul. 18 (1989).
func (k Kind) Draw(dst []float64, rng *rand.Rand) []float64 {
	if len(dst) == 0 || rng == nil {
		panic(fmt.Sprintf("steklov: Draw: a direction in %d dimensions, generator %v", len(dst), rng))
	}
	d := drawing{rows: dst}
	d.fill(k, len(dst), 1, rng)
	return dst
}
