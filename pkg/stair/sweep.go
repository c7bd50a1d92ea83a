package stair

import (
	"fmt"
	"iter"
	"math"
)

// piece is an interval of b on which every floor is constant, so that the sum of
// squares over all pairs is a/b² - 2·m/b + Σ n y², with
//
//	a = Σ n (k + ½)²,   m = Σ n (k + ½) y,   k = ⌊x·b⌋.
//
// It holds the floats lo <= b < hi, and hi too if it is the last of the domain.
// a is a sum of quarters of integers, exact up to 2⁵³.
type piece struct {
	lo, hi float64
	last   bool
	a      float64
	m      dd
}

// jump says that the floor of a group rises to n at the float b.
type jump struct {
	b        float64
	n, group int32
}

const (
	maxJumps   = 1 << 27 // a fit with more is refused: it would take minutes
	maxPieces  = 1 << 24 // a curve with more is refused: it would take a gigabyte
	blockJumps = 1 << 18 // jumps sorted at a time, which bounds the memory
)

// jumps returns about how many jumps all groups together have in (lo, hi].
func (p *Pairs) jumps(lo, hi float64) float64 {
	n := 0.0
	for i := range p.groups {
		n += p.groups[i].x * (hi - lo)
	}
	return n
}

func (p *Pairs) checkJumps(lo, hi, most float64) error {
	if n := p.jumps(lo, hi); n > most {
		return fmt.Errorf("%w: [lo, hi] = [%v, %v] holds about %.3g jumps of %d distinct x: narrow it (at most %.3g)",
			ErrValue, lo, hi, n, len(p.groups), most)
	}
	return nil
}

// sweep calls visit for each piece of [lo, hi], in ascending order.
//
// It generates the jumps of one block of b after another and sorts each block.
// Jumps of different x that coincide, as those of 8-bit data mostly do, are
// taken at once if they are the same float.
func (p *Pairs) sweep(lo, hi float64, visit func(piece)) {
	next := make([]float64, len(p.groups)) // number of the next jump of each group
	cur := piece{lo: lo}
	for i := range p.groups {
		g := &p.groups[i]
		k := math.Floor(g.x * lo)
		next[i] = k + 1
		cur.a += g.n * ((k + 0.5) * (k + 0.5))
		cur.m = cur.m.add(g.sum.mul(k + 0.5))
	}
	for block := range p.blocks(next, lo, hi) {
		for _, j := range block {
			if j.b > cur.lo {
				cur.hi = j.b
				visit(cur)
				cur.lo = j.b
			}
			g := &p.groups[j.group]
			cur.a += g.n * (2 * float64(j.n)) // (n + ½)² - (n - ½)² = 2n
			cur.m = cur.m.add(g.sum)
		}
	}
	cur.hi, cur.last = hi, true
	visit(cur)
}

// blocks yields the jumps of (lo, hi], sorted, one block of b after another, from number
// next[i] of each group i on. While one block is used the next one is made.
func (p *Pairs) blocks(next []float64, lo, hi float64) iter.Seq[[]jump] {
	return func(yield func([]jump) bool) {
		count := math.Ceil(p.jumps(lo, hi)/blockJumps) + 1
		made, free := make(chan []jump), make(chan []jump, 2)
		for range 2 {
			free <- make([]jump, 0, min(int(p.jumps(lo, hi)), blockJumps)*9/8)
		}
		go func() {
			defer close(made)
			var sort bucketSort[jump]
			start := lo
			for i := 1.0; i <= count; i++ {
				end := lo + (hi-lo)*(i/count)
				if i == count {
					end = hi
				}
				block := p.blockOf((<-free)[:0], next, end)
				made <- sort.by(block, start, end, func(j jump) float64 { return j.b })
				start = end
			}
		}()
		for block := range made {
			if !yield(block) {
				panic("stair: a sweep goes over the whole domain")
			}
			free <- block
		}
	}
}

// blockOf appends to dst the jumps up to end, from number next[i] of each group
// i on, and moves next past them.
func (p *Pairs) blockOf(dst []jump, next []float64, end float64) []jump {
	for i := range p.groups {
		x := p.groups[i].x
		last := math.Floor(x * end)
		for n := next[i]; n <= last; n++ {
			dst = append(dst, jump{firstAbove(x, n), int32(n), int32(i)})
		}
		next[i] = last + 1
	}
	return dst
}
