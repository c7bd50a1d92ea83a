package trials

import (
	"fmt"
	"math"
	"slices"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
	"github.com/gradstep/gradstep/pkg/picture"
)

// Ended is where trials ended, in the order of their seeds.
type Ended struct {
	First  uint64 // the seed of B[0]; the others follow
	B      []float64
	Passes int // of one trial, on average
}

// checkCount panics unless n is a number of trials.
func checkCount(n int) {
	if n < 0 || n > 1<<24 {
		panic(fmt.Sprintf("trials: %d trials", n))
	}
}

// Run makes the trials of the seeds first, …, first+n-1 on all cores.
func Run(s Scenario, m Method, photos []*picture.Image, first uint64, n int) (Ended, error) {
	checkCount(n)
	type end struct {
		b      float64
		passes int
	}
	ends, err := parallel.Map(n, func(i int) (end, error) {
		seed := first + uint64(i)
		t, err := s.Trial(seed, photos)
		if err != nil {
			return end{}, err
		}
		b, passes, err := m.Find(t)
		if err != nil {
			return end{}, fmt.Errorf("trials: %s, %s, seed %d: %w", s.Name, m.Name, seed, err)
		}
		return end{b, passes}, nil
	})
	e := Ended{First: first}
	for _, v := range ends {
		e.B = append(e.B, v.b)
		e.Passes += v.passes
	}
	e.Passes /= max(1, n)
	return e, err
}

// Summary counts what became of trials.
type Summary struct {
	Trials int
	Fates  [fates]int
	Median float64 // of |b - b*|
}

// Share returns the percentage of trials with this fate.
func (s Summary) Share(f Fate) float64 {
	if f < 0 || int(f) >= len(s.Fates) {
		panic(fmt.Sprintf("trials: Share: fate %d of %d", f, len(s.Fates)))
	}
	return 100 * float64(s.Fates[f]) / float64(s.Trials)
}

// Summary counts the first n of the trials, or all if there are fewer.
func (e Ended) Summary(n int) (s Summary) {
	if n < 0 {
		panic(fmt.Sprintf("trials: Summary of %d trials", n))
	}
	var errs []float64
	for i, b := range e.B[:min(n, len(e.B))] {
		target, _ := Ends(e.First + uint64(i))
		s.Fates[FateOf(target, b)]++
		errs = append(errs, math.Abs(b-target))
	}
	s.Trials = len(errs)
	if s.Trials > 0 {
		slices.Sort(errs)
		s.Median = errs[len(errs)/2]
	}
	return s
}
