package optim_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// table prints rates, with a bar of at most 20 characters, at some of a schedule's steps.
func table(s optim.Schedule, steps ...int) {
	top := 0.0
	for _, k := range steps {
		top = max(top, s.Rate(k))
	}
	for _, k := range steps {
		rate := s.Rate(k)
		fmt.Println(strings.TrimRight(fmt.Sprintf("%-4d %.5f %s", k, rate, strings.Repeat("#", int(math.Round(20*rate/top)))), " "))
	}
}

func ExampleConstant() {
	table(optim.Constant(0.1), 0, 10, 100)
	// Output:
	// 0    0.10000 ####################
	// 10   0.10000 ####################
	// 100  0.10000 ####################
}

func ExampleStepDecay() {
	table(optim.StepDecay{Initial: 0.1, Factor: 0.5, Every: 10}, 0, 9, 10, 19, 20, 30)
	// Output:
	// 0    0.10000 ####################
	// 9    0.10000 ####################
	// 10   0.05000 ##########
	// 19   0.05000 ##########
	// 20   0.02500 #####
	// 30   0.01250 ###
}

func ExampleExponentialDecay() {
	table(optim.ExponentialDecay{Initial: 0.1, K: 0.05}, 0, 10, 20, 30, 40, 50)
	// Output:
	// 0    0.10000 ####################
	// 10   0.06065 ############
	// 20   0.03679 #######
	// 30   0.02231 ####
	// 40   0.01353 ###
	// 50   0.00821 ##
}

func ExampleInverseTime() {
	table(optim.InverseTime{Initial: 0.1, K: 0.1}, 0, 10, 20, 30, 40, 50)
	// Output:
	// 0    0.10000 ####################
	// 10   0.05000 ##########
	// 20   0.03333 #######
	// 30   0.02500 #####
	// 40   0.02000 ####
	// 50   0.01667 ###
}

func ExampleInverseSqrt() {
	table(optim.InverseSqrt{Diameter: 2, Lipschitz: 20}, 0, 3, 8, 15, 24, 99)
	fmt.Println("fixed for 100 steps:", optim.InverseSqrt{Diameter: 2, Lipschitz: 20, Horizon: 100}.Rate(0))
	// Output:
	// 0    0.10000 ####################
	// 3    0.05000 ##########
	// 8    0.03333 #######
	// 15   0.02500 #####
	// 24   0.02000 ####
	// 99   0.01000 ##
	// fixed for 100 steps: 0.01
}

func ExamplePolynomial() {
	table(optim.Polynomial{Initial: 0.1, End: 0.01, Power: 2, Steps: 40}, 0, 10, 20, 30, 40, 50)
	// Output:
	// 0    0.10000 ####################
	// 10   0.06063 ############
	// 20   0.03250 #######
	// 30   0.01562 ###
	// 40   0.01000 ##
	// 50   0.01000 ##
}

func ExampleCosine() {
	table(optim.Cosine{Initial: 0.1, Steps: 40}, 0, 10, 20, 30, 40, 50)
	fmt.Println("periodic:")
	table(optim.Cosine{Initial: 0.1, Steps: 40, Periodic: true}, 40, 60, 80)
	// Output:
	// 0    0.10000 ####################
	// 10   0.08536 #################
	// 20   0.05000 ##########
	// 30   0.01464 ###
	// 40   0.00000
	// 50   0.00000
	// periodic:
	// 40   0.00000
	// 60   0.05000 ##########
	// 80   0.10000 ####################
}

func ExampleWarmup() {
	table(optim.Warmup{Start: 0.1, Steps: 10, Then: optim.Cosine{Initial: 0.1, Steps: 40}}, 0, 5, 10, 20, 30, 50)
	// Output:
	// 0    0.01000 ##
	// 5    0.05500 ###########
	// 10   0.10000 ####################
	// 20   0.08536 #################
	// 30   0.05000 ##########
	// 50   0.00000
}

func ExampleRestarts() {
	table(optim.Restarts{Each: optim.Cosine{Initial: 0.1, Steps: 10}, Period: 10, Factor: 2}, 0, 5, 9, 10, 20, 29, 30, 50, 70)
	// Output:
	// 0    0.10000 ####################
	// 5    0.05000 ##########
	// 9    0.00245
	// 10   0.10000 ####################
	// 20   0.05000 ##########
	// 29   0.00062
	// 30   0.10000 ####################
	// 50   0.05000 ##########
	// 70   0.10000 ####################
}

func ExamplePiecewise() {
	table(optim.Piecewise{
		From:  []int{0, 10, 20},
		Parts: []optim.Schedule{optim.Constant(0.1), optim.Constant(0.05), optim.ExponentialDecay{Initial: 0.05, K: 0.1}},
	}, 0, 9, 10, 19, 20, 30)
	// Output:
	// 0    0.10000 ####################
	// 9    0.10000 ####################
	// 10   0.05000 ##########
	// 19   0.05000 ##########
	// 20   0.05000 ##########
	// 30   0.01839 ####
}

func ExamplePerEpoch() {
	// Half the rate every 2 epochs of 50 steps.
	table(optim.PerEpoch{Each: optim.StepDecay{Initial: 0.1, Factor: 0.5, Every: 2}, Steps: 50}, 0, 50, 99, 100, 199, 200)
	// Output:
	// 0    0.10000 ####################
	// 50   0.10000 ####################
	// 99   0.10000 ####################
	// 100  0.05000 ##########
	// 199  0.05000 ##########
	// 200  0.02500 #####
}

func ExampleProduct() {
	// Exponential decay on top of warm restarts, never below 0.01.
	s := optim.Clamp{
		Each: optim.Product{optim.Restarts{Each: optim.Cosine{Initial: 0.1, Steps: 10}, Period: 10}, optim.ExponentialDecay{Initial: 1, K: 0.05}},
		Lo:   0.01, Hi: 1,
	}
	table(s, 0, 5, 9, 10, 15, 20, 30)
	// Output:
	// 0    0.10000 ####################
	// 5    0.03894 ########
	// 9    0.01000 ##
	// 10   0.06065 ############
	// 15   0.02362 #####
	// 20   0.03679 #######
	// 30   0.02231 ####
}

// TestScheduleEdges: values outside the useful range don't make NaN or a panic.
func TestScheduleEdges(t *testing.T) {
	for name, c := range map[string]struct {
		got, want float64
	}{
		"step decay, Every 0":       {optim.StepDecay{Initial: 1, Factor: 0.5}.Rate(2), 0.25},
		"polynomial, Steps 0":       {optim.Polynomial{Initial: 1, End: 0.2, Power: 1}.Rate(5), 0.2},
		"polynomial past its end":   {optim.Polynomial{Initial: 1, End: 0.2, Power: 1, Steps: 4}.Rate(9), 0.2},
		"cosine, Steps 0":           {optim.Cosine{Initial: 1}.Rate(3), 0},
		"cosine past its end":       {optim.Cosine{Initial: 1, End: 0.3, Steps: 4}.Rate(9), 0.3},
		"warm-up of no steps":       {optim.Warmup{Then: optim.Constant(0.5)}.Rate(0), 0.5},
		"restarts, Period 0":        {optim.Restarts{Each: optim.Constant(0.5)}.Rate(7), 0.5},
		"piecewise before its time": {optim.Piecewise{From: []int{5}, Parts: []optim.Schedule{optim.InverseTime{Initial: 1, K: 1}}}.Rate(2), 1},
		"per epoch of no steps":     {optim.PerEpoch{Each: optim.InverseTime{Initial: 1, K: 1}}.Rate(1), 0.5},
		"empty product":             {optim.Product{}.Rate(1), 1},
		"clamp above":               {optim.Clamp{Each: optim.Constant(3), Lo: 0, Hi: 2}.Rate(0), 2},
		"n of the theorem":          {optim.InverseSqrt{Diameter: 1, Lipschitz: 1, N: 9}.Rate(8), 1},
	} {
		if math.Abs(c.got-c.want) > 1e-15 {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
	mustPanic(t, "Piecewise", func() { optim.Piecewise{From: []int{0, 1}, Parts: []optim.Schedule{optim.Constant(1)}}.Rate(0) })
}

// TestRestartsAreTheSource: with a Cosine of one period this is (5) of SGDR, at every step, for any
// factor; and the rates of a run of days do not take days to find.
func TestRestartsAreTheSource(t *testing.T) {
	for _, c := range []struct{ period, factor, steps int }{{1, 2, 40}, {10, 2, 70}, {4, 3, 500}, {7, 1, 30}, {5, 0, 12}} {
		s := optim.Restarts{Each: optim.Cosine{Initial: 0.5, End: 0.1, Steps: c.period}, Period: c.period, Factor: c.factor}
		since, length := 0, c.period
		for k := range c.steps {
			want := 0.1 + 0.2*(1+math.Cos(math.Pi*float64(since)/float64(length)))
			if got := s.Rate(k); math.Abs(got-want) > 1e-15 {
				t.Fatalf("%+v: rate %v at step %d, want %v", c, got, k, want)
			}
			if since++; since == length {
				since, length = 0, length*max(c.factor, 1)
			}
		}
	}
	// A schedule without rates between its steps holds each of them longer.
	steps := optim.Restarts{Each: optim.StepDecay{Initial: 1, Factor: 0.5, Every: 1}, Period: 2, Factor: 3}
	for k, want := range []float64{1, 0.5, 1, 1, 1, 0.5, 0.5, 0.5, 1} {
		if got := steps.Rate(k); got != want {
			t.Errorf("step %d: %v, want %v", k, got, want)
		}
	}
	if r := (optim.Restarts{Each: optim.Constant(1), Period: 1, Factor: 2}).Rate(math.MaxInt); r != 1 {
		t.Errorf("the last step: %v", r)
	}
}
