package optim

import (
	"runtime"
	"sync"
)

const (
	parallelFrom = 1 << 20 // below a million elements one core is done before the others wake up
	spanUnit     = 4       // spans start at multiples of the kernels' unrolling, so bits don't depend on their number
)

// spanner is the part of a rule that works on x[lo:hi] and the same span of its
// memory. Spans are independent, so their number and order don't change a bit.
type spanner interface {
	span(x []float64, lo, hi int)
}

type spanTask struct {
	s      spanner
	x      []float64
	lo, hi int
	done   *sync.WaitGroup
}

var (
	workers    sync.Once
	tasks      chan spanTask
	waitGroups = sync.Pool{New: func() any { return new(sync.WaitGroup) }}
)

// startWorkers starts one goroutine for each core but the caller's. They live as
// long as the program: starting them anew would allocate in every step.
func startWorkers() {
	n := runtime.NumCPU() - 1
	tasks = make(chan spanTask, n)
	for range n {
		go func() {
			for t := range tasks {
				t.s.span(t.x, t.lo, t.hi)
				t.done.Done()
			}
		}()
	}
}

// sweep runs s over the whole of x, on all cores when x is long.
func sweep(s spanner, x []float64) {
	n := len(x)
	parts := min(runtime.GOMAXPROCS(0), runtime.NumCPU())
	if n < parallelFrom || parts < 2 {
		s.span(x, 0, n)
		return
	}
	workers.Do(startWorkers)
	size := (n/parts + spanUnit - 1) / spanUnit * spanUnit
	done := waitGroups.Get().(*sync.WaitGroup)
	lo := 0
	for ; n-lo > size; lo += size {
		done.Add(1)
		tasks <- spanTask{s, x, lo, lo + size, done}
	}
	s.span(x, lo, n)
	done.Wait()
	waitGroups.Put(done)
}
