package parallel

import (
	"sync"
	"sync/atomic"
)

// job is one call of Do, Workers or Map, shared by several goroutines.
type job struct {
	plain   func(i int)
	task    func(worker, i int) // if plain is nil
	n       int
	next    atomic.Int64   // the first number that nobody has taken
	helpers atomic.Int64   // goroutines that came to help
	done    sync.WaitGroup // the calls for help

	lock     sync.Mutex
	panicked *Panic
	at       int // the number of the task that did
}

// run makes n tasks on at most so many goroutines, the caller being one of them.
func (j *job) run(workers, n int) {
	j.n = n
	helpers := min(workers, n) - 1
	start(helpers)
	for range helpers {
		j.done.Add(1)
		select {
		case calls <- j:
		default: // more is asked for already than all can do
			j.done.Done()
		}
	}
	j.work(0)
	// A call that nobody has answered is answered here, so that nobody waits for
	// helpers that wait themselves.
	for waiting := helpers > 0; waiting; {
		select {
		case k := <-calls:
			k.answer()
		default:
			waiting = false
		}
	}
	j.done.Wait()
	defer free.give(j)
	j.raise()
}

// raise panics in the goroutine of the caller, if a task has.
func (j *job) raise() {
	if j.panicked != nil {
		panic(j.panicked)
	}
}

// answer is the work of a helper.
func (j *job) answer() {
	defer j.done.Done()
	j.work(int(j.helpers.Add(1)))
}

// work makes tasks until none is left.
func (j *job) work(worker int) {
	i := 0
	defer func() {
		if p := Recovered(recover()); p != nil {
			j.note(i, p)
		}
	}()
	for {
		i = int(j.next.Add(1)) - 1
		switch {
		case i >= j.n:
			return
		case j.plain != nil:
			j.plain(i)
		default:
			j.task(worker, i)
		}
	}
}

// note keeps the panic of the lowest task, and lets nobody begin another: all lower ones
// have begun.
func (j *job) note(i int, p *Panic) {
	j.next.Store(int64(j.n))
	j.lock.Lock()
	defer j.lock.Unlock()
	if j.panicked == nil || i < j.at {
		j.panicked, j.at = p, i
	}
}

// jobs is a list of jobs that are not in use. A sync.Pool would forget some of them in each
// collection of garbage, and allocate anew.
type jobs struct {
	lock sync.Mutex
	list []*job
}

var free jobs

func (f *jobs) take() *job {
	f.lock.Lock()
	defer f.lock.Unlock()
	if n := len(f.list); n > 0 {
		j := f.list[n-1]
		f.list = f.list[:n-1]
		return j
	}
	return new(job)
}

func (f *jobs) give(j *job) {
	j.plain, j.task, j.panicked = nil, nil, nil
	j.next.Store(0)
	j.helpers.Store(0)
	f.lock.Lock()
	defer f.lock.Unlock()
	f.list = append(f.list, j)
}

// The pool's goroutines live as long as the program: starting them anew would allocate in
// every call.
var (
	calls   = make(chan *job, 64)
	helping atomic.Int64
	starter sync.Mutex
)

// start starts goroutines until there are n.
func start(n int) {
	if int(helping.Load()) >= n {
		return
	}
	starter.Lock()
	defer starter.Unlock()
	for int(helping.Load()) < n {
		helping.Add(1)
		go func() {
			defer helping.Add(-1) // a task that ends its goroutine ends this one
			for j := range calls {
				j.answer()
			}
		}()
	}
}
