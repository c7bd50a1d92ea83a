package filter

import (
	"fmt"
	"math"
	"sort"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Data holds pairs of samples, each x with its stored y's and how often they occur. It
// never changes and may be used by several goroutines at once.
type Data struct {
	pairs  *stair.Pairs
	topX   float64 // greatest stored x and y: 255 or 65535
	topY   float64
	groups []group
	ys     []float64 // stored samples 0…topY, ascending in each group
	cum    []int64   // counts of the samples before, over all groups
	dense  [][257]int64
	byY    *byY // of many x's
}

// group is one x; its samples are ys[from:to].
type group struct {
	x        float64
	n        int64
	from, to int
}

// NewData counts pairs whose x and y are stored samples k/topX and k/topY: 255 for 8
// bits, 65535 for 16; another number than 1 to 65535 is an error that wraps [stair.ErrValue], as those of
// [stair.NewPairs] do.
func NewData(x, y []float64, topX, topY float64) (*Data, error) {
	for _, top := range []float64{topX, topY} {
		if !(top >= 1 && top <= 65535) || top != math.Trunc(top) {
			return nil, fmt.Errorf("%w: a greatest sample of %v, want a whole number of 1 to 65535", stair.ErrValue, top)
		}
	}
	p, err := stair.NewPairs(x, y)
	if err != nil {
		return nil, err
	}
	return newData(p, topX, topY), nil
}

// FromHistogram returns the pairs of 8-bit levels that h has counted.
func FromHistogram(h *stair.Histogram) (*Data, error) {
	if h == nil {
		panic("filter: FromHistogram: the histogram is nil")
	}
	p, err := h.Pairs()
	if err != nil {
		return nil, err
	}
	return newData(p, stair.MaxLevel, stair.MaxLevel), nil
}

func newData(p *stair.Pairs, topX, topY float64) *Data {
	xs, distinct := p.Distinct()
	d := &Data{
		pairs: p, topX: topX, topY: topY,
		groups: make([]group, 0, xs), ys: make([]float64, 0, distinct), cum: make([]int64, 1, distinct+1),
	}
	p.Each(func(x, y float64, n int64) {
		if k := len(d.groups); k == 0 || d.groups[k-1].x != x {
			d.groups = append(d.groups, group{x: x, from: len(d.ys)})
		}
		g := &d.groups[len(d.groups)-1]
		g.n += n
		d.ys = append(d.ys, math.Floor(y*topY+0.5))
		d.cum = append(d.cum, d.cum[len(d.cum)-1]+n)
		g.to = len(d.ys)
	})
	if topY == stair.MaxLevel {
		d.dense = make([][257]int64, len(d.groups))
		for i, g := range d.groups {
			for j := g.from; j < g.to; j++ {
				d.dense[i][int(min(stair.MaxLevel, max(0, d.ys[j])))+1] += d.cum[j+1] - d.cum[j]
			}
			for k := range 256 {
				d.dense[i][k+1] += d.dense[i][k]
			}
		}
	}
	if len(d.groups) > manyGroups {
		d.byY = newByY(d)
	}
	return d
}

// Total returns the number of pairs.
func (d *Data) Total() int { return d.pairs.Total() }

// Pairs returns the pairs that d was made of.
func (d *Data) Pairs() *stair.Pairs { return d.pairs }

// count returns how many samples of group i are stored as lo <= y <= hi.
func (d *Data) count(i int, lo, hi float64) int64 {
	if d.dense != nil {
		a, b := max(0, math.Ceil(lo)), min(stair.MaxLevel, math.Floor(hi))
		if a > b {
			return 0
		}
		return d.dense[i][int(b)+1] - d.dense[i][int(a)]
	}
	g := d.groups[i]
	ys := d.ys[g.from:g.to]
	a := sort.SearchFloat64s(ys, lo)
	b := sort.Search(len(ys), func(j int) bool { return ys[j] > hi })
	if a >= b {
		return 0
	}
	return d.cum[g.from+b] - d.cum[g.from+a]
}

// mode returns the most frequent sample of group i, the lowest of equals, and how often
// it occurs.
func (d *Data) mode(i int) (y float64, n int64) {
	g := d.groups[i]
	for j := g.from; j < g.to; j++ {
		if c := d.cum[j+1] - d.cum[j]; c > n {
			y, n = d.ys[j], c
		}
	}
	return y, n
}

// Clipped returns how many samples are stored as white.
func (d *Data) Clipped() int64 {
	var n int64
	for i := range d.groups {
		n += d.count(i, d.topY, d.topY)
	}
	return n
}
