package filter

import (
	"cmp"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/stair"
)

const (
	fewBlocks  = 128 // for a first look
	seedBlocks = 64  // for the first b's
	mostSeeds  = 4   // from which b is looked for

	// indistinct is by how much the logarithm of the likelihood may fall short of the
	// greatest in the interval.
	indistinct = 7.0
)

// codedWhole asks the numbers of levels that are best in the mean square.
func (d *Data) codedWhole(sim *simulation, f *Family, s Settings) (Candidate, float64) {
	lo, hi := 2.0, float64(maxLevels)
	if s.Lo > 0 {
		lo, hi = max(lo, math.Ceil(s.Lo)), min(hi, s.Hi)
	}
	type scored struct {
		Filter
		loss float64
	}
	var all []scored
	for form := range f.Forms {
		for n := lo; n <= hi; n++ {
			if f.has(int(n)) {
				g := Filter{Family: f, N: n, Form: form, Transfer: plain}
				all = append(all, scored{g, d.loss(g.table())})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(a.loss, b.loss) })
	var best Candidate
	top := math.Inf(-1)
	for _, g := range all[:min(4, len(all))] {
		table := g.table()
		if log, _ := sim.likelihood(&table, 1); log > top {
			top = log
			best = d.point(g.Filter)
		}
	}
	return best, top
}

// point is a candidate whose number stands alone.
func (d *Data) point(f Filter) Candidate {
	agree := newTally(d, f.Transfer).agree(f, DefaultTol, nil)
	v := stair.Vote{Consensus: stair.Consensus{B: f.N, Lo: f.N, Hi: f.N, Agree: int(agree), Total: d.Total()}, First: f.N, Last: f.N}
	return Candidate{f, v}
}

// loss returns the mean square of the samples' distances from a table.
func (d *Data) loss(table [256]uint8) float64 {
	var sum float64
	for _, g := range d.groups {
		at := float64(table[int(g.x*stair.MaxLevel+0.5)])
		for j := g.from; j < g.to; j++ {
			sum += float64(d.cum[j+1]-d.cum[j]) * (d.ys[j] - at) * (d.ys[j] - at)
		}
	}
	return sum / float64(d.Total())
}

// codedReal asks every b near the likeliest of a grid and near the best by votes: between
// two b's at which the table changes all have one likelihood.
func (d *Data) codedReal(sim *simulation, f *Family, lo, hi float64) (Candidate, float64, error) {
	seeds := sim.seeds(f, lo, hi)
	if v, err := d.pairs.Consensus(stair.Settings{Lo: lo, Hi: hi, Clipped: true}); err == nil {
		seeds = append(seeds, v.B)
	}
	best, top := sim.near(f, seeds, lo, hi)
	if best == nil {
		return Candidate{}, top, nil
	}
	g := Filter{Family: f, N: best[likeliest(best)].middle(), Transfer: plain}
	c := d.point(g)
	for _, p := range best {
		if p.log >= top-indistinct {
			c.Lo, c.Hi = min(c.Lo, p.lo), max(c.Hi, p.hi)
		}
	}
	c.First, c.Last = c.Lo, c.Hi
	return c, top, nil
}

// near returns the profile near the likeliest b that the seeds lead to, and its greatest
// value: it looks at few blocks first, then at all near the two best.
func (s *simulation) near(f *Family, seeds []float64, lo, hi float64) (best []scoredPiece, top float64) {
	var asked []float64
	var looks []scoredPiece
	for _, seed := range seeds {
		if seed < lo || seed > hi || slices.ContainsFunc(asked, func(b float64) bool { return math.Abs(b-seed) < 0.01*seed }) {
			continue
		}
		asked = append(asked, seed)
		few := s.profile(f, max(lo, seed*0.985), min(hi, seed*1.015), max(1, len(s.blocks)/fewBlocks))
		if len(few) > 0 {
			looks = append(looks, few[likeliest(few)])
		}
	}
	slices.SortStableFunc(looks, func(a, b scoredPiece) int { return cmp.Compare(b.log, a.log) })
	top = math.Inf(-1)
	for _, c := range looks[:min(2, len(looks))] {
		all := s.profile(f, max(lo, c.middle()*0.99), min(hi, c.middle()*1.01), 1)
		if len(all) > 0 && all[likeliest(all)].log > top {
			best, top = all, all[likeliest(all)].log
		}
	}
	return best, top
}

// seeds returns the likeliest b's of a grid, a few blocks having been asked. A b that is
// wrong by b/255 moves no threshold by more than a level, so it is likelier than others
// already, and the grid is finer than that.
func (s *simulation) seeds(f *Family, lo, hi float64) []float64 {
	var all []scoredPiece
	skip := max(1, len(s.blocks)/seedBlocks)
	for b := lo; b <= hi; b *= 1.002 {
		table := Filter{Family: f, N: b, Transfer: plain}.table()
		log, _ := s.likelihood(&table, skip)
		all = append(all, scoredPiece{b, b, log})
	}
	slices.SortStableFunc(all, func(a, b scoredPiece) int { return cmp.Compare(b.log, a.log) })
	var out []float64
	for _, p := range all {
		if len(out) < mostSeeds && !slices.ContainsFunc(out, func(b float64) bool { return math.Abs(b-p.lo) < 0.015*b }) {
			out = append(out, p.lo)
		}
	}
	return out
}

// scoredPiece is an interval of b with one table, and the logarithm of its likelihood.
type scoredPiece struct{ lo, hi, log float64 }

func (p scoredPiece) middle() float64 { return (p.lo + p.hi) / 2 }

func likeliest(pieces []scoredPiece) int {
	best := 0
	for i, p := range pieces {
		if p.log > pieces[best].log {
			best = i
		}
	}
	return best
}

// profile returns the likelihood on [lo, hi], piece by piece: the table changes where a
// floor rises, b = n·255/k, and where a level passes half a sample,
// b = (n+½)·255/(j+½).
func (s *simulation) profile(f *Family, lo, hi float64, skip int) []scoredPiece {
	ends := []float64{lo, hi}
	add := func(b float64) {
		if b > lo && b < hi {
			ends = append(ends, b)
		}
	}
	for k := 1.0; k <= stair.MaxLevel; k++ {
		for n := math.Ceil(k * lo / stair.MaxLevel); n*stair.MaxLevel/k <= hi; n++ {
			add(n * stair.MaxLevel / k)
		}
	}
	for n := 0.0; n <= hi; n++ {
		for j := math.Floor((n+0.5)*stair.MaxLevel/hi - 0.5); j <= stair.MaxLevel && j >= -1; j++ {
			b := (n + 0.5) * stair.MaxLevel / (j + 0.5)
			if b < lo {
				break
			}
			add(b)
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	var out []scoredPiece
	var last [256]uint8
	for i := 1; i < len(ends); i++ {
		table := Filter{Family: f, N: (ends[i-1] + ends[i]) / 2, Transfer: plain}.table()
		if len(out) > 0 && table == last {
			out[len(out)-1].hi = ends[i]
			continue
		}
		log, _ := s.likelihood(&table, skip)
		out = append(out, scoredPiece{ends[i-1], ends[i], log})
		last = table
	}
	return out
}
