package filter

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Settings says how [Data.Fit] looks for a filter. The zero value tries every family,
// b in [2, 128] and every whole number of levels.
type Settings struct {
	// Lo and Hi bound b and the number of levels, 0 < Lo <= Hi. Both zero: 2 and 128 for
	// b, 2 and 256 for whole numbers.
	Lo, Hi float64
	// Tol is by how many levels a stored sample may differ from the filter's value.
	// Zero: 0.5, the rounding of storing.
	Tol float64
	// Only names the one family to try; "" tries all.
	Only string
	// Inexact says that the files are not what the filter saw or made, sample by sample:
	// one of them was compressed with los. Disagreement is then no evidence against a
	// formula.
	Inexact bool
}

// Defaults of [Settings].
const (
	DefaultLo  = 2.0
	DefaultHi  = 128.0
	DefaultTol = 0.5
)

// Candidate is a filter with its certificate: how many samples it explains, the
// interval of its number, and the best rival within its family.
type Candidate struct {
	Filter
	stair.Vote
}

// maxBehind is the most levels that are tried behind a curve of the encoding: with more
// of them the dark ones are nearer to each other than stored samples are.
const maxBehind = 64

// fitWhole tries every whole number of levels: N samples explain each other's rivals.
// A family's number stands alone, so its interval is a point, and the runner-up is the
// best other number.
func (t *tally) fitWhole(f Filter, s Settings) Candidate {
	lo, hi := s.Lo, s.Hi
	if lo == 0 && hi == 0 {
		lo, hi = 2, maxLevels
	}
	if t.transfer != plain {
		hi = min(hi, maxBehind)
	}
	v := stair.Vote{}
	v.Total, v.RunnerUp.Total = t.d.Total(), t.d.Total()
	point := func(n float64, agree int64) stair.Consensus {
		return stair.Consensus{B: n, Lo: n, Hi: n, Agree: int(agree), Total: v.Total}
	}
	for n := max(2, math.Ceil(lo)); n <= min(hi, maxLevels); n++ {
		if !f.Family.has(int(n)) {
			continue
		}
		f.N = n
		c := point(n, t.agree(f, s.Tol, nil))
		switch {
		case c.Agree > v.Agree:
			v.Consensus, v.RunnerUp = c, v.Consensus
			v.Ties, v.First, v.Last = 0, n, n
		case c.Agree == v.Agree && c.Agree > 0:
			v.Ties++
			v.Last = n
			v.RunnerUp = c
		case c.Agree > v.RunnerUp.Agree:
			v.RunnerUp = c
		}
	}
	if v.RunnerUp.Agree == 0 {
		v.RunnerUp = stair.Consensus{Total: v.Total}
	}
	v.Total, v.Nearby = t.d.Total(), v.RunnerUp.Agree
	f.N = v.B
	return Candidate{f, v}
}
