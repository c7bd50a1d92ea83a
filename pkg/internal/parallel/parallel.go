// Package parallel makes independent pieces of work on all cores.
package parallel

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Panic is what a panic in a function that was called by another goroutine becomes in the caller's.
type Panic struct {
	Value any
	Stack []byte // of the goroutine that panicked
}

// Error shows the value, and the stack below it.
func (p Panic) Error() string { return fmt.Sprintf("%v\n\nthe panicking goroutine:\n%s", p.Value, p.Stack) }

// Unwrap returns the value if it is an error.
func (p Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// Each calls f(0), …, f(n-1), so many at once, and begins them in this order. When the context ends no
// more are begun; it returns when those under way have. A panic of f ends it in the same way, and goes on
// in the caller's goroutine, as a [Panic].
func Each(ctx context.Context, workers, n int, f func(i int)) {
	var next atomic.Int64
	var wait sync.WaitGroup
	var failed atomic.Pointer[Panic]
	for range min(n, workers) {
		wait.Go(func() {
			defer func() {
				switch v := recover().(type) {
				case nil:
				case Panic: // of a call further down, which knows its stack
					failed.CompareAndSwap(nil, &v)
				default:
					failed.CompareAndSwap(nil, &Panic{v, debug.Stack()})
				}
			}()
			for ctx.Err() == nil && failed.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				f(i)
			}
		})
	}
	wait.Wait()
	if p := failed.Load(); p != nil {
		panic(*p)
	}
}

// Map returns f(0), …, f(n-1) in this order, whatever the order in which they were made,
// and the first of their errors in the same order. Each value is made, errors or
// not. f is called by several goroutines at once, one for each core, and what it returns
// must depend on i alone.
func Map[T any](n int, f func(i int) (T, error)) ([]T, error) {
	values, errs := make([]T, n), make([]error, n)
	Each(context.Background(), runtime.GOMAXPROCS(0), n, func(i int) { values[i], errs[i] = f(i) })
	for _, err := range errs {
		if err != nil {
			return values, err
		}
	}
	return values, nil
}
