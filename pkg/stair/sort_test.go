package stair

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The buckets sort as the library does, also what is not spread at all.
func TestBucketSort(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	var sort bucketSort[counted]
	for range 100 {
		n := rng.IntN(3000)
		all := make([]counted, n)
		kind := rng.IntN(4)
		for i := range all {
			v := rng.Float64()
			switch kind {
			case 1:
				v = 0.5 + v*1e-9
			case 2:
				v = float64(rng.IntN(7)) / 7
			case 3:
				v = float64(rng.IntN(2))
			}
			all[i] = counted{x: v, n: int64(i)}
		}
		want := slices.Clone(all)
		slices.SortStableFunc(want, func(a, b counted) int { return order(a.x, b.x) })
		if got := sort.by(all, 0, 1, func(c counted) float64 { return c.x }); !slices.Equal(got, want) {
			t.Fatalf("%d elements of kind %d: not in the library's order", n, kind)
		}
	}
}
