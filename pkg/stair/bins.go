package stair

import "math"

// bins is a domain of b in equal parts, (edge[j], edge[j+1]], with what their jumps add up to, unsorted.
//
// Let a and m be the sums of the piece of b = edge[j], and let the jumps of the part raise floors to n, each of a
// group of c pairs whose y have the sum s. Whichever of them lie up to b = 1/t,
//
//	N·L(b) = q(t) + 2t Σ (n·c·t - s) >= min q - 2/edge[j] · Σ max(0, s - n·c/edge[j+1]),   q(t) = a t² - 2 m t + Σ y².
//
// A jump moves y through x, so that the last sum is small, and most parts are seen to hold no least loss
// before any jump is sorted. The proof is in docs/staircase.md.
type bins struct {
	p            *Pairs
	edge         []float64
	a, m         []float64 // of the piece of each edge
	gain         []float64 // Σ max(0, s - n·c/edge[j+1])
	terms, slack float64   // terms added up at most; by how much roots of sums of squares are one
}

// newBins goes over all jumps of (lo, hi] once.
func newBins(p *Pairs, lo, hi float64, parts int) *bins {
	v := &bins{
		p: p, edge: make([]float64, parts+1), a: make([]float64, parts+1), m: make([]float64, parts+1), gain: make([]float64, parts),
		terms: p.jumps(lo, hi) + float64(len(p.groups)+parts),
	}
	v.slack = newSearch(p).slack()
	narrowest := make([]float64, parts) // 1/edge[j+1]
	for j := range v.edge {
		v.edge[j] = lo + (hi-lo)*(float64(j)/float64(parts))
	}
	v.edge[parts] = hi
	for j := range narrowest {
		narrowest[j] = 1 / v.edge[j+1]
	}
	scale := float64(parts) / (hi - lo)
	near := 0x1p-48 * hi * scale
	a, m, gain := v.a[1:], v.m[1:], v.gain[:parts]
	for i := range p.groups {
		g := &p.groups[i]
		x, c, s := g.x, g.n, g.sum.hi
		k, last := math.Floor(x*lo), math.Floor(x*hi)
		v.a[0] += c * ((k + 0.5) * (k + 0.5))
		v.m[0] += s * (k + 0.5)
		inverse := 1 / x
		for n := k + 1; n <= last; n++ {
			// The jump itself, firstAbove(x, n), may lie a few floats off, and so may the edges.
			part := (n*inverse - lo) * scale
			j := min(max(int(part), 0), parts-1)
			if off := part - float64(j); !(off > near && off < 1-near) {
				b := firstAbove(x, n)
				for j > 0 && b <= v.edge[j] {
					j--
				}
				for j < parts-1 && b > v.edge[j+1] {
					j++
				}
			}
			a[j] += 2 * n * c
			m[j] += s
			gain[j] += max(0, s-n*c*narrowest[j])
		}
	}
	for j := range parts {
		v.a[j+1] += v.a[j]
		v.m[j+1] += v.m[j]
	}
	return v
}

// rounding bounds that of a sum of squares in part j, and at its edges: |2m| t <= a t² + Σ y², term by term.
func (v *bins) rounding(j int) float64 {
	t := 1 / v.edge[j]
	return 0x1p-50 * v.terms * (v.a[j+1]*t*t + v.p.sumYY.hi)
}

// at is the sum of squares of the piece of edge j, extended to b = 1/t.
func (v *bins) at(j int, t float64) float64 {
	return (v.a[j]*t-2*v.m[j])*t + v.p.sumYY.hi
}

// above returns what the least sum of squares is not above: the least of those at the edges.
func (v *bins) above() float64 {
	least := math.Inf(1)
	for j := range v.gain {
		least = min(least, v.at(j, 1/v.edge[j])+v.rounding(j))
	}
	return least
}

// below returns what the sums of squares in part j are not below.
func (v *bins) below(j int) float64 {
	t := min(max(1/v.edge[j+1], v.m[j]/v.a[j]), 1/v.edge[j])
	return v.at(j, t) - 2/v.edge[j]*v.gain[j] - v.rounding(j)
}

// sweep calls visit as [Pairs.sweep] does, in ascending order, for all pieces that may hold the least sum of
// squares, and some others; one that reaches over a part of others it may call twice. It returns false, and has called
// nothing, where that would spare too little.
func (v *bins) sweep(visit func(piece)) bool {
	// Roots that differ by the slack are taken for one, and then the first piece wins; so whatever is near counts.
	most := math.Sqrt(max(0, v.above())) + 0x1p20*v.slack
	parts := len(v.gain)
	may := make([]bool, parts+1)
	runs, some := 0, 0
	for j := range parts {
		may[j] = v.below(j) <= most*most
		if may[j] {
			some++
			if j == 0 || !may[j-1] {
				runs++
			}
		}
	}
	if some > parts/3 || runs > parts/64+1 { // each run goes over all groups
		return false
	}
	for j := 0; j < parts; j++ {
		if !may[j] {
			continue
		}
		from := j
		for may[j] {
			j++
		}
		v.run(v.edge[from], v.edge[j], visit)
	}
	return true
}

// run visits the pieces of [from, to]: the first may begin before it, and the last end behind it.
func (v *bins) run(from, to float64, visit func(piece)) {
	lo, hi := v.edge[0], v.edge[len(v.edge)-1]
	begin, end := lo, math.Inf(1)
	for i := range v.p.groups {
		x := v.p.groups[i].x
		if n := math.Floor(x * from); n > 0 && n/x > begin*(1-1e-9) {
			begin = max(begin, firstAbove(x, n))
		}
		if n := math.Floor(x*to) + 1; n/x < end*(1+1e-9) {
			end = min(end, firstAbove(x, n))
		}
	}
	v.p.sweep(from, to, func(c piece) {
		if c.lo == from {
			c.lo = begin
		}
		if c.last {
			c.hi, c.last = min(end, hi), end > hi
		}
		visit(c)
	})
}
