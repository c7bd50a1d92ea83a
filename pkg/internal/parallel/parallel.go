// Package parallel makes independent trials on all cores.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Map returns f(0), …, f(n-1) in this order, whatever the order in which they were made,
// and the first of their errors in the same order. Each value is made, errors or
// not. f is called by several goroutines at once, one for each core, and what it returns
// must depend on i alone.
func Map[T any](n int, f func(i int) (T, error)) ([]T, error) {
	values, errs := make([]T, n), make([]error, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				values[i], errs[i] = f(i)
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return values, err
		}
	}
	return values, nil
}
