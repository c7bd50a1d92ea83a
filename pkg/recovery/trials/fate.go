package trials

import (
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Fate is where a trial has ended.
type Fate int

const (
	Found    Fate = iota // within Tolerance of the target
	Beside               // in the target's valley, but not so near
	UpperEnd             // at the upper end of the domain, where the background of the loss, 1/(12b²), leads
	LowerEnd             // at the lower end
	Multiple             // at a simple multiple of the target
	Astray               // in some other valley
	fates
)

// String is the heading of the tables.
func (f Fate) String() string {
	return [...]string{"found", "beside", "upper end", "lower end", "multiple", "astray"}[f]
}

// Fates returns all of them, in order.
func Fates() (all []Fate) {
	for f := range fates {
		all = append(all, f)
	}
	return all
}

const (
	// Valley is half the width of the target's valley for uniform x, in b: the first
	// side hill of sin(z)/z, with z = 2π(b - b*), is highest at tan z = z.
	Valley = 0.715

	// beyond is how near to a multiple of the target counts as there.
	beyond = 0.1
)

// multiples are the simple ratios at which two staircases share some of their steps.
var multiples = []float64{1.0 / 3, 1.0 / 2, 2.0 / 3, 3.0 / 2, 2, 3}

// FateOf tells the fate of a trial with this target that has ended at b.
func FateOf(target, b float64) Fate {
	switch d := math.Abs(b - target); {
	case d < Tolerance:
		return Found
	case d < Valley:
		return Beside
	case b > stair.DefaultHi-Tolerance:
		return UpperEnd
	case b < stair.DefaultLo+Tolerance:
		return LowerEnd
	}
	for _, r := range multiples {
		if math.Abs(b-r*target) < beyond {
			return Multiple
		}
	}
	return Astray
}
