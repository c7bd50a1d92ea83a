package leastsq

import "math"

// tails are what differences from few values leave out of the derivatives, as it was at some point. Near that point
// they change little, and few values with them are as good as all.
//
//	(r(x+h) - r(x))/h = ∂r/∂x_j + forward,  (r(x+h) - r(x-h))/2h = ∂r/∂x_j + central
type tails struct {
	level            int
	making           bool
	home             []float64 // that point
	step             []float64 // h; 0: no tail
	bent             []float64 // ‖forward‖ beside the derivative
	forward, central []float64 // M rows of n; the second for level 2
}

// begin forgets, for new ones at x. There are none at level 0.
func (t *tails) begin(level, m int, x []float64) {
	t.level = level
	n := len(x)
	if level > 0 && t.forward == nil {
		t.home, t.step, t.bent, t.forward = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, m*n)
	}
	if level > 1 && t.central == nil {
		t.central = make([]float64, m*n)
	}
	copy(t.home, x)
	clear(t.step)
}

// keep takes the residuals at x + offset·h.
func (t *tails) keep(offset, h float64, value, r []float64, j int) {
	n := len(t.home)
	switch {
	case offset == 1:
		for i, v := range value {
			t.forward[i*n+j] = (v - r[i]) / h
		}
	case offset == -1 && t.level > 1:
		for i, v := range value {
			t.central[i*n+j] = (r[i] - v) / h
		}
	}
}

// end makes the tails from these and the derivatives.
func (t *tails) end(jac []float64, h, slope float64, j int) {
	n, size := len(t.home), 0.0
	for i := range len(jac) / n {
		d := jac[i*n+j]
		if t.level > 1 {
			t.central[i*n+j] = (t.forward[i*n+j]+t.central[i*n+j])/2 - d
		}
		t.forward[i*n+j] -= d
		size = math.Hypot(size, t.forward[i*n+j])
	}
	t.step[j], t.bent[j] = h, size/slope
}

// few returns how many values a coordinate serve at x, 0: all. h/L is twice the part that the forward tail is of the
// derivative, L being the length over which the residuals bend. On a way of w such lengths that tail changes by about
// w of it, and the central one, which is smaller by h/L, by as much of itself.
func (d *differences) few(x []float64) int {
	t := &d.tails
	if d.level == 0 || t.level != d.level {
		return 0
	}
	way, bent, some := 0.0, 0.0, false
	for j, h := range t.step {
		if h > 0 {
			some = true
			way += math.Abs(x[j]-t.home[j]) * 2 * t.bent[j] / h
			bent = max(bent, t.bent[j])
		}
	}
	switch {
	case some && bent*way <= d.need:
		return 1
	case some && d.level > 1 && bent*bent*way <= d.need:
		return 2
	}
	return 0
}

// short does one coordinate from few values, and reports whether it could. It leaves x moved.
func (d *differences) short(few int, jac, x, r []float64, j int) (done bool, err error) {
	if few == 0 || d.tails.step[j] == 0 {
		return false, nil
	}
	n, at, h := len(x), x[j], d.tails.step[j]
	if at+h > d.hi[j] || at-h < d.lo[j] {
		return false, nil
	}
	x[j] = at + h
	if err := d.eval(d.value, x); err != nil {
		return false, stopOnly(err)
	}
	if few == 1 {
		for i, v := range d.value {
			jac[i*n+j] = (v-r[i])/h - d.tails.forward[i*n+j]
		}
		return true, nil
	}
	for i, v := range d.value {
		jac[i*n+j] = v
	}
	x[j] = at - h
	if err := d.eval(d.value, x); err != nil {
		return false, stopOnly(err)
	}
	for i, v := range d.value {
		jac[i*n+j] = (jac[i*n+j]-v)/(2*h) - d.tails.central[i*n+j]
	}
	return true, nil
}

// stopOnly returns the error of a context that ended, and nil for others, which column is to see.
func stopOnly(err error) error {
	if isStop(err) {
		return err
	}
	return nil
}
