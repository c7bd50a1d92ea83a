package nn

import (
	"runtime"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// crew is how many goroutines share the work of a pass. Which of them does a task is left to
// chance, so a task must not depend on it; its worker's number only says which scratch memory
// is free.
type crew int

// newCrew returns a crew of so many workers, the caller being one of them; 0: one a core.
func newCrew(workers int) crew {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return crew(workers)
}

// each calls task for i = 0, …, n-1 and returns when all are done.
func (c crew) each(n int, task func(worker, i int)) { parallel.Workers(int(c), n, task) }

// groups is into how many parts at most the samples of a batch are cut where each part
// has its own partial sum: enough for many cores, few enough to be added up quickly.
const groups = 16

// group returns part g of n samples cut into min(n, groups) parts.
func group(g, n int) (lo, hi int) {
	k := min(n, groups)
	return g * n / k, (g + 1) * n / k
}
