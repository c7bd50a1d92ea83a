package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
)

const (
	lambdaTV       = 10.0
	lambdaTikhonov = 1.0
	steps          = 200
)

// photograph is camera.png with normal noise of 0.1. Its samples do not matter for the time, but for
// the number of steps to a gap.
func photograph(side int) ([]float64, error) {
	p, err := picture.Load("testdata/photos/camera.png")
	if err != nil {
		return nil, err
	}
	if p.W != side || p.H != side {
		return nil, fmt.Errorf("camera.png has %d×%d pixels", p.W, p.H)
	}
	f := append([]float64(nil), p.Planes[0]...)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range f {
		f[i] += 0.1 * r.NormFloat64()
	}
	return f, nil
}

func tikhonov(side int) (operation, error) {
	f, err := photograph(side)
	if err != nil {
		return nil, err
	}
	plan, u := restore.NewPlan(side, side), make([]float64, side*side)
	return func() string { plan.Tikhonov(u, f, lambdaTikhonov); return "" }, nil
}

func tvSteps(side int) (operation, error) {
	f, err := photograph(side)
	if err != nil {
		return nil, err
	}
	return func() string {
		r, err := restore.TV(f, side, side, lambdaTV, 0, steps)
		return fmt.Sprint(r.Energy, " ", r.Gap, err)
	}, nil
}

// tvGap is total variation to a certified gap, so much a pixel.
func tvGap(side int, gap float64) (operation, error) {
	f, err := photograph(side)
	if err != nil {
		return nil, err
	}
	gap *= float64(side * side)
	return func() string {
		r, err := restore.TV(f, side, side, lambdaTV, gap, 0)
		return fmt.Sprint(r.Steps, " ", r.Gap, err)
	}, nil
}

// fistaGap is the fast gradient projection of Beck and Teboulle (2009) on the dual, with the restart of
// O'Donoghue and Candès (2015), which looks at its gap as often as is best for it: at its last step alone.
// How many steps that takes is found beforehand, and not timed.
func fistaGap(side int, gap float64) (operation, error) {
	f, err := photograph(side)
	if err != nil {
		return nil, err
	}
	gap *= float64(side * side)
	m := newFista(f, side, side)
	needed := 0
	for m.gap() > gap {
		m.step()
		needed++
	}
	return func() string {
		m := newFista(f, side, side)
		for range needed {
			m.step()
		}
		return fmt.Sprint(needed, " ", m.gap())
	}, nil
}

// fista has the dual variable p, the point r ahead of it, and d = f + div r/λ.
type fista struct {
	w, h                   int
	f, d                   []float64
	px, py, qx, qy, rx, ry []float64
	t                      float64
}

func newFista(f []float64, w, h int) *fista {
	m := &fista{w: w, h: h, f: f, t: 1}
	for _, v := range []*[]float64{&m.d, &m.px, &m.py, &m.qx, &m.qy, &m.rx, &m.ry} {
		*v = make([]float64, w*h)
	}
	return m
}

// primal stores f + div p/λ in d.
func (m *fista) primal(px, py []float64) {
	w := m.w
	for y := range m.h {
		row, f, px, here := m.d[y*w:][:w], m.f[y*w:][:w], px[y*w:][:w], py[y*w:][:w]
		left := 0.0
		if y == 0 {
			for x := range row {
				row[x] = f[x] + (px[x]-left+here[x])*(1/lambdaTV)
				left = px[x]
			}
			continue
		}
		above := py[(y-1)*w:][:w]
		for x := range row {
			row[x] = f[x] + (px[x]-left+(here[x]-above[x]))*(1/lambdaTV)
			left = px[x]
		}
	}
}

// gradient is that of d at a pixel of row y.
func (m *fista) gradient(x, y int) (gx, gy float64) {
	i := y*m.w + x
	if x < m.w-1 {
		gx = m.d[i+1] - m.d[i]
	}
	if y < m.h-1 {
		gy = m.d[i+m.w] - m.d[i]
	}
	return gx, gy
}

func (m *fista) step() {
	m.primal(m.rx, m.ry)
	turn := 0.0 // positive when the step goes against the momentum
	for y := range m.h {
		lo := y * m.w
		px, py, qx, qy, rx, ry := m.px[lo:][:m.w], m.py[lo:][:m.w], m.qx[lo:][:m.w], m.qy[lo:][:m.w], m.rx[lo:][:m.w], m.ry[lo:][:m.w]
		for x := range px {
			gx, gy := m.gradient(x, y)
			a, b := rx[x]+lambdaTV/8*gx, ry[x]+lambdaTV/8*gy
			s := 1 / math.Sqrt(max(1, a*a+b*b))
			a, b = a*s, b*s
			turn += (rx[x]-a)*(a-px[x]) + (ry[x]-b)*(b-py[x])
			qx[x], qy[x] = a, b
		}
	}
	if turn > 0 {
		m.t = 1
	}
	next := (1 + math.Sqrt(1+4*m.t*m.t)) / 2
	ahead := (m.t - 1) / next
	m.t = next
	for i, q := range m.qx {
		m.rx[i] = q + ahead*(q-m.px[i])
	}
	for i, q := range m.qy {
		m.ry[i] = q + ahead*(q-m.py[i])
	}
	m.px, m.qx, m.py, m.qy = m.qx, m.px, m.qy, m.py
}

// gap is that between u = f + div p/λ and p.
func (m *fista) gap() (sum float64) {
	m.primal(m.px, m.py)
	for y := range m.h {
		for x := range m.w {
			gx, gy := m.gradient(x, y)
			i := y*m.w + x
			sum += math.Sqrt(gx*gx+gy*gy) - gx*m.px[i] - gy*m.py[i]
		}
	}
	return sum
}
