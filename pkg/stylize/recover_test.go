package stylize

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/optim"
)

// turned returns coordinates that have been turned at generic parameters, and the
// distance that they make round.
func turned(t *testing.T) (*coordinates, *Match, []float64) {
	t.Helper()
	c, p := smooth()
	m := &Match{Chain: c, Src: noise(small.Len(), 5), Target: noise(small.Len(), 6)}
	co := newCoordinates(parameters(c), p, 0.7)
	if err := co.whiten(m, 0); err != nil {
		t.Fatal(err)
	}
	return co, m, p
}

// At x = 0 the coordinates give the origin, the gradient in x follows from the chain
// rule, and the Gauss-Newton Hessian in x is the identity.
func TestCoordinates(t *testing.T) {
	co, m, p := turned(t)
	n := len(p) - 1
	x := make([]float64, n+1)
	for i, v := range co.params(x) {
		if math.Abs(v-p[i]) > 1e-12 {
			t.Errorf("parameter %d at 0 is %v, want %v", i, v, p[i])
		}
	}
	for i := range x {
		x[i] = 0.001 * float64(i-3)
	}
	f := func(x []float64) float64 {
		p := co.params(x)
		return m.Func(p[:n]) + 0.01*math.Log(p[n])
	}
	g := make([]float64, n+1)
	q := co.params(x)
	m.Grad(g[:n], q[:n])
	g[n] = 0.01 / q[n]
	co.gradient(g)
	for i, want := range fd.Gradient(nil, f, x, fd.Central4, 1e-4) {
		if math.Abs(g[i]-want) > 1e-7 {
			t.Errorf("∂/∂x[%d] is %v, differences give %v", i, g[i], want)
		}
	}
	out := func(x []float64) []float64 { return slices.Clone(m.Chain.Forward(m.Src, co.params(x)[:n])) }
	zero := make([]float64, n+1)
	base := out(zero)
	j := make([][]float64, n)
	for k := range n {
		zero[k] = 1e-6
		j[k] = out(zero)
		zero[k] = 0
		for i := range base {
			j[k][i] = (j[k][i] - base[i]) / 1e-6
		}
	}
	for a := range n {
		for b := range n {
			want := 0.0
			if a == b {
				want = 1
			}
			if got := 2 * dot(j[a], j[b]) / float64(len(base)); math.Abs(got-want) > 0.02 {
				t.Errorf("Hessian (%d, %d) is %v, want %v", a, b, got, want)
			}
		}
	}
}

func TestCoordinatesProject(t *testing.T) {
	co, m, p := turned(t)
	x := make([]float64, len(p))
	for i := range x {
		x[i] = 1e-4
	}
	same := slices.Clone(x)
	if co.project(x); !slices.Equal(x, same) {
		t.Errorf("a point inside moves from %v to %v", same, x)
	}
	for i := range x {
		x[i] = 50
	}
	co.project(x)
	for i, v := range co.params(x) {
		q := parameters(m.Chain)[i]
		if v < q.Lo-1e-9 || v > q.Hi+1e-9 {
			t.Errorf("%s is %v after the projection", q.Name, v)
		}
	}
}

func TestHold(t *testing.T) {
	src, weights := noise(small.Len(), 1), noise(small.Len(), 2)
	dst, want := make([]float64, len(src)), make([]float64, len(src))
	for index, value := range []float64{4.3, 0.37} {
		h := Hold(Contrast{}, index, value)
		free := []float64{4.3, 0.37}[1-index]
		if got := h.Params(); len(got) != 1 || got[0] != (Contrast{}).Params()[1-index] {
			t.Fatalf("Params: %v", got)
		}
		h.Forward(dst, src, []float64{free})
		(Contrast{}).Forward(want, src, []float64{4.3, 0.37})
		if !slices.Equal(dst, want) {
			t.Error("a held parameter changes the output")
		}
		g, both := make([]float64, 1), make([]float64, 2)
		h.Backward(nil, g, weights, dst, src, []float64{free})
		(Contrast{}).Backward(nil, both, weights, want, src, []float64{4.3, 0.37})
		if g[0] != both[1-index] {
			t.Errorf("gradient %v, want %v", g[0], both[1-index])
		}
	}
}

func TestRecoverErrors(t *testing.T) {
	size := Size{20, 20, 1}
	src := noise(size.Len(), 11)
	gray := NewChain(size, Tone{}, NewWhiteBalance(size))
	if _, err := Recover(gray, src, src, []float64{1, 1, 1, 1, 9}, Joint); !errors.Is(err, ErrFlat) {
		t.Errorf("the white balance of a grey image: %v", err)
	}
	twice := NewChain(size, Tone{}, Tone{})
	if _, err := Recover(twice, src, src, []float64{1, 1, 1, 1, 9}, Joint); err != nil && !errors.Is(err, ErrFlat) {
		t.Errorf("the same twice: %v", err)
	}
	bad := slices.Clone(src)
	bad[7] = math.NaN()
	for name, pair := range map[string][2][]float64{"src": {bad, src}, "target": {src, bad}} {
		if _, err := Recover(NewChain(size, Tone{}), pair[0], pair[1], []float64{1, 1, 9}, Joint); !errors.Is(err, optim.ErrNotFinite) {
			t.Errorf("NaN in %s: %v", name, err)
		}
	}
	white := make([]float64, size.Len())
	for i := range white {
		white[i] = 1
	}
	if _, err := Recover(NewChain(size, Tone{}), src, white, []float64{1, 1, 9}, Joint); err == nil {
		t.Error("an image that is white all over is taken")
	}
	defer func() {
		if recover() == nil {
			t.Error("a start of the wrong length: no panic")
		}
	}()
	_, _ = Recover(gray, src, src, []float64{1}, Joint)
}
