package filter

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Coded is a pair whose second file is a JPEG: the samples that the filter saw, and what
// the file stores of what it made.
type Coded struct {
	X      [][]uint8 // the original's planes, one or three, rows of W
	W, H   int
	Luma   []uint8 // the brightness that the file's decoder has, rows of Stride
	Stride int
	Steps  [64]float64 // to which the encoder rounded the frequencies of a block
}

// CodedAnswer is what [Data.FitCoded] finds.
type CodedAnswer struct {
	Answer
	// Explained of Blocks blocks of 8 by 8 samples, of those that were looked at, hold
	// the numbers that the filter and the encoder make of the original, up to one level.
	Explained, Blocks int
}

// ErrCoded says that a file's numbers cannot be compared: too small a picture, or one
// whose blocks are all clipped.
var ErrCoded = errors.New("filter: no block of the JPEG can be compared")

const (
	mostBlocks = 2048 // looked at, evenly spread
	fewBlocks  = 128  // for a first look
	seedBlocks = 64   // for the first b's
	mostSeeds  = 4    // from which b is looked for

	// encoderError is by how much encoders differ from the exact transform, in levels.
	encoderError = 0.15
	// least bounds the likelihood of a block from below: it may be painted over.
	least = -60.0
	// indistinct is by how much the logarithm of the likelihood may fall short of the
	// greatest in the interval.
	indistinct = 7.0
)

// block is one block of a coded pair.
type block struct {
	luma  [64]uint8
	x     [3][64]uint8
	coded [64]float64 // whole numbers of steps
}

// simulation makes of a filter what the file would store, block by block.
type simulation struct {
	blocks   []block
	channels int
	steps    [64]float64
}

// newSimulation takes blocks evenly from a coded pair. The file's whole numbers come
// back from the decoded samples by transforming them again; blocks that were clipped
// are left out, since theirs do not.
func newSimulation(c Coded) (*simulation, error) {
	s := &simulation{channels: len(c.X), steps: c.Steps}
	w, h := c.W/8, c.H/8
	skip := max(1, w*h/mostBlocks)
	for i := 0; i < w*h; i += skip {
		bx, by := i%w, i/w
		var b block
		var v [64]float64
		clipped := false
		for k := range v {
			x, y := 8*bx+k%8, 8*by+k/8
			l := c.Luma[y*c.Stride+x]
			b.luma[k] = l
			clipped = clipped || l == 0 || l == 255
			v[k] = float64(l) - 128
			for p, plane := range c.X {
				b.x[p][k] = plane[y*c.W+x]
			}
		}
		if clipped {
			continue
		}
		dct(&v)
		for k := range v {
			b.coded[k] = math.Floor(v[k]/s.steps[k] + 0.5)
		}
		s.blocks = append(s.blocks, b)
	}
	if len(s.blocks) == 0 {
		return nil, ErrCoded
	}
	return s, nil
}

// likelihood returns the logarithm of the likelihood that the encoder made the file's
// numbers of the samples that a table of the filter makes, over every skip-th block, and how
// many of them it explains. The encoder rounds r, a frequency in steps, to c if
// |r - c| < ½, up to a normal error of its arithmetic.
func (s *simulation) likelihood(table *[256]uint8, skip int) (sum float64, explained int) {
	var v [64]float64
	for i := 0; i < len(s.blocks); i += skip {
		b := &s.blocks[i]
		for k := range v {
			v[k] = float64(s.brightness(b, k, table)) - 128
		}
		dct(&v)
		log, whole := 0.0, true
		for k := range v {
			step := s.steps[k]
			margin := (0.5 - math.Abs(v[k]/step-b.coded[k])) * step // in levels
			whole = whole && margin > -1
			if margin < 4*encoderError {
				log += logNormal(margin / encoderError)
			}
		}
		if whole {
			explained++
		}
		sum += max(log, least)
	}
	return sum, explained
}

// brightness is that of pixel k of a block, by BT.601 in 16 bits, as encoders have it.
func (s *simulation) brightness(b *block, k int, table *[256]uint8) int {
	if s.channels == 1 {
		return int(table[b.x[0][k]])
	}
	return (19595*int(table[b.x[0][k]]) + 38470*int(table[b.x[1][k]]) + 7471*int(table[b.x[2][k]]) + 1<<15) >> 16
}

// logNormal is the logarithm of the normal distribution function, continued by a gentle
// fall below -4.
func logNormal(z float64) float64 {
	if z < -4 {
		return -10.36 - min(8, math.Log1p(-4-z))
	}
	return math.Log(0.5 * math.Erfc(-z/math.Sqrt2))
}

// table returns what f stores of each level.
func (f Filter) table() (t [256]uint8) {
	for k := range t {
		t[k] = uint8(f.Store(f.Value(float64(k)/255, 255), 255))
	}
	return t
}

// FitCoded finds the filter of a pair whose second file is a JPEG, which changes most
// samples. What it stores is known exactly, however: whole numbers of steps. A filter
// is asked whether encoding what it makes of the original gives those numbers, block by
// block; the answer is the filter of the greatest likelihood, and for b the interval
// where its logarithm is less than 7 lower. The filters that are asked are, of each
// family, the best in the mean square, and for b a fine grid, the best by votes, and every b
// near the likeliest.
//
// Source: docs/filters.md, section 5. The error wraps [ErrCoded] if no block is whole.
func (d *Data) FitCoded(c Coded, s Settings) (CodedAnswer, error) {
	sim, err := newSimulation(c)
	if err != nil {
		return CodedAnswer{}, err
	}
	lo, hi := s.Lo, s.Hi
	if lo == 0 && hi == 0 {
		lo, hi = DefaultLo, DefaultHi
	}
	var best Candidate
	top := math.Inf(-1)
	var rivals []Candidate
	for _, f := range Families {
		if s.Only != "" && s.Only != f.Name {
			continue
		}
		var found Candidate
		var log float64
		if f.Whole {
			found, log = d.codedWhole(sim, f, s)
		} else if found, log, err = d.codedReal(sim, f, lo, hi); err != nil {
			return CodedAnswer{}, err
		}
		if found.Family == nil {
			continue
		}
		if log > top {
			if best.Family != nil {
				rivals = append(rivals, best)
			}
			best, top = found, log
		} else {
			rivals = append(rivals, found)
		}
	}
	if best.Family == nil {
		return CodedAnswer{}, ErrNone
	}
	a := CodedAnswer{Answer: Answer{Name: best.Family.Name, Best: best, Rivals: rivals, Rising: d.Rising()}, Blocks: len(sim.blocks)}
	table := best.Filter.table()
	_, a.Explained = sim.likelihood(&table, 1)
	a.judge(d)
	return a, nil
}

// explainedLimit is the least share of blocks that a filter must explain.
const explainedLimit = 0.3

// judge drops a filter that explains too few blocks.
func (a *CodedAnswer) judge(d *Data) {
	if float64(a.Explained) >= explainedLimit*float64(a.Blocks) {
		return
	}
	a.Name = None
	a.Notes = append(a.Notes,
		fmt.Sprintf("no formula makes the numbers that the JPEG stores: the nearest one (%s) makes those of %d blocks of %d", a.Best.Filter, a.Explained, a.Blocks),
		"another filter, or another step after it (scaling, a second compression) may be the reason; a PNG of the filter's result says more")
}

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
	sort.SliceStable(all, func(i, j int) bool { return all[i].loss < all[j].loss })
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
		at := float64(table[int(g.x*255+0.5)])
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
	slices.SortStableFunc(looks, func(a, b scoredPiece) int { return order(b.log, a.log) })
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
	slices.SortStableFunc(all, func(a, b scoredPiece) int { return order(b.log, a.log) })
	var out []float64
	for _, p := range all {
		if len(out) < mostSeeds && !slices.ContainsFunc(out, func(b float64) bool { return math.Abs(b-p.lo) < 0.015*b }) {
			out = append(out, p.lo)
		}
	}
	return out
}

func order(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
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
	for k := 1.0; k <= 255; k++ {
		for n := math.Ceil(k * lo / 255); n*255/k <= hi; n++ {
			add(n * 255 / k)
		}
	}
	for n := 0.0; n <= hi; n++ {
		for j := math.Floor((n+0.5)*255/hi - 0.5); j <= 255 && j >= -1; j++ {
			b := (n + 0.5) * 255 / (j + 0.5)
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
