package optim

import (
	"runtime"
	"sync"
	"sync/atomic"
)

const (
	parallelFrom = 1 << 20 // below a million elements, waking the other cores costs more than it saves
	spanLen      = 1 << 16 // what a core takes at a time: enough to be worth the asking, little enough that a slow core delays nobody
)

// spanner is the part of a rule that works on x[lo:hi] and the same span of its
// memory. Each element's result depends on its own data alone, so the number, the
// borders and the order of the spans don't change a bit.
type spanner interface {
	span(x []float64, lo, hi int)
}

// job is one step of a rule, shared by several cores.
type job struct {
	s    spanner
	x    []float64
	next atomic.Int64   // where the part begins that nobody has taken
	done sync.WaitGroup // the helpers
}

// work takes spans until none is left.
func (j *job) work() {
	for {
		hi := int(j.next.Add(spanLen))
		lo := hi - spanLen
		if lo >= len(j.x) {
			return
		}
		j.s.span(j.x, lo, min(hi, len(j.x)))
	}
}

var (
	helpersStarted sync.Once
	calls          chan *job
	jobs           = sync.Pool{New: func() any { return new(job) }}
)

// startHelpers starts one goroutine for each core but the caller's. They live as
// long as the program: starting them anew would allocate in every step.
func startHelpers() {
	n := runtime.NumCPU() - 1
	calls = make(chan *job, n)
	for range n {
		go func() {
			for j := range calls {
				j.work()
				j.done.Done()
			}
		}()
	}
}

// sweep runs s over the whole of x, on all cores when x is long.
func sweep(s spanner, x []float64) {
	helpers := min(runtime.GOMAXPROCS(0), runtime.NumCPU()) - 1
	if len(x) < parallelFrom || helpers < 1 {
		s.span(x, 0, len(x))
		return
	}
	helpersStarted.Do(startHelpers)
	j := jobs.Get().(*job)
	j.s, j.x = s, x
	j.next.Store(0)
	for range helpers {
		j.done.Add(1)
		select {
		case calls <- j:
		default: // all are busy with other runs
			j.done.Done()
		}
	}
	j.work()
	j.done.Wait()
	j.s, j.x = nil, nil
	jobs.Put(j)
}
