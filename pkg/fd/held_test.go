package fd

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// Equal bounds hold a coordinate: its derivatives are 0 and cost nothing, and those of the others have the bits that
// they have where it is no coordinate at all.
func TestHeldCoordinates(t *testing.T) {
	held := 2.0
	free := func(x []float64) float64 { return math.Exp(x[0])*held + math.Sin(x[1]*held)/held }
	full := func(x []float64) float64 { return math.Exp(x[0])*x[1] + math.Sin(x[2]*x[1])/x[1] }
	inf := math.Inf(1)
	for _, at := range [][]float64{{-0.3, 0.4}, {-1, 0.4}, {0.5, 1e-9}} { // inside, at a bound, near one
		x, y := []float64{at[0], held, at[1]}, at
		all := Settings{Lo: []float64{-1, held, 0}, Hi: []float64{1, held, inf}}
		less := Settings{Lo: []float64{-1, 0}, Hi: []float64{1, inf}}
		for _, c := range []struct {
			name string
			set  func(*Settings)
		}{
			{"found steps", func(*Settings) {}},
			{"a step", func(s *Settings) { s.Step = 1e-4 }},
			{"one-sided", func(s *Settings) { s.Stencil = Forward2 }},
			{"adaptive", func(s *Settings) { s.Adaptive = true }},
			{"workers", func(s *Settings) { s.Workers = 3; s.Step = 1e-5 }},
			{"noise", func(s *Settings) { s.Noise = 1e-9 }},
		} {
			a, b := all, less
			c.set(&a)
			c.set(&b)
			got, want := a.Gradient(nil, full, x), b.Gradient(nil, free, y)
			if !slices.Equal(got, []float64{want[0], 0, want[1]}) {
				t.Errorf("%s at %v: %v, without the held one %v", c.name, at, got, want)
			}
			one, two := NewSource(full, 3, a), NewSource(free, 2, b)
			for range 3 {
				one.Grad(got, x)
				two.Grad(want, y)
				if !slices.Equal(got, []float64{want[0], 0, want[1]}) || one.Evals() != two.Evals() {
					t.Errorf("%s at %v: source %v in %d, without the held one %v in %d", c.name, at, got, one.Evals(), want, two.Evals())
				}
			}
			h, hf := a.Hessian(nil, full, x), b.Hessian(nil, free, y)
			if !slices.Equal(h, []float64{hf[0], 0, hf[1], 0, 0, 0, hf[2], 0, hf[3]}) {
				t.Errorf("%s at %v: Hessian %v, without the held one %v", c.name, at, h, hf)
			}
			if d, df := a.HessianDiag(nil, full, x), b.HessianDiag(nil, free, y); !slices.Equal(d, []float64{df[0], 0, df[1]}) {
				t.Errorf("%s at %v: diagonal %v, without the held one %v", c.name, at, d, df)
			}
			j := a.Jacobian(nil, func(dst, x []float64) { dst[0], dst[1] = full(x), x[1] }, x, 2)
			if jf := b.Jacobian(nil, func(dst, y []float64) { dst[0], dst[1] = free(y), held }, y, 2); !slices.Equal(j, []float64{jf[0], 0, jf[1], jf[2], 0, jf[3]}) {
				t.Errorf("%s at %v: Jacobian %v, without the held one %v", c.name, at, j, jf)
			}
			if c.name == "workers" || c.name == "noise" {
				continue
			}
			// Along v as along v without its part in the held coordinate.
			d, df := a.DirectionalDerivative(full, x, []float64{1, 1e6, 0}), b.DirectionalDerivative(free, y, []float64{1, 0})
			if math.Abs(d-df) > 1e-7*math.Abs(df) {
				t.Errorf("%s at %v: along v %v, without the held part %v", c.name, at, d, df)
			}
		}
	}
	if d := DerivativeIn(math.Exp, 1, 1, 1, Central, 0); d != 0 {
		t.Errorf("the derivative at a point that is held is %v", d)
	}
}

// Coordinates that are held stay out of the groups of a sparse function, and all may be held.
func TestHeldAmongSparse(t *testing.T) {
	terms := func(dst, x []float64) {
		for j := range dst {
			dst[j] = x[j]*x[j] + 3*x[j]*x[j+1]
		}
	}
	pattern := [][]int{{0, 1}, {1, 2}, {2, 3}}
	x := []float64{1, 2, 3, 4}
	for _, c := range []struct {
		held []int
		want []float64
	}{{nil, []float64{8, 16, 24, 9}}, {[]int{1}, []float64{8, 0, 24, 9}}, {[]int{0, 2}, []float64{0, 16, 0, 9}}, {[]int{0, 1, 2, 3}, make([]float64, 4)}} {
		set := Settings{Lo: slices.Repeat([]float64{-10}, 4), Hi: slices.Repeat([]float64{10}, 4), Sparsity: pattern}
		for _, i := range c.held {
			set.Lo[i], set.Hi[i] = x[i], x[i]
		}
		for _, adaptive := range []bool{false, true} {
			set.Adaptive = adaptive
			s := NewSumSource(terms, 3, 4, set)
			got := []float64{math.NaN(), math.NaN(), math.NaN(), math.NaN()}
			s.Grad(got, x)
			j := NewJacobianSource(terms, 3, 4, set)
			dst := slices.Repeat([]float64{math.NaN()}, 12)
			j.Jacobian(dst, x)
			for i := range got {
				if sum := dst[i] + dst[4+i] + dst[8+i]; !(math.Abs(got[i]-c.want[i]) < 1e-6 && math.Abs(sum-c.want[i]) < 1e-6) {
					t.Errorf("held %v, adaptive %t: ∂/∂x%d is %v and %v, want %v", c.held, adaptive, i, got[i], sum, c.want[i])
				}
			}
			if len(c.held) == 4 && s.Evals()+j.Evals() != 0 {
				t.Errorf("all held: %d evaluations", s.Evals()+j.Evals())
			}
		}
	}
}

// Bounds of every kind, and points of every kind in them: no evaluation is outside, and the derivative is right as far as
// the room lets it be.
func TestThinAndHalfOpenBoxes(t *testing.T) {
	inf := math.Inf(1)
	for _, s := range []Stencil{Forward, Backward, Central, Forward2, Backward2, Central4} {
		for _, b := range [][3]float64{ // lo, x, hi
			{1, 1, inf},
			{-inf, 1, 1},
			{-inf, 1, inf},
			{1, 1, 1 + 1e-3},
			{1 - 1e-3, 1, 1},
			{1, 1, 1 + 1e-7},
			{1 - 1e-8, 1, 1 + 1e-7},
			{1, 1, 1 + 1e-10},
			{1e5, 1e5, 1e5 + 1e-5},
			{0, 0, 1e-9},
			{-1e-300, 0, 1e-300},
			{math.Nextafter(1, 0), 1, 2},
			{0, 1, math.Nextafter(1, 2)},
		} {
			lo, x, hi := b[0], b[1], b[2]
			f := func(v []float64) float64 {
				if v[0] < lo || v[0] > hi {
					t.Errorf("%v: evaluated at %v, outside [%v, %v]", s, v[0], lo, hi)
				}
				return 3*v[0] + v[0]*v[0]
			}
			room := max(x-lo, hi-x)
			tol := 1e-6 + 0x1p-46*(1+x*x)/min(room, 1)
			for _, adaptive := range []bool{false, true} {
				src := NewSource(f, 1, Settings{Stencil: s, Lo: []float64{lo}, Hi: []float64{hi}, Adaptive: adaptive})
				got := make([]float64, 1)
				if src.Grad(got, []float64{x}); !(math.Abs(got[0]/(3+2*x)-1) <= tol) {
					t.Errorf("%v in [%v, %v] at %v, adaptive %t: %v, want %v ± %.1g", s, lo, hi, x, adaptive, got[0], 3+2*x, tol)
				}
			}
			if got := (Settings{Stencil: s, Lo: []float64{lo}, Hi: []float64{hi}}).Gradient(nil, f, []float64{x}); !(math.Abs(got[0]/(3+2*x)-1) <= tol) {
				t.Errorf("%v in [%v, %v] at %v: Gradient %v, want %v ± %.1g", s, lo, hi, x, got[0], 3+2*x, tol)
			}
		}
	}
}

// What bounds can't mean is refused, whatever is asked for.
func TestBoundsThatContradict(t *testing.T) {
	f := func(x []float64) float64 { return x[0] + x[1] }
	for _, b := range []struct{ lo, hi, x []float64 }{
		{[]float64{0, 2}, []float64{1, 1}, []float64{0.5, 1.5}},
		{[]float64{0, 1}, []float64{1, 1}, []float64{0.5, 1.5}},
		{[]float64{0, math.NaN()}, []float64{1, 1}, []float64{0.5, 0.5}},
		{[]float64{0, 0}, []float64{1, 1}, []float64{0.5, math.NaN()}},
	} {
		set := Settings{Lo: b.lo, Hi: b.hi}
		for name, run := range map[string]func(){
			"Gradient": func() { set.Gradient(nil, f, b.x) },
			"Source":   func() { NewSource(f, 2, set).Grad(make([]float64, 2), b.x) },
			"Hessian":  func() { set.Hessian(nil, f, b.x) },
			"Diag":     func() { set.HessianDiag(nil, f, b.x) },
			"along":    func() { set.DirectionalDerivative(f, b.x, []float64{1, 0}) },
		} {
			func() {
				defer func() {
					if r := recover(); r == nil || len(fmt.Sprint(r)) < 5 || fmt.Sprint(r)[:4] != "fd: " {
						t.Errorf("%s in %v, %v at %v: %v", name, b.lo, b.hi, b.x, r)
					}
				}()
				run()
			}()
		}
	}
}
