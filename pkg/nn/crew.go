package nn

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// crew shares a number of independent tasks between goroutines. Which of them does a
// task is left to chance, so a task must not depend on it; its worker's number only
// says which scratch memory is free.
type crew struct {
	run  []func() // one for each helper, made once: starting a stored function allocates nothing
	task func(worker, i int)
	n    int
	next atomic.Int64
	done sync.WaitGroup
}

// newCrew returns a crew of so many workers, the caller being one of them; 0: one a core.
func newCrew(workers int) *crew {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	c := new(crew)
	for w := 1; w < workers; w++ {
		c.run = append(c.run, func() {
			c.work(w)
			c.done.Done()
		})
	}
	return c
}

func (c *crew) workers() int { return len(c.run) + 1 }

// each calls task for i = 0, …, n-1 and returns when all are done.
func (c *crew) each(n int, task func(worker, i int)) {
	c.task, c.n = task, n
	c.next.Store(0)
	helpers := c.run[:min(len(c.run), max(n-1, 0))]
	c.done.Add(len(helpers))
	for _, f := range helpers {
		go f()
	}
	c.work(0)
	c.done.Wait()
}

func (c *crew) work(worker int) {
	for {
		i := int(c.next.Add(1)) - 1
		if i >= c.n {
			return
		}
		c.task(worker, i)
	}
}

// groups is into how many parts at most the samples of a batch are cut where each part
// has its own partial sum: enough for many cores, few enough to be added up quickly.
const groups = 16

// group returns part g of n samples cut into min(n, groups) parts.
func group(g, n int) (lo, hi int) {
	k := min(n, groups)
	return g * n / k, (g + 1) * n / k
}
