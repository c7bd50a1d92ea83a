package lab

import (
	"context"
	"os"
	"os/signal"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// UntilStopped returns a context that ends with the first signal that asks the
// program to end, or when the go command that ran it is gone: a signal sent to
// `go run` alone does not reach the program that it runs.
func UntilStopped(ctx context.Context) (context.Context, context.CancelFunc) {
	var signals []os.Signal
	for _, s := range stopSignals {
		if !signal.Ignored(s) {
			signals = append(signals, s)
		}
	}
	ctx, stop := signal.NotifyContext(ctx, signals...)
	if parentName() == "go" {
		parent := os.Getppid()
		go func() {
			tick := time.NewTicker(300 * time.Millisecond)
			defer tick.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-tick.C:
					if os.Getppid() != parent {
						stop()
						return
					}
				}
			}
		}()
	}
	return ctx, stop
}

// waitLock waits for a lock that is held for moments only.
func waitLock(file *os.File) error {
	for {
		got, err := setup.TryLock(file)
		if err != nil || got {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
