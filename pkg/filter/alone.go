package filter

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/stair"
)

// Alone is what the levels that occur in a quantized image say of its filter.
type Alone struct {
	// Name is that of a family, or None: the levels are those of no formula, or too many.
	Name string
	Filter
	Lo, Hi float64 // all numbers in between have the levels that occur
	Used   int     // levels that occur
	Unused int     // levels of the filter between them that do not occur
	// Others are filters that have as few unused levels: the image does not tell.
	Others []Alone
	Notes  []string
}

// FromLevels finds the filter whose levels are those that occur in an image, counts[k] times
// each: every filter is asked whether it has all of them, and the one with the fewest
// others between the darkest and the brightest is named. b comes as the interval on which
// that holds. What x was is not known: of filters that have the same levels, as round and
// stretch, the first stands for all, and a note says so. The error wraps [stair.ErrEmpty] if nothing
// is counted.
func FromLevels(counts [256]int64, s Settings) (Alone, error) {
	var used []int
	for k, n := range counts {
		if n > 0 {
			used = append(used, k)
		}
	}
	if len(used) == 0 {
		return Alone{}, fmt.Errorf("%w: no samples", stair.ErrEmpty)
	}
	lo, hi := s.Lo, s.Hi
	if lo == 0 && hi == 0 {
		lo, hi = DefaultLo, DefaultHi
	}
	if !(lo > 0 && lo <= hi && hi <= 65536) {
		return Alone{}, fmt.Errorf("%w: the domain [%v, %v], want 0 < Lo <= Hi <= 65536", stair.ErrValue, lo, hi)
	}
	for _, cut := range []bool{false, true} {
		var all []Alone
		for _, f := range Families {
			switch {
			case s.Only != "" && s.Only != f.Name, cut && f.Stored:
			case f.Whole:
				all = append(all, aloneWhole(Filter{Family: f, Cut: cut}, used, lo, max(hi, 256))...)
			default:
				all = append(all, aloneReal(Filter{Family: f, Cut: cut}, used, lo, hi)...)
			}
		}
		slices.SortStableFunc(all, func(a, b Alone) int { return a.Unused - b.Unused })
		if len(all) == 0 || 2*all[0].Unused > len(used) || len(used) > int(hi)+1 {
			continue
		}
		best := all[0]
		for _, c := range all[1:] {
			switch {
			case c.Unused > best.Unused:
				return best, nil
			case c.levels() == best.levels():
				best.Notes = append(best.Notes, fmt.Sprintf("%s has the same levels: only the original tells them apart", c.Filter))
			default:
				best.Others = append(best.Others, c)
			}
		}
		return best, nil
	}
	return Alone{Name: None, Used: len(used), Notes: []string{fmt.Sprintf("%d levels occur, and no formula has them and few others", len(used))}}, nil
}

// aloneWhole asks every number of levels.
func aloneWhole(f Filter, used []int, lo, hi float64) (out []Alone) {
	for n := max(2, math.Ceil(lo)); n <= min(hi, maxLevels); n++ {
		if !f.Family.has(int(n)) {
			continue
		}
		g := f
		g.N = n
		if unused, ok := unusedOf(g.levels(), used); ok {
			out = append(out, Alone{Name: f.Family.Name, Filter: g, Lo: n, Hi: n, Used: len(used), Unused: unused})
		}
	}
	return out
}

// aloneReal asks every b: between two b's at which a level passes half a sample,
// b = (n+½)·255/(j+½), the levels stay the same.
func aloneReal(f Filter, used []int, lo, hi float64) (out []Alone) {
	ends := []float64{lo, hi}
	for n := 0.0; n <= hi; n++ {
		for j := 0.0; j <= stair.MaxLevel; j++ {
			at := j + 0.5 // where the stored sample changes
			if f.Cut {
				at = j
			}
			if b := (n + 0.5) * stair.MaxLevel / at; b > lo && b < hi {
				ends = append(ends, b)
			}
		}
		if n > lo && n < hi {
			ends = append(ends, n) // one level more
		}
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	for i := 1; i < len(ends); i++ {
		from, to := ends[i-1], ends[i]
		g := f
		g.N = (from + to) / 2
		unused, ok := unusedOf(g.levels(), used)
		if !ok {
			continue
		}
		if k := len(out) - 1; k >= 0 && out[k].Hi == from && out[k].Unused == unused {
			out[k].Hi = to
			out[k].N = (out[k].Lo + to) / 2
			continue
		}
		out = append(out, Alone{Name: f.Family.Name, Filter: g, Lo: from, Hi: to, Used: len(used), Unused: unused})
	}
	return out
}

// levels returns which stored samples f makes of 8-bit samples of any kind.
func (f Filter) levels() (has [256]bool) {
	if !f.Family.Whole {
		for j := 0.0; j <= f.N; j++ {
			has[uint8(f.Store((j+0.5)/f.N, stair.MaxLevel))] = true
		}
		return has
	}
	for k := range 256 {
		has[uint8(f.Store(f.Value(float64(k)/stair.MaxLevel, stair.MaxLevel), stair.MaxLevel))] = true
	}
	return has
}

// unusedOf returns how many levels between the first and the last that are used are
// not, and whether the filter has all that are.
func unusedOf(has [256]bool, used []int) (unused int, ok bool) {
	for _, k := range used {
		if !has[k] {
			return 0, false
		}
	}
	for k := used[0]; k <= used[len(used)-1]; k++ {
		if has[k] {
			unused++
		}
	}
	return unused - len(used), true
}
