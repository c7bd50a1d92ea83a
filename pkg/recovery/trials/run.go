package trials

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/gradstep/gradstep/pkg/picture"
)

// Ended is where trials ended, in the order of their seeds.
type Ended struct {
	First  uint64 // the seed of B[0]; the others follow
	B      []float64
	Passes int // of one trial, on average
}

// Run makes the trials of the seeds first, …, first+n-1 on all cores.
func Run(s Scenario, m Method, photos []*picture.Image, first uint64, n int) (Ended, error) {
	e := Ended{First: first, B: make([]float64, n)}
	errs := make([]error, n)
	var next, passes atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				seed := first + uint64(i)
				t, err := s.Trial(seed, photos)
				if err != nil {
					errs[i] = err
					continue
				}
				b, spent, err := m.Find(t)
				if err != nil {
					errs[i] = fmt.Errorf("trials: %s, %s, seed %d: %w", s.Name, m.Name, seed, err)
				}
				e.B[i] = b
				passes.Add(int64(spent))
			}
		})
	}
	wg.Wait()
	e.Passes = int(passes.Load()) / max(1, n)
	return e, errors.Join(errs...)
}

// Summary counts what became of trials.
type Summary struct {
	Trials int
	Fates  [fates]int
	Median float64 // of |b - b*|
}

// Share returns the percentage of trials with this fate.
func (s Summary) Share(f Fate) float64 { return 100 * float64(s.Fates[f]) / float64(s.Trials) }

// Summary counts the first n of the trials, or all if there are fewer.
func (e Ended) Summary(n int) (s Summary) {
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
