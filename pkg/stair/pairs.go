package stair

import (
	"fmt"
	"math"
	"slices"
)

// Pairs holds the distinct pairs (x_i, y_i) of a data set and how often each
// occurs. It is built by [NewPairs] or [Histogram.Pairs], never changes, and may
// be used by several goroutines at once.
type Pairs struct {
	groups []group // ascending x
	ys     []float64
	ns     []int64
	within float64 // Σ n (y - mean)², which no b can change
	sumYY  dd      // Σ n y²
	total  int64
}

// group is what all pairs with one x have in common; its y and their counts are
// ys[from:to] and ns[from:to].
type group struct {
	x        float64
	n        float64 // number of pairs
	sum      dd      // Σ n y
	mean     dd      // sum / n
	from, to int
}

// NewPairs returns the distinct pairs (x[i], y[i]). It takes one pass if all of
// them are 8-bit levels k/255, or if few of them differ, and a sort otherwise.
// The error wraps [ErrShape] if the lengths differ, [ErrEmpty] if they are zero,
// and [ErrValue] if an x is not in [0, 1] or a y not in [-2²⁰, 2²⁰]; it names
// the index and the value.
func NewPairs(x, y []float64) (*Pairs, error) {
	if len(x) != len(y) {
		return nil, fmt.Errorf("%w: %d values of x against %d of y", ErrShape, len(x), len(y))
	}
	if len(x) >= manyPairs {
		if h := levelPairs(x, y); h != nil {
			return h.Pairs()
		}
	}
	for i, v := range x {
		if !(v >= 0 && v <= 1) {
			return nil, fmt.Errorf("%w: x[%d] = %v: want 0 <= x <= 1 (divide 8-bit levels by 255)", ErrValue, i, v)
		}
		if !(math.Abs(y[i]) <= maxY) {
			return nil, fmt.Errorf("%w: y[%d] = %v: want a finite value near [0, 1]", ErrValue, i, y[i])
		}
	}
	var all []counted
	if len(x) >= manyPairs {
		all = fewPairs(x, y)
	}
	if all == nil {
		all = make([]counted, len(x))
		for i, v := range x {
			all[i] = counted{v, y[i], 1}
		}
	}
	return pairsOf(all)
}

// pairsOf sorts the pairs, which may repeat, by x and then by y.
func pairsOf(all []counted) (*Pairs, error) {
	var sort bucketSort[counted]
	all = sort.by(all, 0, 1, func(t counted) float64 { return t.x })
	b := newBuilder(len(all))
	b.p.groups = make([]group, 0, len(all)/2)
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].x == all[i].x {
			j++
		}
		same := all[i:j] // of one x
		if len(same) > 1 {
			slices.SortFunc(same, func(a, b counted) int { return order(a.y, b.y) })
		}
		for _, t := range same {
			b.add(t.x, t.y, t.n)
		}
		i = j
	}
	return b.pairs()
}

// maxY bounds |y|: far more than any staircase reaches, small enough that sums
// of squares stay finite.
const maxY = 1 << 20

// counted is a pair and how often it occurs.
type counted struct {
	x, y float64
	n    int64
}

// Total returns the number of pairs, each as often as it occurs.
func (p *Pairs) Total() int { return int(p.total) }

// Distinct returns the numbers of distinct x and of distinct pairs.
func (p *Pairs) Distinct() (x, pairs int) { return len(p.groups), len(p.ys) }

// Loss returns the mean squared error
//
//	L(b) = (1/N) Σ (y(x_i; b) - y_i)²
//
// at b > 0, through Quantize. It costs one Quantize for each distinct x, and it
// sums squares only, so that it is accurate even where the loss is tiny.
func (p *Pairs) Loss(b float64) float64 {
	s := twoSum(p.within, 0)
	for i := range p.groups {
		g := &p.groups[i]
		d := Quantize(g.x, b) - g.mean.hi - g.mean.lo
		s = s.add(dd{float64(g.n * d * d), 0})
	}
	return s.hi / float64(p.total)
}

// Agree returns how many pairs have |y(x_i; b) - y_i| <= tol.
func (p *Pairs) Agree(b, tol float64) int { return int(p.agree(b, tol, false)) }

func (p *Pairs) agree(b, tol float64, clipped bool) int64 {
	return p.count(b, func(q, y float64) bool {
		d := q - y
		return d >= -tol && (d <= tol || clipped && y >= 1)
	})
}

// count returns how many pairs have a y that may stand for the value q of their x.
func (p *Pairs) count(b float64, may func(q, y float64) bool) int64 {
	var n int64
	for i := range p.groups {
		g := &p.groups[i]
		q := Quantize(g.x, b)
		for j := g.from; j < g.to; j++ {
			if may(q, p.ys[j]) {
				n += p.ns[j]
			}
		}
	}
	return n
}

// Transform returns the pairs (f(x), y). The error is that of [NewPairs] if f leaves
// [0, 1].
func (p *Pairs) Transform(f func(x float64) float64) (*Pairs, error) {
	if f == nil {
		panic("stair: Pairs: Transform of a nil function")
	}
	all := make([]counted, 0, len(p.ys))
	for i := range p.groups {
		g := &p.groups[i]
		x := f(g.x)
		if !(x >= 0 && x <= 1) {
			return nil, fmt.Errorf("%w: f(%v) = %v: want 0 <= f(x) <= 1", ErrValue, g.x, x)
		}
		for j := g.from; j < g.to; j++ {
			all = append(all, counted{x, p.ys[j], p.ns[j]})
		}
	}
	return pairsOf(all)
}

// Without returns the pairs for which drop is false. The error wraps [ErrEmpty]
// if none is left.
func (p *Pairs) Without(drop func(x, y float64) bool) (*Pairs, error) {
	if drop == nil {
		panic("stair: Pairs: Without of a nil function")
	}
	b := newBuilder(len(p.ys))
	p.Each(func(x, y float64, n int64) {
		if !drop(x, y) {
			b.add(x, y, n)
		}
	})
	return b.pairs()
}

// Each calls f for each distinct pair with the number of its occurrences, in
// ascending order of x, then of y.
func (p *Pairs) Each(f func(x, y float64, n int64)) {
	if f == nil {
		panic("stair: Pairs: Each of a nil function")
	}
	for i := range p.groups {
		g := &p.groups[i]
		for j := g.from; j < g.to; j++ {
			f(g.x, p.ys[j], p.ns[j])
		}
	}
}

// builder collects distinct pairs in ascending order.
type builder struct{ p Pairs }

// newBuilder returns a builder with room for n distinct pairs.
func newBuilder(n int) *builder {
	return &builder{Pairs{ys: make([]float64, 0, n), ns: make([]int64, 0, n)}}
}

func (b *builder) add(x, y float64, n int64) {
	p := &b.p
	if k := len(p.groups); k == 0 || p.groups[k-1].x != x {
		p.groups = append(p.groups, group{x: x, from: len(p.ys), to: len(p.ys)})
	}
	g := &p.groups[len(p.groups)-1]
	if g.to > g.from && p.ys[g.to-1] == y {
		p.ns[g.to-1] += n
	} else {
		p.ys = append(p.ys, y)
		p.ns = append(p.ns, n)
		g.to++
	}
	c := float64(n)
	g.n += c
	g.sum = g.sum.add(twoProd(c, y))
	p.sumYY = p.sumYY.add(twoProd(y, y).mul(c))
	p.total += n
}

func (b *builder) pairs() (*Pairs, error) {
	p := &b.p
	if p.total == 0 {
		return nil, fmt.Errorf("%w: nothing to fit", ErrEmpty)
	}
	var within dd
	for i := range p.groups {
		g := &p.groups[i]
		g.mean.hi = g.sum.div(dd{g.n, 0})
		g.mean.lo = g.sum.add(twoProd(g.mean.hi, -g.n)).hi / g.n
		for j := g.from; j < g.to; j++ {
			d := p.ys[j] - g.mean.hi - g.mean.lo
			within = within.add(dd{float64(float64(p.ns[j]) * d * d), 0})
		}
	}
	p.within = within.hi
	return p, nil
}
