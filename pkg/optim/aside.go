package optim

import (
	"context"
	"time"

	"github.com/gradstep/gradstep/pkg/internal/parallel"
)

// patience is how long a gradient may take that is made in the goroutine of the run, and so is
// waited for when the context ends.
const patience = 10 * time.Millisecond

// aside computes gradients in another goroutine, so that a run whose context ends need not
// wait for one. It has memory of its own, since a gradient that is left behind goes on writing.
type aside struct {
	grad   func(dst, x []float64)
	x, dst []float64
	ask    chan struct{}
	answer chan *parallel.Panic
}

func newAside(grad func(dst, x []float64), n int) *aside {
	a := &aside{
		grad: grad, x: make([]float64, n), dst: make([]float64, n),
		ask: make(chan struct{}), answer: make(chan *parallel.Panic, 1),
	}
	go func() {
		for range a.ask {
			a.answer <- a.once()
		}
	}()
	return a
}

func (a *aside) once() (panicked *parallel.Panic) {
	defer func() { panicked = parallel.Recovered(recover()) }()
	a.grad(a.dst, a.x)
	return nil
}

// gradient is grad(dst, x), or false when the context ends and the gradient takes longer
// than wait to follow it.
func (a *aside) gradient(ctx context.Context, wait time.Duration, dst, x []float64) (panicked *parallel.Panic, ok bool) {
	copy(a.x, x)
	a.ask <- struct{}{}
	select {
	case panicked = <-a.answer:
	case <-ctx.Done():
		late := time.NewTimer(wait)
		defer late.Stop()
		select {
		case panicked = <-a.answer:
		case <-late.C:
			return nil, false
		}
	}
	copy(dst, a.dst)
	return panicked, true
}

// close lets the goroutine end, after the gradient that it is at.
func (a *aside) close() { close(a.ask) }
