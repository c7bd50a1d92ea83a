package filter

import (
	"math"
	"sort"
)

// manyGroups is the number of different x's above which samples are counted step by step instead of x by x.
const manyGroups = 1024

// byY lists, for each stored y, the groups in which it occurs, in ascending order, with the counts before.
type byY struct {
	start []int32 // where the list of each y begins
	group []int32
	cum   []int64
}

func newByY(d *Data) *byY {
	levels := int(d.topY) + 1
	t := &byY{make([]int32, levels+1), make([]int32, len(d.ys)), make([]int64, len(d.ys)+1)}
	for _, y := range d.ys {
		t.start[int(y)+1]++
	}
	for k := range levels {
		t.start[k+1] += t.start[k]
	}
	next := append([]int32(nil), t.start...)
	counts := make([]int64, len(d.ys))
	for i, g := range d.groups {
		for j := g.from; j < g.to; j++ {
			at := next[int(d.ys[j])]
			next[int(d.ys[j])]++
			t.group[at], counts[at] = int32(i), d.cum[j+1]-d.cum[j]
		}
	}
	for k, n := range counts {
		t.cum[k+1] = t.cum[k] + n
	}
	return t
}

// between returns how many samples of the groups from, …, to-1 are stored as lo <= y <= hi.
func (d *Data) between(from, to int, lo, hi float64) (n int64) {
	first, last := max(0, math.Ceil(lo)), min(d.topY, math.Floor(hi))
	if last-first > float64(to-from) { // a wide window, and few groups
		for i := from; i < to; i++ {
			n += d.count(i, lo, hi)
		}
		return n
	}
	for k := first; k <= last; k++ {
		a, b := d.byY.start[int(k)], d.byY.start[int(k)+1]
		list := d.byY.group[a:b]
		i := sort.Search(len(list), func(j int) bool { return list[j] >= int32(from) })
		j := i + sort.Search(len(list)-i, func(j int) bool { return list[i+j] >= int32(to) })
		n += d.byY.cum[int(a)+j] - d.byY.cum[int(a)+i]
	}
	return n
}

// runEnd returns the first index from i on, below n, for which same is false; behind it same stays false, since
// filters rise.
func runEnd(i, n int, same func(k int) bool) int {
	step := 1
	for i+step <= n && same(i+step-1) {
		i += step
		step *= 2
	}
	return i + sort.Search(min(step, n-i), func(k int) bool { return !same(i + k) })
}
