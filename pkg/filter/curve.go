package filter

// Rising is the rising function of x that the most samples obey: y(x) >= y(x') for
// every x > x'.
type Rising struct {
	Steps  []Step
	Agree  int
	Total  int
	Levels int // different y's
}

// Step is a y and the x's that have it: those from First to Last, among those that
// occur and obey.
type Step struct{ First, Last, Y float64 }

// Rising returns the rising function that the most samples obey, exactly: at most one y
// is chosen for each x, so that the y's never fall. Over the P distinct pairs in
// ascending order of x the best sum that ends at or below y is kept in a tree of
// prefix maxima, O(P log P). Of equals the lowest y is taken.
func (d *Data) Rising() Rising {
	levels := int(d.topY) + 1
	tree := make([]int32, levels+1) // pair plus one at which the best sum ends
	best := make([]int64, len(d.ys))
	back := make([]int32, len(d.ys))
	sum := func(j int32) int64 {
		if j == 0 {
			return 0
		}
		return best[j-1]
	}
	for _, g := range d.groups {
		for j := g.from; j < g.to; j++ {
			var from int32
			for k := int(d.ys[j]) + 1; k > 0; k &= k - 1 {
				if sum(tree[k]) > sum(from) {
					from = tree[k]
				}
			}
			best[j], back[j] = sum(from)+d.cum[j+1]-d.cum[j], from
		}
		for j := g.from; j < g.to; j++ {
			for k := int(d.ys[j]) + 1; k <= levels; k += k & -k {
				if best[j] > sum(tree[k]) {
					tree[k] = int32(j + 1)
				}
			}
		}
	}
	var last int32
	for j := range best {
		if best[j] > sum(last) {
			last = int32(j + 1)
		}
	}
	r := Rising{Agree: int(sum(last)), Total: d.Total()}
	i := len(d.groups) - 1
	for j := last; j != 0; j = back[j-1] {
		for d.groups[i].from > int(j-1) {
			i--
		}
		x, y := d.groups[i].x, d.ys[j-1]/d.topY
		if n := len(r.Steps); n > 0 && r.Steps[n-1].Y == y {
			r.Steps[n-1].First = x
		} else {
			r.Steps = append(r.Steps, Step{x, x, y})
		}
	}
	for a, b := 0, len(r.Steps)-1; a < b; a, b = a+1, b-1 {
		r.Steps[a], r.Steps[b] = r.Steps[b], r.Steps[a]
	}
	r.Levels = len(r.Steps)
	return r
}

// windows returns what the function allows for each x; between two steps, where no
// sample of an x obeys, nothing.
func (r Rising) windows(d *Data) []window {
	out := make([]window, len(d.groups))
	s := 0
	for i, g := range d.groups {
		for s < len(r.Steps) && r.Steps[s].Last < g.x {
			s++
		}
		out[i] = window{-1, -1}
		if s < len(r.Steps) && r.Steps[s].First <= g.x {
			y := r.Steps[s].Y * d.topY
			out[i] = window{y - tie, y + tie}
		}
	}
	return out
}
