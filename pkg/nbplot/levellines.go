package nbplot

import "gonum.org/v1/plot/vg"

// levelLines are the polylines on which z, linear along the grid's edges, has
// the level: marching squares, the pieces joined. In a saddle cell the mean of
// the corners decides which ones are cut off.
func levelLines(xs, ys, z []float64, level float64) [][]vg.Point {
	w, h := len(xs), len(ys)
	above := func(i, j int) bool { return z[j*w+i] >= level }
	// An edge's name: 2k for the one from node k to the right, 2k+1 upwards.
	at := func(e int) vg.Point {
		k := e / 2
		i, j := k%w, k/w
		a := z[k]
		if e%2 == 0 {
			t := (level - a) / (z[k+1] - a)
			return pt(xs[i]+t*(xs[i+1]-xs[i]), ys[j])
		}
		t := (level - a) / (z[k+w] - a)
		return pt(xs[i], ys[j]+t*(ys[j+1]-ys[j]))
	}
	next := make(map[int][]int) // the edges that a cell joins with this one
	var order []int
	join := func(a, b int) {
		next[a] = append(next[a], b)
		next[b] = append(next[b], a)
		order = append(order, a, b)
	}
	for j := range h - 1 {
		for i := range w - 1 {
			k := j*w + i
			bottom, top, left, right := 2*k, 2*(k+w), 2*k+1, 2*(k+1)+1
			code := 0
			for n, in := range []bool{above(i, j), above(i+1, j), above(i+1, j+1), above(i, j+1)} {
				if in {
					code |= 1 << n
				}
			}
			if code == 5 || code == 10 {
				mean := (z[k] + z[k+1] + z[k+w] + z[k+w+1]) / 4
				if (mean >= level) == (code == 5) {
					join(left, top)
					join(bottom, right)
				} else {
					join(left, bottom)
					join(top, right)
				}
				continue
			}
			switch code {
			case 1, 14:
				join(left, bottom)
			case 2, 13:
				join(bottom, right)
			case 4, 11:
				join(right, top)
			case 8, 7:
				join(top, left)
			case 3, 12:
				join(left, right)
			case 6, 9:
				join(bottom, top)
			}
		}
	}
	used := make(map[[2]int]bool)
	follow := func(from int) []vg.Point {
		line := []vg.Point{at(from)}
		for e := from; ; {
			to := -1
			for _, n := range next[e] {
				if !used[[2]int{min(e, n), max(e, n)}] {
					to = n
					break
				}
			}
			if to < 0 {
				return line
			}
			used[[2]int{min(e, to), max(e, to)}] = true
			line = append(line, at(to))
			e = to
		}
	}
	var out [][]vg.Point
	for _, ends := range []bool{true, false} { // open lines from their ends, then rings
		for _, e := range order {
			if ends && len(next[e]) != 1 {
				continue
			}
			if l := follow(e); len(l) > 1 {
				out = append(out, l)
			}
		}
	}
	return out
}
