package dataset

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Split divides 0, …, n-1 at random into a training and a validation part, the latter with
// round(n·share) indices. Each part is ascending. Both have at least one index; the
// error is ErrValue when that is impossible, or share is not in (0, 1). A nil
// generator panics.
func Split(n int, share float64, r *rand.Rand) (train, validate []int, err error) {
	if r == nil {
		panic("dataset: Split: nil generator")
	}
	if n < 2 || n > mostSamples || !(share > 0 && share < 1) {
		return nil, nil, bad("Split: %d samples, a share of %v for validation: use 2 or more, and a share between 0 and 1", n, share)
	}
	v := min(max(int(math.Round(float64(n)*share)), 1), n-1)
	order := r.Perm(n)
	validate, train = order[:v:v], order[v:]
	slices.Sort(validate)
	slices.Sort(train)
	return train, validate, nil
}
