package blackbox_test

import (
	"errors"
	"math"
	"reflect"
	"testing"

	"github.com/gradstep/gradstep/pkg/blackbox"
)

func TestBox(t *testing.T) {
	inf := math.Inf(1)
	b, err := blackbox.NewBox([]float64{5, 0, 100}, []float64{0, -inf, 0}, []float64{10, inf, inf}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range [][2][]float64{{{0.5, 0, 0}, {5, 0, 100}}, {{1, -3, 1}, {10, -3, 200}}, {{2, 1, -2}, {10, 1, 0}}} {
		if got := b.X(q[0]); !reflect.DeepEqual(got, q[1]) {
			t.Errorf("x(%v) = %v, want %v", q[0], got, q[1])
		}
	}
	u := []float64{2, 1, -2}
	if b.Project(u); !reflect.DeepEqual(u, []float64{1, 1, -1}) || !reflect.DeepEqual(b.U(b.X(u)), u) {
		t.Errorf("projected: %v", u)
	}
	for _, q := range []struct{ start, lo, hi, scale []float64 }{
		{start: []float64{math.NaN()}},
		{start: []float64{1}, lo: []float64{2}},
		{start: []float64{1}, lo: []float64{1}, hi: []float64{0.5}},
		{start: []float64{1}, lo: []float64{0, 1}},
		{start: []float64{1}, scale: []float64{0}},
		{start: []float64{1}, hi: []float64{math.NaN()}},
	} {
		if _, err := blackbox.NewBox(q.start, q.lo, q.hi, q.scale); !errors.Is(err, blackbox.ErrValue) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
