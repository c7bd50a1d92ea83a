package optim

import (
	"fmt"
	"math"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// A formula is a rule that treats each coordinate by itself: what it remembers of the
// coordinates, and the update of some of them. All else that a rule has to do is in this file.
//
// update is called for parts of x, by several goroutines at once where x is long. Each
// element's result must depend on its own data alone, so that the number and the borders of the
// parts don't change a bit. What depends on the whole step, such as a correction, it
// finds from T and the rate anew for each part. It is the hook for vector
// instructions too: a twin of its loop in assembly gives the same bits, or none.
type formula interface {
	Rule
	own() *memory
	slots() []slot                 // in the order of the rule's fields
	update(x, g []float64, lo int) // x and g of the coordinates from lo on
}

// A preparer is a formula that looks at the whole of x and g before its update.
type preparer interface{ prepare(x, g []float64) }

// An aheadLooker is a formula that wants the gradient at another point than x. The point is
// the formula's own memory.
type aheadLooker interface{ ahead(x []float64) []float64 }

// slot is a number that a rule remembers of each coordinate.
type slot struct {
	values  *[]float64
	first   float64 // before the first step
	squared bool    // it is made of squares of g, so that a long g has to be tamed
}

func plain(values *[]float64) slot   { return slot{values: values} }
func squares(values *[]float64) slot { return slot{values: values, squared: true} }

// memory is what all formulas have, besides their slots.
type memory struct {
	T int // memory: steps made

	g, x    []float64
	rate    float64
	squares bool        // whether a slot is squared
	part    func(i int) // update of a part, made once: a new function in each step would allocate
}

func (m *memory) own() *memory { return m }

const (
	parallelFrom = 1 << 20 // below a million elements, waking the other cores costs more than it saves
	partLen      = 1 << 16 // what a core takes at a time: enough to be worth the asking, little enough that a slow core delays nobody
)

// step makes the step of r.
func step(r formula, x []float64, grad func(dst, x []float64), rate float64) {
	m := r.own()
	if grad == nil {
		panic("optim: " + name(r) + ": nil gradient")
	}
	if len(m.g) != len(x) {
		fit(r, len(x))
	}
	at := x
	if a, ok := r.(aheadLooker); ok {
		at = a.ahead(x)
	}
	grad(m.g, at)
	m.T++
	m.rate = rate
	if p, ok := r.(preparer); ok {
		p.prepare(x, m.g)
	}
	m.x = x
	if len(x) < parallelFrom {
		m.update(r, 0, len(x))
	} else {
		parallel.Do((len(x)+partLen-1)/partLen, m.part)
	}
	m.x = nil
}

// fit gives r's slots the length n. A slot that has another length belongs to another
// problem, and using it would mix the two.
func fit(r formula, n int) {
	m, slots := r.own(), r.slots()
	m.squares = false
	for i, s := range slots {
		m.squares = m.squares || s.squared
		fitBuffer(name(r), n, i+1, s.first, s.values)
	}
	fitBuffer(name(r), n, len(slots)+1, 0, &m.g)
	m.part = func(i int) {
		lo := i * partLen
		m.update(r, lo, min(lo+partLen, len(m.x)))
	}
}

// update is r's update of the coordinates from lo to hi.
func (m *memory) update(r formula, lo, hi int) {
	if m.squares {
		tame(m.g[lo:hi])
	}
	r.update(m.x[lo:hi], m.g[lo:hi], lo)
}

// reset forgets what r has learnt.
func reset(r formula) {
	for _, s := range r.slots() {
		*s.values = nil
	}
	*r.own() = memory{}
}

// fitBuffer makes the k-th buffer of a rule, n times the first value, or panics when it has
// another length.
func fitBuffer(rule string, n, k int, first float64, buffer *[]float64) {
	switch {
	case *buffer == nil:
		*buffer = staggered(n, k)
		if first != 0 {
			for i := range *buffer {
				(*buffer)[i] = first
			}
		}
	case len(*buffer) != n:
		panic(fmt.Sprintf("optim: %s: x has length %d, the rule's memory %d: call Reset between problems", rule, n, len(*buffer)))
	}
}

// stagger is how many elements the starts of a rule's buffers lie apart within a page.
const stagger = 40

// staggered returns n zeros, k·stagger elements into their allocation. Long slices
// begin on a page; if all of a step's did, element i of each would have the same
// address within its page, and the processor would mistake a load from one for a
// load of what it has just stored to another.
func staggered(n, k int) []float64 {
	if n < stagger {
		return make([]float64, n)
	}
	skip := k * stagger
	return make([]float64, skip+n)[skip : skip+n : skip+n]
}

// longest is the largest gradient that a rule squares: 2⁶⁴ squares of it add up to a float64.
const longest = 0x1p480

// tame shortens what is longer than 2⁴⁸⁰ to that. A rule that divides by the root of squares
// hardly depends on how long a very long gradient was, but the square of one above 1e154
// would be infinite and the coordinate never move again. NaN and infinities stay, since a run
// must notice them.
func tame(g []float64) {
	if sumOfSquares(g) < longest*longest {
		return
	}
	for i, v := range g {
		if math.Abs(v) > longest && !math.IsInf(v, 0) {
			g[i] = math.Copysign(longest, v)
		}
	}
}

// correction is 1 - βᵗ, what a running mean that started at 0 has seen of its input.
// math.Pow multiplies, so its error grows with t, and 1 - βᵗ loses digits while t is
// small; this stays exact to rounding throughout.
func correction(beta float64, t int) float64 { return -math.Expm1(float64(t) * math.Log(beta)) }
