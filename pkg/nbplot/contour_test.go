package nbplot

import (
	"math"
	"testing"
)

func sample(f func(x, y float64) float64, n int) (xs, ys, z []float64) {
	xs, ys = Linspace(-2, 2, n), Linspace(-2, 2, n)
	return xs, ys, GridFunc(f, xs, ys).Z
}

// The level lines of x² + y² are circles, closed, and within the error of
// linear interpolation, h²/8 times the second derivative over the slope.
func TestCircles(t *testing.T) {
	const n = 81
	xs, ys, z := sample(func(x, y float64) float64 { return x*x + y*y }, n)
	h := 4.0 / (n - 1)
	for _, level := range []float64{0.25, 1, 3} {
		lines := levelLines(xs, ys, z, level)
		if len(lines) != 1 {
			t.Fatalf("level %v: %d lines", level, len(lines))
		}
		l := lines[0]
		if l[0] != l[len(l)-1] {
			t.Errorf("level %v: not closed", level)
		}
		r := math.Sqrt(level)
		for _, q := range l {
			if d := math.Abs(math.Hypot(float64(q.X), float64(q.Y)) - r); d > h*h/8*2/(2*r)*1.5+1e-12 {
				t.Errorf("level %v: %v is off by %v", level, q, d)
			}
		}
	}
}

func TestSaddle(t *testing.T) {
	xs, ys, z := sample(func(x, y float64) float64 { return x * y }, 20)
	for level, side := range map[float64]float64{0.05: 1, -0.05: -1} {
		lines := levelLines(xs, ys, z, level)
		if len(lines) != 2 {
			t.Fatalf("level %v of xy has %d branches, want 2", level, len(lines))
		}
		for _, l := range lines {
			for _, q := range l {
				if float64(q.X)*float64(q.Y)*side <= 0 {
					t.Errorf("level %v passes through %v", level, q)
				}
			}
		}
	}
}

// A level equal to values of the grid makes no broken or doubled line.
func TestLevelOnGridValues(t *testing.T) {
	xs, ys, z := sample(func(x, _ float64) float64 { return math.Round(x) }, 5)
	lines := levelLines(xs, ys, z, 1)
	if len(lines) != 1 || len(lines[0]) != 5 {
		t.Errorf("%d lines: %v", len(lines), lines)
	}
	if got := levelLines(xs, ys, z, 7); got != nil {
		t.Errorf("a level above all values has lines %v", got)
	}
}

func TestChosenLevels(t *testing.T) {
	if got := chooseLevels([]float64{0, 10}); len(got) < 4 || got[0] <= 0 || got[len(got)-1] >= 10 {
		t.Errorf("levels of 0 to 10: %v", got)
	}
	if got := chooseLevels([]float64{1e-9, 1e5}); len(got) != 10 || got[9] != 3e4 || got[8] != 1e4 {
		t.Errorf("levels of 10⁻⁹ to 10⁵: %v", got)
	}
	if got := chooseLevels([]float64{4, 4}); got != nil {
		t.Errorf("levels of a constant: %v", got)
	}
}

func TestCellEdges(t *testing.T) {
	lin := cellEdges([]float64{0, 1, 3}, false)
	for i, want := range []float64{-0.5, 0.5, 2, 4} {
		if lin[i] != want {
			t.Errorf("edge %d is %v, want %v", i, lin[i], want)
		}
	}
	log := cellEdges([]float64{1, 100}, true)
	for i, want := range []float64{0.1, 10, 1000} {
		if math.Abs(log[i]-want) > 1e-12*want {
			t.Errorf("edge %d is %v, want %v", i, log[i], want)
		}
	}
}
