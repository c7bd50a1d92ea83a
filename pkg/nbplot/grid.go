package nbplot

import (
	"fmt"
	"math"
)

// A Grid holds a function's values on a rectangle: Z[j*len(X)+i] at (X[i], Y[j]).
// X and Y ascend.
type Grid struct{ X, Y, Z []float64 }

// GridFunc computes f at every pair of xs and ys.
func GridFunc(f func(x, y float64) float64, xs, ys []float64) Grid {
	g := Grid{append([]float64(nil), xs...), append([]float64(nil), ys...), make([]float64, 0, len(xs)*len(ys))}
	for _, y := range ys {
		for _, x := range xs {
			g.Z = append(g.Z, f(x, y))
		}
	}
	return g
}

// Linspace returns n numbers evenly from lo to hi, both included.
func Linspace(lo, hi float64, n int) []float64 {
	if n < 2 {
		panic(fmt.Sprintf("nbplot: Linspace of %d numbers: at least 2", n))
	}
	out := make([]float64, n)
	for i := range out {
		t := float64(i) / float64(n-1)
		out[i] = lo*(1-t) + hi*t
	}
	out[0], out[n-1] = lo, hi
	return out
}

// Logspace returns n numbers from lo to hi, both included, each the same factor
// above the one before; lo and hi are positive.
func Logspace(lo, hi float64, n int) []float64 {
	if !(lo > 0) || !(hi > 0) {
		panic(fmt.Sprintf("nbplot: Logspace from %v to %v: both must be positive", lo, hi))
	}
	out := Linspace(math.Log(lo), math.Log(hi), n)
	for i := range out {
		out[i] = math.Exp(out[i])
	}
	out[0], out[n-1] = lo, hi
	return out
}

func (g Grid) check(kind, label string, x, y Axis) error {
	if len(g.X) < 2 || len(g.Y) < 2 {
		return fmt.Errorf("nbplot: %s %q: a grid of %d × %d values: at least 2 × 2", kind, label, len(g.X), len(g.Y))
	}
	for _, a := range []struct {
		name string
		v    []float64
		log  bool
	}{{"x", g.X, x.Log}, {"y", g.Y, y.Log}} {
		for i, v := range a.v {
			if err := checkValue(kind, label, a.name, i, v, a.log); err != nil {
				return err
			}
			if i > 0 && v <= a.v[i-1] {
				return fmt.Errorf("nbplot: %s %q: %s[%d] = %v does not lie above %s[%d] = %v: a grid's sides ascend", kind, label, a.name, i, v, a.name, i-1, a.v[i-1])
			}
		}
	}
	for k, v := range g.Z {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("nbplot: %s %q: the value at x[%d] = %v, y[%d] = %v is %v", kind, label, k%len(g.X), g.X[k%len(g.X)], k/len(g.X), g.Y[k/len(g.X)], v)
		}
	}
	return nil
}

func (g Grid) mustFit(kind, label string) {
	if len(g.Z) != len(g.X)*len(g.Y) {
		panic(fmt.Sprintf("nbplot: %s %q: %d values on a grid of %d × %d", kind, label, len(g.Z), len(g.X), len(g.Y)))
	}
}

func (g Grid) addExtent(x, y *extent) {
	x.add(g.X[0])
	x.add(g.X[len(g.X)-1])
	y.add(g.Y[0])
	y.add(g.Y[len(g.Y)-1])
}

// cellEdges are the borders between the cells around sample places, as the
// axis shows them: half-way, on a logarithmic axis in the geometric sense.
func cellEdges(v []float64, log bool) []float64 {
	n := len(v)
	out := make([]float64, n+1)
	for i := 1; i < n; i++ {
		if log {
			out[i] = math.Sqrt(v[i-1]) * math.Sqrt(v[i])
		} else {
			out[i] = v[i-1] + (v[i]-v[i-1])/2
		}
	}
	if log {
		out[0], out[n] = v[0]*v[0]/out[1], v[n-1]*v[n-1]/out[n-1]
	} else {
		out[0], out[n] = 2*v[0]-out[1], 2*v[n-1]-out[n-1]
	}
	return out
}
