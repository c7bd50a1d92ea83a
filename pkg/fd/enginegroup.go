package fd

// group computes the derivatives of group g.
func (e *engine) group(w *worker, g int) {
	switch {
	case e.adaptive && e.phase[g] == finished:
		return
	case e.adaptive && e.phase[g] != serving:
		e.refresh(w, g)
	case e.scalar != nil:
		i := e.groups[g][0]
		e.singles(w, i, i+1)
	default:
		e.lineUp(w, g)
		e.values(w, w.near, nil, 1)
		e.quotients(w, w.near, w.fine, 1)
		e.put(w, w.fine)
		mustBeUntouched(w.x, e.x)
	}
	if e.adaptive && e.lost(g) {
		e.refresh(w, g)
	}
}

// at is the stencil and the step for coordinate i of value x.
func (e *engine) at(i int, x float64) (*Stencil, float64) {
	if !e.adaptive {
		return e.plan.at(i, x)
	}
	h := e.steps[i].h
	if h == 0 {
		h = e.first(i, x)
	}
	p := spot{i: i, x: x}
	p.lo, p.hi = e.bounds(i)
	e.settle(&p, h)
	return p.st, p.h
}

// singles is the shortest way to the derivatives of a function of one value, of coordinates from, …, to-1: beside
// its evaluations it is all that a gradient costs.
func (e *engine) singles(w *worker, from, to int) {
	f, point, values, bounded, adaptive := e.scalar, w.x, w.near, e.bounded(), e.adaptive
	lo, hi := 0.0, 0.0
	for i := from; i < to; i++ {
		x := point[i]
		if bounded {
			if lo, hi = e.bounds(i); lo == hi {
				continue
			}
		}
		var st *Stencil
		var h float64
		if adaptive {
			st, h = e.at(i, x)
		} else {
			st, h = e.plan.at(i, x)
		}
		for k := range st.Points {
			o := st.Points[k].Offset
			if o == 0 {
				values[k] = e.base[0]
				continue
			}
			t := x + o*h
			if bounded {
				t = place(x, o, h, lo, hi)
			}
			point[i] = t
			w.evals++
			values[k] = f(point)
			if point[i] != t {
				mustBeLeft(i, point[i], t)
			}
		}
		point[i] = x
		e.dst[i] = st.sum(values) / (st.divisor() * h)
	}
}
