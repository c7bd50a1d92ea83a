package parallel_test

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

func TestMap(t *testing.T) {
	for _, cores := range []int{1, 2, 7} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		for _, n := range []int{0, 1, 3, 100} {
			got, err := parallel.Map(n, func(i int) (int, error) { return i * i, nil })
			var want []int
			for i := range n {
				want = append(want, i*i)
			}
			if !slices.Equal(got, want) || err != nil {
				t.Errorf("%d cores: %v, %v", cores, got, err)
			}
		}
	}
}

func TestMapErrors(t *testing.T) {
	var made atomic.Int64
	values, err := parallel.Map(50, func(i int) (string, error) {
		made.Add(1)
		if i%10 == 7 {
			return "", fmt.Errorf("number %d: %w", i, errors.ErrUnsupported)
		}
		return fmt.Sprint(i), nil
	})
	if !errors.Is(err, errors.ErrUnsupported) || err.Error() != "number 7: unsupported operation" {
		t.Errorf("got %v", err)
	}
	if made.Load() != 50 || values[49] != "49" || values[7] != "" {
		t.Errorf("%d made, %q", made.Load(), values)
	}
}

// TestWorkers: every task is made once, and no two tasks at a time have the same number.
func TestWorkers(t *testing.T) {
	for _, workers := range []int{1, 2, 5} {
		made := make([]atomic.Int64, 1000)
		busy := make([]atomic.Int64, workers)
		for range 20 {
			parallel.Workers(workers, len(made), func(worker, i int) {
				if busy[worker].Add(1) != 1 {
					t.Errorf("two tasks of worker %d at a time", worker)
				}
				made[i].Add(1)
				busy[worker].Add(-1)
			})
		}
		for i := range made {
			if n := made[i].Load(); n != 20 {
				t.Fatalf("%d workers: task %d was made %d times of 20", workers, i, n)
			}
		}
	}
}

// TestNested: tasks ask for help themselves, more of them than there are helpers.
func TestNested(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	var sum atomic.Int64
	inner := func(i int) { sum.Add(int64(i)) }
	parallel.Do(200, func(int) { parallel.Do(50, inner) })
	if got := sum.Load(); got != 200*50*49/2 {
		t.Errorf("sum %d", got)
	}
}

// TestAscending: a task may wait for one with a lower number.
func TestAscending(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	done := make([]chan struct{}, 300)
	for i := range done {
		done[i] = make(chan struct{})
	}
	parallel.Do(len(done), func(i int) {
		if i > 0 {
			<-done[i-1]
		}
		close(done[i])
	})
}

// TestAllocatesNothing once the goroutines and the jobs are there.
func TestAllocatesNothing(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	plain, task := func(int) {}, func(int, int) {}
	parallel.Do(10, plain)
	if n := allocs.PerRun(100, func() { parallel.Do(10, plain); parallel.Workers(2, 10, task) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestPanics: a panic in a part reaches the caller, with its value and the stack of where it
// happened; of several it is that of the lowest part, at any number of goroutines; and the
// pool works on.
func TestPanics(t *testing.T) {
	for _, cores := range []int{1, 2, 5} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
		calls := map[string]func(explode func(i int)){
			"Do":      func(explode func(i int)) { parallel.Do(100, explode) },
			"Workers": func(explode func(i int)) { parallel.Workers(cores, 100, func(_, i int) { explode(i) }) },
			"Map": func(explode func(i int)) {
				_, _ = parallel.Map(100, func(i int) (int, error) { explode(i); return i, nil })
			},
			"nested": func(explode func(i int)) {
				parallel.Do(3, func(int) { parallel.Do(100, explode) })
			},
		}
		for name, call := range calls {
			for range 50 {
				p, ok := recovered(func() { call(explode) }).(*parallel.Panic)
				if !ok || !errors.Is(p, errSeven) || !strings.Contains(string(p.Stack), "parallel_test.explode") {
					t.Fatalf("%d cores, %s: recovered %v", cores, name, p)
				}
			}
		}
	}
	sum := atomic.Int64{}
	parallel.Do(10, func(i int) { sum.Add(int64(i)) })
	if sum.Load() != 45 {
		t.Errorf("after the panics: %d", sum.Load())
	}
}

var errSeven = errors.New("part 7 has failed")

func explode(i int) {
	switch {
	case i == 7:
		panic(errSeven)
	case i > 7:
		panic(fmt.Sprintf("part %d", i))
	}
}

func recovered(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}
