package dataset_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

// squares returns the gradient of ½(a + b·speed - distance)² for one sample.
func squares(d dataset.Data) dataset.SampleGrad {
	return func(dst, x []float64, i int) {
		e := x[0] + x[1]*d.X[i][0] - d.Y[i][0]
		dst[0], dst[1] = e, e*d.X[i][0]
	}
}

// TestFullGradientIsMeanOfBatches: over an epoch without replacement, the batches'
// gradients, weighted by their lengths, make the full gradient, whatever the batch size.
func TestFullGradientIsMeanOfBatches(t *testing.T) {
	n := dataset.Cars().Len()
	rapid.Check(t, func(t *rapid.T) {
		x := []float64{rapid.Float64Range(-50, 50).Draw(t, "a"), rapid.Float64Range(-5, 5).Draw(t, "b")}
		checkMeanOfBatches(t, x, rapid.IntRange(1, n).Draw(t, "size"))
	})
}

// TestFullGradientIsMeanOfSamples: the mean is over all samples, not over one batch's.
func TestFullGradientIsMeanOfSamples(t *testing.T) { checkMeanOfBatches(t, []float64{1, 1}, 1) }

func checkMeanOfBatches(t rapid.TB, x []float64, size int) {
	t.Helper()
	d := dataset.Cars()
	one := squares(d)
	whole := make([]int, d.Len())
	for i := range whole {
		whole[i] = i
	}
	s, err := dataset.NewSampler(d.Len(), dataset.Settings{Size: size, Rand: pcg(8, 8)})
	if err != nil {
		t.Fatal(err)
	}
	full := dataset.MeanGrad(nil, x, whole, one)
	sum, g := make([]float64, 2), make([]float64, 2)
	scale := 0.0
	for b := range s.Batches() {
		dataset.MeanGrad(g, x, b, one)
		for j, v := range g {
			sum[j] += v * float64(len(b)) / float64(d.Len())
			scale = max(scale, math.Abs(v))
		}
	}
	for j := range sum {
		if math.Abs(sum[j]-full[j]) > 1e-12*(1+scale) {
			t.Fatalf("coordinate %d: mean of the batches %v, full gradient %v", j, sum[j], full[j])
		}
	}
}

// TestStochastic: the source goes through the batches in turn and allocates nothing.
func TestStochastic(t *testing.T) {
	d := dataset.Cars()
	s, err := dataset.NewSampler(d.Len(), dataset.Settings{Size: 20})
	if err != nil {
		t.Fatal(err)
	}
	grad := dataset.Stochastic(s, squares(d))
	x, g := []float64{1, 2}, make([]float64, 2)
	for _, batch := range [][2]int{{0, 20}, {20, 40}, {40, 50}, {0, 20}} {
		var index []int
		for i := batch[0]; i < batch[1]; i++ {
			index = append(index, i)
		}
		grad(g, x)
		if want := dataset.MeanGrad(nil, x, index, squares(d)); !slices.Equal(g, want) {
			t.Errorf("batch %v: %v, want %v", batch, g, want)
		}
	}
	if n := allocs.PerRun(100, func() { grad(g, x) }); n != 0 {
		t.Errorf("%v allocations per gradient", n)
	}
}

// TestCars: the data are the published ones, whose regression line is known.
func TestCars(t *testing.T) {
	d := dataset.Cars()
	var n, sx, sy, sxx, sxy float64
	for i := range d.X {
		x, y := d.X[i][0], d.Y[i][0]
		n, sx, sy, sxx, sxy = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	slope := (n*sxy - sx*sy) / (n*sxx - sx*sx)
	line := fmt.Sprintf("distance = %.2f + %.3f speed", (sy-slope*sx)/n, slope)
	if want := "distance = -17.58 + 3.932 speed"; n != 50 || line != want {
		t.Errorf("%v samples, %s, want %s", n, line, want)
	}
}

func TestNew(t *testing.T) {
	row := func(v ...float64) []float64 { return v }
	for name, c := range map[string]struct{ x, y [][]float64 }{
		"empty":  {nil, nil},
		"counts": {[][]float64{row(1)}, nil},
		"ragged": {[][]float64{row(1), row(1, 2)}, [][]float64{row(1), row(1)}},
		"NaN":    {[][]float64{row(1)}, [][]float64{row(math.NaN())}},
		"Inf":    {[][]float64{row(math.Inf(1))}, [][]float64{row(1)}},
	} {
		if _, err := dataset.New(c.x, c.y); !errors.Is(err, dataset.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	d, err := dataset.New([][]float64{row(1), row(2), row(3)}, [][]float64{row(4), row(5), row(6)})
	if err != nil {
		t.Fatal(err)
	}
	if s := d.Subset([]int{2, 0}); s.Len() != 2 || s.X[0][0] != 3 || s.Y[1][0] != 4 {
		t.Errorf("subset %v", s)
	}
	defer func() {
		if recover() == nil {
			t.Error("an index outside the set did not panic")
		}
	}()
	d.Subset([]int{3})
}
