package fd

// lineUp puts the coordinates of group g in the worker's spots, with their stencils and steps.
func (e *engine) lineUp(w *worker, g int) {
	w.spots = w.spots[:0]
	for _, i := range e.groups[g] {
		s := spot{i: i, x: e.x[i]}
		s.st, s.h = e.at(i, s.x)
		s.lo, s.hi = e.bounds(i)
		w.spots = append(w.spots, s)
	}
}

// values evaluates f at the points of the spots' stencils, with steps of factor·h. A point that near has already,
// at half its offset, is taken from there.
func (e *engine) values(w *worker, rows, near []float64, factor float64) {
	points := 0
	for s := range w.spots {
		points = max(points, len(w.spots[s].st.Points))
	}
	for k := range points {
		row := rows[k*e.m : (k+1)*e.m]
		if near != nil {
			if from := w.sharedPoint(k); from >= 0 {
				copy(row, near[from*e.m:(from+1)*e.m])
				continue
			}
		}
		moved := false
		for s := range w.spots {
			if p := &w.spots[s]; !p.still && k < len(p.st.Points) && p.st.Points[k].Offset != 0 {
				p.t = place(p.x, p.st.Points[k].Offset, factor*p.h, p.lo, p.hi)
				w.x[p.i] = p.t
				moved = true
			} else {
				p.t = p.x
			}
		}
		if !moved {
			copy(row, e.base)
			continue
		}
		w.evals++
		e.f(row, w.x)
		for s := range w.spots {
			p := &w.spots[s]
			mustBeLeft(p.i, w.x[p.i], p.t)
			w.x[p.i] = p.x
		}
	}
}

// sharedPoint is the point of the stencil with twice the offset of point k; -1 where there is none for all spots.
func (w *worker) sharedPoint(k int) int {
	st := w.spots[0].st
	for s := range w.spots {
		if w.spots[s].st != st {
			return -1
		}
	}
	for from := range st.Points {
		if st.Points[k].Offset != 0 && st.Points[from].Offset == 2*st.Points[k].Offset {
			return from
		}
	}
	return -1
}

// quotients writes the stencils' quotients of the values in rows to out.
func (e *engine) quotients(w *worker, rows, out []float64, factor float64) {
	for s := range w.spots {
		p := &w.spots[s]
		if p.still {
			continue
		}
		scale := p.st.divisor() * (factor * p.h)
		for _, j := range e.rows(p.i) {
			for k := range p.st.Points {
				w.column[k] = rows[k*e.m+j]
			}
			out[j] = p.st.sum(w.column) / scale
		}
	}
}

// put writes the derivatives of a group to dst.
func (e *engine) put(w *worker, quotients []float64) {
	for s := range w.spots {
		i := w.spots[s].i
		sum := 0.0
		for _, j := range e.rows(i) {
			if e.sum {
				sum += quotients[j]
			} else {
				e.dst[j*e.n+i] = quotients[j]
			}
		}
		if e.sum {
			e.dst[i] = sum
		}
	}
}
