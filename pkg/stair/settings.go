package stair

import (
	"cmp"
	"errors"
	"fmt"
	"math"
)

// Errors that the functions of this package wrap.
var (
	ErrValue = errors.New("stair: value out of range") // NaN, Inf, x outside [0, 1], a bad domain
	ErrShape = errors.New("stair: shapes differ")      // x and y of different length, channels that do not match
	ErrEmpty = errors.New("stair: no pairs")           // nothing to fit
	ErrNone  = errors.New("stair: no pair agrees")     // no b of the domain fits any pair
)

// Defaults of [Settings], and the tolerance of 8-bit data.
const (
	DefaultLo = 5.0
	DefaultHi = 30.0

	// HalfLevel is half a grey level of 8 bits, 1/510: the most by which
	// rounding to a level moves a value of [0, 1].
	HalfLevel = 1.0 / 510

	// DefaultApart is how far from the best interval a rival is looked for.
	DefaultApart = 0.5
)

// Settings says how [Pairs.LeastSquares] and [Pairs.Consensus] fit b. The zero
// value asks for b in [5, 30], a tolerance of half a grey level, and takes every
// y as it is.
type Settings struct {
	// Lo and Hi bound b, 0 < Lo <= Hi. Both zero: DefaultLo and DefaultHi.
	Lo, Hi float64

	// Tol is the tolerance of the consensus, |y(x_i; b) - y_i| <= Tol.
	// Zero: HalfLevel.
	Tol float64

	// Clipped says that y was clipped at 1 when it was stored, as every 8-bit
	// image is. A y_i of 1 or more is then a lower bound only: the consensus
	// asks y(x_i; b) >= y_i - Tol, and least squares leaves the pair out, since
	// it would pull b to where y is 1. Nothing is clipped at 0, because y > 0.
	Clipped bool

	// Bounds says between which values a sample lay before it was stored as y: those
	// of a sample cut off, or stored behind a curve of the encoding. The consensus then
	// asks lo <= y(x_i; b) <= hi, with an infinite hi where a value was clipped, and
	// looks neither at Tol nor at Clipped. Nil: y - Tol and y + Tol.
	Bounds func(y float64) (lo, hi float64)

	// Apart is the least distance in b between the best interval of the
	// consensus and its runner-up. Zero: DefaultApart.
	Apart float64
}

// maxHi bounds b in the fits: floors must fit in 32 bits.
const maxHi = 1 << 30

// minLo bounds b in the fits: 1/b² must stay finite.
const minLo = 1e-100

// withDefaults returns o with its zero fields filled in, or what is wrong in it.
func (o Settings) withDefaults() (Settings, error) {
	if o.Lo == 0 && o.Hi == 0 {
		o.Lo, o.Hi = DefaultLo, DefaultHi
	}
	o.Tol = cmp.Or(o.Tol, HalfLevel)
	o.Apart = cmp.Or(o.Apart, DefaultApart)
	return o, o.check()
}

// bounds returns the values that a stored y stands for.
func (o Settings) bounds(y float64) (lo, hi float64) {
	switch {
	case o.Bounds != nil:
		return o.Bounds(y)
	case o.Clipped && y >= 1:
		return y - o.Tol, math.Inf(1)
	}
	return y - o.Tol, y + o.Tol
}

func (o Settings) check() error {
	if err := checkDomain(o.Lo, o.Hi); err != nil {
		return err
	}
	if o.Lo < minLo || o.Hi > maxHi {
		return fmt.Errorf("%w: [lo, hi] = [%v, %v]: a fit wants lo >= %v and hi <= %v", ErrValue, o.Lo, o.Hi, minLo, maxHi)
	}
	if !(o.Tol >= 0) || math.IsInf(o.Tol, 1) {
		return fmt.Errorf("%w: tol = %v: want 0 <= tol < ∞", ErrValue, o.Tol)
	}
	if !(o.Apart >= 0) {
		return fmt.Errorf("%w: Apart = %v: want Apart >= 0", ErrValue, o.Apart)
	}
	return nil
}

func checkDomain(lo, hi float64) error {
	if !(lo > 0 && lo <= hi) || math.IsInf(hi, 1) {
		return fmt.Errorf("%w: [lo, hi] = [%v, %v]: want 0 < lo <= hi < ∞", ErrValue, lo, hi)
	}
	return nil
}
