// Package parallel shares work between goroutines: steps of a computation, whose parts are
// short and come thousands of times a second ([Do], [Workers]), and independent trials ([Each], [Map]).
//
// What is computed does not depend on how many goroutines there are, as long as each part
// writes to places of its own. A panic in a part reaches the goroutine that asked for the work,
// as a [*Panic] with the stack of where it happened.
package parallel

import "runtime"

// Do calls task(0), …, task(n-1), on as many goroutines as there are cores.
//
// Numbers are taken in ascending order, so task(i) may wait for something that task(j)
// does, j < i: it runs already, or has run. (If such a task(j) panics, i waits for ever.) Nothing is
// allocated, if task was made beforehand.
func Do(n int, task func(i int)) {
	j := free.take()
	j.plain = task
	j.run(runtime.GOMAXPROCS(0), n)
}

// Workers is Do on at most so many goroutines, whose number each task is told: two tasks
// that run at the same time have different ones, so that it says which scratch memory is free.
func Workers(workers, n int, task func(worker, i int)) {
	j := free.take()
	j.task = task
	j.run(workers, n)
}

// Each calls f(0), …, f(n-1) on so many goroutines of its own: pieces of work that take long, and may
// themselves ask the pool for help. They are begun in ascending order; a panic ends the work.
func Each(workers, n int, f func(i int)) {
	j := &job{n: n, plain: f}
	for range min(n, workers) - 1 {
		j.done.Add(1)
		go j.answer()
	}
	j.work(0)
	j.done.Wait()
	j.raise()
}

// Map returns f(0), …, f(n-1) in this order, whatever the order in which they were made,
// and the first of their errors in the same order. Each value is made, errors or
// not; a panic ends the work. f is called by several goroutines at once, one for each core, and what
// it returns must depend on i alone.
func Map[T any](n int, f func(i int) (T, error)) ([]T, error) {
	values, errs := make([]T, n), make([]error, n)
	Each(runtime.GOMAXPROCS(0), n, func(i int) { values[i], errs[i] = f(i) })
	for _, err := range errs {
		if err != nil {
			return values, err
		}
	}
	return values, nil
}
