package fd

import "math"

// How often steps are looked at again.
const (
	checkShare = 0.02    // evaluations for checks, as a share of those of the gradients
	checkError = 0x1p-23 // relative truncation from which a step is found anew
	checkRise  = 16      // unless it has grown by less than this
	farther    = 4       // factor by which a coordinate changes until its step is checked out of turn
	steeper    = 16      // the same for its derivative
)

// keeper holds the step of each coordinate of an adaptive engine between gradients.
type keeper struct {
	steps  []kept
	phase  []phase // of the groups in this gradient
	level  float64 // of the noise, from the first group
	begun  bool    // the first group has been looked at
	credit float64 // evaluations that may go into checks
	turn   int     // the group to be checked next
}

// kept is a coordinate's step and what it was found from.
type kept struct {
	h     float64 // 0: not found yet
	x     float64 // where it was found
	total float64 // the error there
	slope float64 // the size of the derivative there
	level float64 // of the noise
	moved bool    // the derivative is of another size now
	noNaN bool    // a search for a finite quotient was in vain
}

// phase of a group in one gradient.
type phase int

const (
	serving  phase = iota // its steps serve
	missing               // its steps are to be found
	due                   // its steps are to be checked
	finished              // its derivatives are in dst
)

// keep makes room for the steps.
func (e *engine) keep() {
	e.steps, e.phase = make([]kept, e.n), make([]phase, len(e.groups))
	e.level = e.set.Noise
	for k := range e.workers {
		w := &e.workers[k]
		w.far, w.coarse, w.held = make([]float64, len(w.near)), make([]float64, e.m), make([]float64, e.m)
	}
}

// schedule decides which groups get new steps and which are checked. The first group ever goes ahead of the
// others: they start from the noise that it shows.
func (e *engine) schedule() {
	for g, group := range e.groups {
		e.phase[g] = serving
		for _, i := range group {
			if e.steps[i].h == 0 {
				e.phase[g] = missing
			}
		}
	}
	if !e.begun && len(e.groups) > 0 {
		e.refresh(&e.workers[0], 0)
		e.begun, e.phase[0] = true, finished
		first := &e.steps[e.groups[0][0]]
		if first.level > e.level {
			e.level = first.level
			if top := e.workers[0].hunts[0].best.top; top > 0 {
				e.unit = e.main.stepUnit(min(first.level/top, 1))
			}
		}
	}
	cost := float64(len(e.main.Points))
	e.credit = min(e.credit+checkShare*cost*float64(len(e.groups)), max(cost, cost*float64(len(e.groups))))
	for g, group := range e.groups {
		for _, i := range group {
			a, b := math.Abs(e.x[i]), math.Abs(e.steps[i].x)
			if e.phase[g] == serving && e.credit >= cost && (e.steps[i].moved || a > farther*b || b > farther*a) {
				e.phase[g] = due
				e.credit -= cost
			}
		}
	}
	for range e.groups {
		if e.credit < cost {
			break
		}
		e.turn = (e.turn + 1) % len(e.groups)
		if e.phase[e.turn] == serving {
			e.phase[e.turn] = due
			e.credit -= cost
		}
	}
}

// lost reports whether the group has a derivative that is not finite, where a narrower step may give one that is. A
// derivative of another size than the step was found for is noted.
func (e *engine) lost(g int) bool {
	for _, i := range e.groups[g] {
		k, size := &e.steps[i], 0.0
		if e.sum {
			size = math.Abs(e.dst[i])
		} else {
			for _, j := range e.rows(i) {
				size = math.Hypot(size, e.dst[j*e.n+i])
			}
		}
		if size-size != 0 {
			return !k.noNaN
		}
		k.moved = size > steeper*k.slope || k.slope > steeper*size
	}
	return false
}

// refresh computes the derivatives of group g and finds the steps that are not known, or do not serve any more.
func (e *engine) refresh(w *worker, g int) {
	e.lineUp(w, g)
	w.hunts = w.hunts[:0]
	for s := range w.spots {
		p := &w.spots[s]
		w.hunts = append(w.hunts, e.pursuit(p.i, p.x))
		w.hunts[s].h = p.h
	}
	for first := true; ; first = false {
		again := false
		for s := range w.spots {
			p, hunt := &w.spots[s], &w.hunts[s]
			if p.still = hunt.done; !p.still {
				again = true
				e.settle(p, hunt.h)
			}
		}
		if !again {
			break
		}
		e.values(w, w.near, nil, 1)
		e.values(w, w.far, w.near, 2)
		e.quotients(w, w.near, w.fine, 1)
		e.quotients(w, w.far, w.coarse, 2)
		for s := range w.spots {
			e.learn(w, s, first)
		}
	}
	for s := range w.spots {
		w.spots[s].still = false
		i, hunt := w.spots[s].i, &w.hunts[s]
		if !hunt.held {
			e.steps[i].noNaN = true
			if e.steps[i].h == 0 {
				e.steps[i].h, e.steps[i].x = e.first(i, e.x[i]), e.x[i]
			}
			e.copyRows(w.held, w.fine, i)
			continue
		}
		if b := &hunt.best; b.h != e.steps[i].h || e.steps[i].total == 0 {
			e.steps[i] = kept{h: b.h, x: e.x[i], total: b.total(), slope: b.slope, level: hunt.level}
		}
	}
	e.put(w, w.held)
	mustBeUntouched(w.x, e.x)
}

// learn takes what the trial of a spot shows; first is the trial with the step that was kept.
func (e *engine) learn(w *worker, s int, first bool) {
	p, hunt := &w.spots[s], &w.hunts[s]
	if p.still {
		return
	}
	c := e.trial(w, p)
	old := &e.steps[p.i]
	if first && old.h != 0 && c.finite {
		if c.judge(hunt.level); c.trunc <= max(checkError*c.slope, checkRise*old.total) {
			old.x, old.slope = p.x, c.slope // it still serves
			hunt.best, hunt.held, hunt.done = c, true, true
			e.copyRows(w.held, w.fine, p.i)
			return
		}
	}
	better := hunt.take(c)
	if hunt.ask {
		better = hunt.noiseIs(e.noiseAlong(w, p))
	}
	if better {
		e.copyRows(w.held, w.fine, p.i)
	}
}

func (e *engine) copyRows(dst, src []float64, i int) {
	for _, j := range e.rows(i) {
		dst[j] = src[j]
	}
}
