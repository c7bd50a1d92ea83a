package filter

import "math"

// window says which stored samples a filter allows for one x.
type window struct{ lo, hi float64 }

// windows returns what f allows for each x, within tol levels.
func (d *Data) windows(f Filter, tol float64) []window {
	t := newTally(d, f.Transfer)
	out := make([]window, len(d.groups))
	t.agree(f, tol, out)
	return out
}

// tally counts the samples that filters explain; it keeps what many of them share.
type tally struct {
	d           *Data
	transfer    *Transfer
	below, over []float64 // T of x, a little less and a little more
}

func newTally(d *Data, transfer *Transfer) *tally {
	if transfer == nil {
		transfer = plain
	}
	t := &tally{d, transfer, make([]float64, len(d.groups)), make([]float64, len(d.groups))}
	for i, g := range d.groups {
		v := transfer.Forth(g.x)
		t.below[i], t.over[i] = max(0, v-nudge), min(1, v+nudge)
	}
	return t
}

// nudge is how far x is moved to find out whether it lies on a jump; far less than any
// distance between a jump and a stored sample off it.
const nudge = 1e-7

// agree returns how many samples f explains, and fills the windows, unless nil.
//
// Where x lies on a jump both values may be meant, and the one that more samples have
// counts. A level that lies between two stored samples, at half a level, may go up, down
// or to the even one, but for all levels alike.
func (t *tally) agree(f Filter, tol float64, out []window) int64 {
	var most int64
	ways := []halves{up}
	if !f.Cut && tol == DefaultTol {
		ways = []halves{up, even, down}
	}
	best := up
	for _, way := range ways {
		n, ties := t.pass(f, tol, way, nil)
		if n > most {
			most, best = n, way
		}
		if !ties {
			break
		}
	}
	if out != nil {
		t.pass(f, tol, best, out)
	}
	return most
}

// halves says where a value between two stored samples goes.
type halves int

const (
	up halves = iota
	even
	down
)

// pass counts once; ties reports whether a value lay between two samples.
func (t *tally) pass(f Filter, tol float64, way halves, out []window) (total int64, ties bool) {
	value := f.Family.Forms[f.Form]
	lastV, lastW := math.NaN(), window{}
	at := func(x float64) window {
		v := value(x, f.N, t.d.topX)
		if v == lastV {
			return lastW
		}
		c := min(1, max(0, t.transfer.Back(v))) * t.d.topY
		lastV = v
		switch k := math.Floor(c); {
		case f.Cut && tol == DefaultTol:
			k = math.Floor(c + tie)
			lastW = window{k, k}
		case f.Cut:
			lastW = window{c - 0.5 - tol - tie, c - 0.5 + tol + tie}
		case tol == DefaultTol && math.Abs(c-k-0.5) < tie:
			ties = true
			if way == up || way == even && math.Mod(k, 2) == 1 {
				k++
			}
			lastW = window{k, k}
		default:
			lastW = window{c - tol - tie, c + tol + tie}
		}
		return lastW
	}
	one := func(i int) {
		w := at(t.below[i])
		n := t.d.count(i, w.lo, w.hi)
		if u := at(t.over[i]); u != w {
			if m := t.d.count(i, u.lo, u.hi); m >= n {
				w, n = u, m
			}
		}
		total += n
		if out != nil {
			out[i] = w
		}
	}
	if t.d.byY == nil || out != nil {
		for i := range t.d.groups {
			one(i)
		}
		return total, ties
	}
	for i := 0; i < len(t.d.groups); {
		v := value(t.below[i], f.N, t.d.topX)
		end := runEnd(i, len(t.d.groups), func(k int) bool { return value(t.over[k], f.N, t.d.topX) == v })
		if end == i {
			one(i)
			i++
			continue
		}
		w := at(t.below[i])
		total += t.d.between(i, end, w.lo, w.hi)
		i = end
	}
	return total, ties
}
