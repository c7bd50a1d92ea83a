package fd_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

// line is a problem of Moré and Wild along a random line through its start, a unit of which is as long
// as the start.
type line struct {
	p        testfunc.MoreWild
	start, d []float64
	x, r     []float64
}

func newLine(p testfunc.MoreWild, rng *rand.Rand) *line {
	l := &line{p: p, start: p.Start(), d: make([]float64, p.N), x: make([]float64, p.N), r: make([]float64, p.M)}
	length, norm := 1.0, 0.0
	for i := range l.d {
		l.d[i] = rng.NormFloat64()
		norm = math.Hypot(norm, l.d[i])
		length = max(length, math.Abs(l.start[i]))
	}
	for i := range l.d {
		l.d[i] *= length / norm
	}
	return l
}

func (l *line) at(t float64) []float64 {
	for i := range l.x {
		l.x[i] = l.start[i] + t*l.d[i]
	}
	return l.x
}

func (l *line) residual(i int, t float64) float64 {
	l.p.Residuals(l.r, l.at(t))
	return l.r[i]
}

// sum is the sum of the absolute values of the components.
func (l *line) sum(t float64) (s float64) {
	l.p.Residuals(l.r, l.at(t))
	for _, r := range l.r {
		s += math.Abs(r)
	}
	return s
}

// root is where a component changes its sign between -1 and 1, and so where the sum of their absolute
// values has a kink.
func (l *line) root() (float64, bool) {
	const n = 400
	for i := range l.p.M {
		for k := range n {
			lo, hi := -1+2*float64(k)/n, -1+2*float64(k+1)/n
			below, above := l.residual(i, lo), l.residual(i, hi)
			if !(below*above < 0) {
				continue
			}
			for range 60 {
				mid := lo + (hi-lo)/2
				if l.residual(i, mid)*below > 0 {
					lo = mid
				} else {
					hi = mid
				}
			}
			return lo, math.Abs(l.residual(i, lo)) < 1e-9*max(math.Abs(below), math.Abs(above)) // and not at a jump of its own
		}
	}
	return 0, false
}

// Nothing was set on Moré and Wild's problems either: sums of squares are smooth, sums of absolute
// values have a kink where a component passes through 0, and sums with noise are noisy.
func TestDiagnoseOnMoreWild(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 9))
	var table [3][6]int
	for _, p := range testfunc.MoreWildProblems() {
		for range 3 {
			l := newLine(p, rng)
			root, has := l.root()
			for row, form := range []testfunc.Form{testfunc.SumSquares, testfunc.SumAbs, testfunc.UniformNoise} {
				at, f := rng.Float64()-0.5, p.Problem(form, rng).Func
				if form == testfunc.SumAbs {
					// Six functions have other components in this form, which see max(x, 0).
					if at = root; !has || math.Abs(f(l.at(at))-l.sum(at)) > 1e-9*l.sum(at) {
						continue
					}
				}
				d, err := fd.Diagnose(func(t float64) float64 { return f(l.at(t)) }, at)
				if err != nil {
					continue // the line leaves the domain
				}
				table[row][d.Kind]++
				if want := [...]fd.Kind{fd.Smooth, fd.Kink, fd.Noisy}[row]; d.Kind != want {
					t.Logf("%v %v at %v: %v: %s", p, form, at, d.Kind, d.Reason)
				}
			}
		}
	}
	text := "| problems | points | smooth | kink | jump | plateau | noisy | unknown |\n|---|---|---|---|---|---|---|---|\n"
	right, wrong := 0, 0
	for row, n := range table {
		all := 0
		for _, c := range n {
			all += c
		}
		own := [...]fd.Kind{fd.Smooth, fd.Kink, fd.Noisy}[row]
		right += n[own]
		wrong += all - n[own] - n[fd.Unknown]
		text += fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d | %d |\n", [...]string{"sums of squares", "sums of absolute values, where one is 0", "sums with noise of 10⁻³"}[row],
			all, n[fd.Smooth], n[fd.Kink], n[fd.Jump], n[fd.Plateau], n[fd.Noisy], n[fd.Unknown])
	}
	if wrong*100 > right+wrong {
		t.Errorf("%d right, %d wrong", right, wrong)
	}
	pagetest.Open("../../docs/diagnosis.md").Tables(t, map[string]string{"more-wild": text})
}
