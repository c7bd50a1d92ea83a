package restore

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// run calls f(0), …, f(n-1), on several goroutines when there are cores for them.
//
// Numbers are taken in ascending order, so f(i) may wait for something that
// f(j) does, j < i: it runs already, or has run. Each f(i) writes to places of its
// own, so that the number of goroutines does not change a bit.
func run(n int, f func(i int)) {
	helpers := min(runtime.GOMAXPROCS(0), n) - 1
	if helpers < 1 {
		for i := range n {
			f(i)
		}
		return
	}
	startHelpers(helpers)
	j := jobs.Get().(*job)
	j.f, j.n = f, n
	j.next.Store(0)
	for range helpers {
		j.done.Add(1)
		select {
		case calls <- j:
		default: // more is asked for already than all can do
			j.done.Done()
		}
	}
	j.work()
	// A call that nobody has answered is answered here, so that nobody waits for
	// helpers that wait themselves.
	for waiting := true; waiting; {
		select {
		case k := <-calls:
			k.answer()
		default:
			waiting = false
		}
	}
	j.done.Wait()
	j.f = nil
	jobs.Put(j)
}

// job is one run, shared by several goroutines.
type job struct {
	f    func(i int)
	n    int
	next atomic.Int64
	done sync.WaitGroup // the calls for help
}

func (j *job) work() {
	for {
		i := int(j.next.Add(1)) - 1
		if i >= j.n {
			return
		}
		j.f(i)
	}
}

func (j *job) answer() {
	j.work()
	j.done.Done()
}

// The helpers live as long as the program: starting them anew would allocate in
// every run.
var (
	jobs    = sync.Pool{New: func() any { return new(job) }}
	calls   = make(chan *job, 64)
	helping atomic.Int64
	starter sync.Mutex
)

// startHelpers starts goroutines until there are n.
func startHelpers(n int) {
	if int(helping.Load()) >= n {
		return
	}
	starter.Lock()
	defer starter.Unlock()
	for int(helping.Load()) < n {
		helping.Add(1)
		go func() {
			for j := range calls {
				j.answer()
			}
		}()
	}
}
