package convergence

import (
	"fmt"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

// The figures of docs/sources.md, computed.
func TestSourcesPaper(t *testing.T) {
	page := pagetest.Open("../../docs/sources.md")

	sum := 0.0
	for k := range 20 {
		sum += math.Pow(-1.5*1.5, float64(k))
	}
	if off := math.Abs(sum - 1/3.25); off < 1e6 {
		t.Errorf("twenty terms of 1/(1+t²) at 1.5 are off by %g", off)
	}
	page.Says(t, "off by more than a million at $t = 1.5$")

	miss := func(s fd.Stencil, h float64) float64 { return math.E - fd.Derivative(math.Exp, 1, s, h) }
	page.Says(t, fmt.Sprintf("the error over $h$ tends to %.3f", -miss(fd.Forward, 1e-5)/1e-5))
	if r := miss(fd.Central, 0.01) / (0.01 * 0.01 * math.E / 6); math.Abs(r+1) > 0.01 {
		t.Errorf("the central remainder over h²f‴/6 is %g, want -1", r)
	}
	if fd.Central.Extrapolate(2).Order != 4 || fd.Forward.Extrapolate(2).Order != 2 {
		t.Error("orders gained: want two by the central difference, one by the forward one")
	}
	// (14) tends to the error of ζ(h).
	for _, s := range []fd.Stencil{fd.Forward, fd.Central} {
		h := 1.0 / 64
		estimate := (miss(s, 2*h) - miss(s, h)) / (math.Pow(2, float64(s.Order)) - 1)
		if r := estimate / miss(s, h); math.Abs(r-1) > 0.05 {
			t.Errorf("(14) over the error: %g for %v", r, s)
		}
	}
	cubic := func(x float64) float64 { return x*x*x + 2*x*x + 12*x + 100 }
	first, second := 0.0, 0.0
	for k := range 100 {
		x := 1 + float64(k)/50
		truth := 3*x*x + 4*x + 12
		first = max(first, math.Abs(fd.Derivative(cubic, x, fd.Forward, 1e-6)-truth))
		second = max(second, math.Abs(fd.Derivative(cubic, x, fd.Forward2, 1e-5)-truth))
	}
	if second > first/1000 {
		t.Errorf("errors %g and %g: not a thousandth", first, second)
	}

	page.Says(t, fmt.Sprintf("%.4f in the plane, and gives %.3f where the gradient is 3", Shrink(2), 3*Shrink(2)))

	load := func(name string) study.Table {
		table, err := study.Load("../../testdata/study/convergence", name)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	linear := load("moments").Where("h", 0.001).Where("problem", "linear").Where("n", 300)
	if times := 1 / linear.Value("mean"); math.Abs(times-300) > 10 {
		t.Errorf("(23) is %g times too large", times)
	}
	runs := load("benchmark").Where("problem", "LogQuad").Where("rule", "SGD")
	few := runs.Where("k", 3).Where("estimator", "sphere")
	page.Says(t, fmt.Sprintf("fires at a true gradient of %.4f", few.Value("grad")))
	if r := few.Value("true_steps") / runs.Where("k", 0).Value("true_steps"); math.Abs(r-1) > 0.02 {
		t.Errorf("to a true gradient of 0.001 it takes %g times the exact iterations", r)
	}
}
