package vec

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A kernel that left everything to its twin would return the right bits: it does all elements itself, up to
// the group with one that is the twin's.
func TestAdamLeavesRareRootsAlone(t *testing.T) {
	if !Wide {
		t.Skip("the processor does not compute four float64 at a time")
	}
	rng := rand.New(rand.NewPCG(11, 12))
	const n = 40
	k := Adam{Rest1: 0.1, Rest2: 0.001, Outside: 1e-8, Move: 0.01, Keep: 1}
	for at := range n + 1 {
		for _, rare := range []float64{0, 1e-300, 1e300} {
			x, g, m, v := numbers(rng, n, 0), make([]float64, n), numbers(rng, n, 0), make([]float64, n)
			for i := range v {
				g[i], v[i] = rng.NormFloat64(), 0.1+rng.Float64()
			}
			want := n
			if at < n {
				g[at], v[at], want = 0, rare, at&^3
			}
			before := slices.Clone(x)
			if done := adam4(n, &k, &x[0], &g[0], &m[0], &v[0]); done != want {
				t.Fatalf("a root of %v at %d: %d elements are done, want %d", rare, at, done, want)
			}
			if !slices.Equal(x[want:], before[want:]) || want > 0 && slices.Equal(x[:want], before[:want]) {
				t.Fatalf("a root of %v at %d: other elements were changed than the first %d", rare, at, want)
			}
		}
	}
}
