package recovery

import (
	"errors"
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/steklov"
)

// ErrValue is wrapped by the errors of options and starts that are out of range.
var ErrValue = errors.New("recovery: value out of range")

// levelSlack is how far 255·y may lie from a whole number for y to count as stored
// in 8 bits.
const levelSlack = 1e-9

// fullWeight is the most that one x counts, in pixels.
const fullWeight = 4.0

// Settings say what is known of the pairs. The zero value asks for b in [5, 30] and
// finds out the rest.
type Settings struct {
	// Lo and Hi bound b, 0 < Lo < Hi. Both zero: stair.DefaultLo and DefaultHi.
	Lo, Hi float64

	// Tol is how far a stored y may lie from the true one. Zero: half a grey level
	// if every y is a level k/255, and 0 otherwise.
	Tol float64

	// Outliers is the share ε of foreign pixels that the spread allows for. Zero:
	// DefaultOutliers.
	Outliers float64
}

// Objective holds pairs for the descent: each distinct pair once, with a weight.
//
// A pixel's grey value counts at most as much as 4 pixels: a sky of one grey says
// no more about b than a few of its pixels, and where in its step that grey lies is
// an accident. The pairs of one x share its weight in proportion to their counts.
// If y is stored, y = 1 may have been clipped, and says no more than y >= 1: the
// spread leaves such pairs out, and the misfit counts what is missing to 1.
//
// It never changes and may be used by several goroutines at once.
type Objective struct {
	x      []float64 // distinct, ascending
	from   []int     // the pairs of x[i] are y[from[i]:from[i+1]]
	y      []float64 // ascending for each x
	w      []float64 // weights of the pairs; with white they add up to 1
	before []float64 // sum of the weights before each pair, and of all
	white  []float64 // weight of the clipped pairs of each x
	spread Spread
	tol    float64
	lo, hi float64
}

// New returns the objective of the pairs. The error wraps [ErrValue] if an option is
// out of range, and stair.ErrEmpty if every pair is clipped.
func New(p *stair.Pairs, o Settings) (*Objective, error) {
	if p == nil {
		panic("recovery: New: the pairs are nil")
	}
	if o.Lo == 0 && o.Hi == 0 {
		o.Lo, o.Hi = stair.DefaultLo, stair.DefaultHi
	}
	switch {
	case !(o.Lo > 0 && o.Lo < o.Hi && o.Hi <= math.MaxFloat32):
		return nil, fmt.Errorf("%w: the domain [%v, %v]: want 0 < Lo < Hi", ErrValue, o.Lo, o.Hi)
	case !(o.Tol >= 0 && o.Tol < 0.5):
		return nil, fmt.Errorf("%w: Tol = %v: want the rounding of y, such as 1/510, in [0, 0.5)", ErrValue, o.Tol)
	case !(o.Outliers >= 0 && o.Outliers < 1):
		return nil, fmt.Errorf("%w: Outliers = %v: want a share in [0, 1)", ErrValue, o.Outliers)
	}
	stored := true
	p.Each(func(_, y float64, _ int64) {
		k := stair.MaxLevel * y
		stored = stored && math.Abs(k-math.Round(k)) <= levelSlack
	})
	if o.Tol == 0 && stored {
		o.Tol = stair.HalfLevel
	}
	f := &Objective{spread: Spread{o.Tol, o.Outliers}, tol: o.Tol, lo: o.Lo, hi: o.Hi}
	p.Each(func(x, y float64, n int64) {
		if k := len(f.x); k == 0 || f.x[k-1] != x {
			f.x, f.from, f.white = append(f.x, x), append(f.from, len(f.y)), append(f.white, 0)
		}
		if stored && y >= 1 {
			f.white[len(f.white)-1] += float64(n)
			return
		}
		f.y, f.w = append(f.y, y), append(f.w, float64(n))
	})
	if len(f.y) == 0 {
		return nil, fmt.Errorf("recovery: every y is 1, and may have been clipped when it was stored: %w", stair.ErrEmpty)
	}
	f.from = append(f.from, len(f.y))
	f.weigh()
	return f, nil
}

// weigh turns counts into weights.
func (f *Objective) weigh() {
	all := 0.0
	for i := range f.x {
		w, n := f.w[f.from[i]:f.from[i+1]], f.white[i]
		for _, c := range w {
			n += c
		}
		share := min(n, fullWeight)
		for j := range w {
			w[j] *= share / n
		}
		f.white[i] *= share / n
		all += share
	}
	f.before = make([]float64, len(f.w)+1)
	for j := range f.w {
		f.w[j] /= all
		f.before[j+1] = f.before[j] + f.w[j]
	}
	for i := range f.white {
		f.white[i] /= all
	}
}

// Domain returns the ends of the interval in which b is looked for.
func (f *Objective) Domain() (lo, hi float64) { return f.lo, f.hi }

// Pairs returns how many distinct pairs a pass goes through.
func (f *Objective) Pairs() int { return len(f.y) }

// Spread returns the weighted mean of the first term, [Spread], over all pairs, and
// its derivative in b. It takes one pass.
func (f *Objective) Spread(b float64) (value, slope float64) {
	t := f.spread.at(b)
	for i, x := range f.x {
		for j := f.from[i]; j < f.from[i+1]; j++ {
			v, _, db := t.term(f.y[j] - x)
			value += float64(f.w[j] * v)
			slope += float64(f.w[j] * db)
		}
	}
	return value, slope
}

// Misfit returns the second term, the weighted mean of
//
//	min(1, b·max(0, |y(x; b) - y| - τ)):
//
// how many steps the staircase is away from y beyond the rounding, at most one, so
// that an outlier counts the same wherever it lies. It jumps with y(x; b). It takes
// one pass.
func (f *Objective) Misfit(b float64) float64 {
	sum, reach := 0.0, f.tol+1/b
	for i, x := range f.x {
		q := stair.Quantize(x, b)
		from, to := f.from[i], f.from[i+1]
		if to-from > 8 { // most of many different y's lie out of reach
			from = f.search(from, to, q-reach)
			to = f.search(from, to, q+reach)
			sum += f.before[from] - f.before[f.from[i]] + f.before[f.from[i+1]] - f.before[to]
		}
		for j := from; j < to; j++ {
			if d := math.Abs(q-f.y[j]) - f.tol; d > 0 {
				sum += float64(f.w[j] * min(1, d*b))
			}
		}
		if d := 1 - q - f.tol; d > 0 && f.white[i] > 0 {
			sum += float64(f.white[i] * min(1, d*b))
		}
	}
	return sum
}

// search returns the first index in [from, to) whose y is at least v, or to.
func (f *Objective) search(from, to int, v float64) int {
	for from < to {
		if mid := int(uint(from+to) / 2); f.y[mid] < v {
			from = mid + 1
		} else {
			to = mid
		}
	}
	return from
}

// Slope returns the derivative in b of the Steklov mean of the misfit over
// [b-h, b+h], exactly:
//
//	(M(b+h) - M(b-h)) / 2h.
//
// It takes two passes, and panics unless 0 < h < b.
func (f *Objective) Slope(b, h float64) float64 {
	if !(h > 0 && h < b) {
		panic(fmt.Sprintf("recovery: radius %v at b = %v: want 0 < h < b", h, b))
	}
	return steklov.Derivative(f.Misfit, b, h)
}
