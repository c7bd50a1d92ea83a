package lesson

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/stair"
)

// A recoveringCase makes pairs of 8-bit values with a known b.
type recoveringCase struct {
	name     string
	b        float64
	pixels   int
	replaced float64 // share of y that is replaced by random levels
	constant bool    // x is the same everywhere
	tol      float64 // in grey levels
	seed     uint64  // of the pixels
}

func recoveringCases() []recoveringCase {
	return []recoveringCase{
		{"a clean pair", 12.34, 4000, 0, false, 0.5, 3},
		{"35 % replaced", 17.7, 4000, 0.35, false, 0.5, 3},
		{"70 % replaced", 8.1, 4000, 0.7, false, 0.5, 3},
		{"85 % replaced", 21.3, 20_000, 0.85, false, 0.5, 3},
		{"a constant image", 12.34, 4000, 0, true, 0.5, 3},
		{"two pixels", 25.1, 2, 0, false, 0.5, 3},
		{"images that do not belong together", 12.34, 20_000, 1, false, 0.5, 3},
		{"2000 pixels of such images", 12.34, 2000, 1, false, 0.5, 66},
		{"300 pixels of such images", 12.34, 300, 1, false, 0.5, 19},
		{"40 pixels of such images", 12.34, 40, 1, false, 0.5, 4},
		{"90 % replaced", 9.9, 40_000, 0.9, false, 0.5, 3},
		{"a tolerance of 20 levels", 12.34, 4000, 0, false, 20, 3},
	}
}

func (c recoveringCase) vote() (stair.Vote, error) {
	rng := rand.New(rand.NewPCG(3, c.seed))
	x, y := make([]float64, c.pixels), make([]float64, c.pixels)
	for i := range x {
		if x[i] = float64(rng.IntN(stair.MaxLevel+1)) / stair.MaxLevel; c.constant {
			x[i] = x[0]
		}
		y[i] = min(1, math.Round(stair.MaxLevel*stair.Quantize(x[i], c.b))/stair.MaxLevel)
		if rng.Float64() < c.replaced {
			y[i] = float64(rng.IntN(stair.MaxLevel+1)) / stair.MaxLevel
		}
	}
	p, err := stair.NewPairs(x, y)
	if err != nil {
		return stair.Vote{}, fmt.Errorf("the pairs of this check: %w", err)
	}
	return p.Consensus(stair.Settings{Clipped: true, Tol: c.tol / stair.MaxLevel})
}

// right reports whether the vote is to be trusted.
func (c recoveringCase) right(v stair.Vote) bool {
	return v.Lo <= c.b && c.b <= v.Hi && !v.Ambiguous()
}

func (c recoveringCase) fate(v stair.Vote) string {
	switch {
	case c.right(v):
		return "the right one"
	case v.Ambiguous():
		return "one of several as good"
	}
	return "a wrong one"
}
