package lesson

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/testdata/solutions"
)

type (
	back  = func(w [3]float64, dy []float64) []float64
	early = func(validation []float64, patience int) (best, end int)
	norm  = func(x, dy []float64) []float64
)

// Wrong answers to the exercises of lesson 13, by a part of what is said of each.
var (
	wrongBack = map[string]back{
		"Mirror the kernel": solutions.Training1Forward,
		"ends are left out": solutions.Training1Short,
		"Only the middle": func(w [3]float64, dy []float64) []float64 {
			return solutions.Training1([3]float64{0, w[1], 0}, dy)
		},
		"too many": func(w [3]float64, dy []float64) []float64 {
			return append(solutions.Training1(w, dy), w[2]*dy[len(dy)-1])
		},
		"One number is missing": func(w [3]float64, dy []float64) []float64 {
			return solutions.Training1(w, dy)[:len(dy)-1]
		},
		"sum of the weights": func(w [3]float64, dy []float64) []float64 {
			return solutions.Training1([3]float64{0, w[0] + w[1] + w[2], 0}, dy)
		},
		"sign is turned": func(w [3]float64, dy []float64) []float64 {
			return solutions.Training1([3]float64{-w[0], -w[1], -w[2]}, dy)
		},
	}
	wrongEarly = map[string]early{
		"best row of all":      solutions.Training2Whole,
		"no improvement":       solutions.Training2Ties,
		"It never stops":       func(v []float64, _ int) (int, int) { return solutions.Training2(v, len(v)) },
		"a row too early":      func(v []float64, p int) (int, int) { return solutions.Training2(v, p-1) },
		"a row too late":       func(v []float64, p int) (int, int) { return solutions.Training2(v, p+1) },
		"counted from 0":       func(v []float64, p int) (int, int) { b, e := solutions.Training2(v, p); return b + 1, e + 1 },
		"comes first":          func(v []float64, p int) (int, int) { b, e := solutions.Training2(v, p); return e, b },
		"returned as the best": func(v []float64, p int) (int, int) { _, e := solutions.Training2(v, p); return e, e },
		"largest loss is kept": func(v []float64, p int) (int, int) { return solutions.Training2(negated(v), p) },
	}
	wrongNorm = map[string]norm{
		"for constants":   solutions.Training3Constant,
		"through μ only":  solutions.Training3Mean,
		"through σ only":  func(x, dy []float64) []float64 { return normBack(x, dy, 0, 1, 0, 1) },
		"Both terms":      func(x, dy []float64) []float64 { return normBack(x, dy, -1, -1, 0, 1) },
		"means are sums":  func(x, dy []float64) []float64 { m := float64(len(x)); return normBack(x, dy, m, m, 0, 1) },
		"by σ is missing": func(x, dy []float64) []float64 { return normBack(x, dy, 1, 1, 0, 0) },
		"by the variance": func(x, dy []float64) []float64 { return normBack(x, dy, 1, 1, 0, 2) },
		"not by m − 1":    func(x, dy []float64) []float64 { return normBack(x, dy, 1, 1, 1, 1) },
		"sign is turned":  func(x, dy []float64) []float64 { return negated(solutions.Training3(x, dy)) },
	}
)

func negated(v []float64) []float64 {
	out := slices.Clone(v)
	for i := range out {
		out[i] = -out[i]
	}
	return out
}

// normBack is the step back of batch normalization with weights a and b of its two terms, a variance divided by
// m - off, and the power of σ by which it divides.
func normBack(x, dy []float64, a, b, off, power float64) []float64 {
	m, mean, variance, first, second := float64(len(x)), 0.0, 0.0, 0.0, 0.0
	for _, v := range x {
		mean += v / m
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / (m - off)
	}
	sigma := math.Sqrt(variance)
	for i, d := range dy {
		first, second = first+d/m, second+d*(x[i]-mean)/sigma/m
	}
	dx := make([]float64, len(x))
	for i, d := range dy {
		dx[i] = (d - a*first - b*(x[i]-mean)/sigma*second) / math.Pow(sigma, power)
	}
	return dx
}

func values[K comparable, V any](m map[K]V) (list []V) {
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

func TestTraining(t *testing.T) {
	outcomes(t, Training1, solutions.Training1, func([3]float64, []float64) []float64 { return nil }, values(wrongBack)...)
	outcomes(t, Training2, solutions.Training2, func([]float64, int) (int, int) { return -1, -1 }, values(wrongEarly)...)
	outcomes(t, Training3, solutions.Training3, func(x, dy []float64) []float64 { return nil }, values(wrongNorm)...)
	// The reference of these tests is the one of the exercise.
	if got, want := normBack([]float64{0, 1, 5}, []float64{1, 0, 2}, 1, 1, 0, 1), solutions.Training3([]float64{0, 1, 5}, []float64{1, 0, 2}); math.Abs(got[0]-want[0]) > 1e-12 {
		t.Errorf("%v, want %v", got, want)
	}
}

// A mistake is told by its name, and a hint comes with it.
func TestTrainingNamesTheMistake(t *testing.T) {
	told := func(want string, v Verdict) {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) || !strings.Contains(v.Reason, "Hint:") {
			t.Errorf("want a verdict with %q and a hint, got %v", want, v)
		}
	}
	for want, answer := range wrongBack {
		told(want, Training1(answer))
	}
	for want, answer := range wrongEarly {
		told(want, Training2(answer))
	}
	for want, answer := range wrongNorm {
		told(want, Training3(answer))
	}
}
