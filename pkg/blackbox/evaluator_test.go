package blackbox_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/pkg/blackbox"
)

// Failures end a run or count as the worst value so far, and are tried again as often as one says.
func TestFailures(t *testing.T) {
	ctx := context.Background()
	c := shell(`case "$1" in 3) echo nan;; *) echo "$1";; esac`, 1)
	points := [][]float64{{1}, {2}, {3}, {0.5}}
	path := filepath.Join(t.TempDir(), "j")
	stop := &blackbox.Evaluator{Command: c, Journal: openJournal(t, path, c)}
	if _, err := stop.Values(ctx, points); !errors.Is(err, blackbox.ErrFailed) || !strings.Contains(err.Error(), "nan") {
		t.Errorf("stop: %v", err)
	}
	if n := stop.Journal.Len(); n != 3 {
		t.Errorf("the journal has %d", n)
	}
	worst := &blackbox.Evaluator{Command: c, Journal: stop.Journal, Failures: blackbox.Worst}
	got, err := worst.Values(ctx, points)
	if ran, failed := worst.Ran(); err != nil || !reflect.DeepEqual(got, []float64{1, 2, 2, 0.5}) || ran != 1 || failed != 1 {
		t.Errorf("worst: %v, %v, %d ran, %d failed", got, err, ran, failed)
	}
	first := &blackbox.Evaluator{Command: c, Failures: blackbox.Worst}
	if _, err := first.Values(ctx, [][]float64{{3}}); !errors.Is(err, blackbox.ErrFailed) {
		t.Errorf("at the first point: %v", err)
	}
	file := filepath.Join(t.TempDir(), "tried")
	flaky := &blackbox.Evaluator{Command: shell(`if [ -f "`+file+`" ]; then echo 7; else : > "`+file+`"; exit 1; fi; : $1`, 1), Retries: 1}
	if got, err := flaky.Values(ctx, [][]float64{{1}}); err != nil || got[0] != 7 {
		t.Errorf("tried again: %v, %v", got, err)
	}
	short := &blackbox.Evaluator{Command: c, Budget: 3}
	if _, err := short.Values(ctx, points); !errors.Is(err, blackbox.ErrBudget) {
		t.Errorf("a budget of 3: %v", err)
	}
}

// A cancelled context ends the programs that run, and leaves what was evaluated.
func TestCancel(t *testing.T) {
	c := shell(`case "$1" in 1) echo 1;; *) sleep 60; echo 2;; esac`, 1)
	j := openJournal(t, filepath.Join(t.TempDir(), "j"), c)
	ctx, cancel := context.WithCancel(context.Background())
	e := &blackbox.Evaluator{Command: c, Journal: j, Jobs: 2, Observe: func(int, int) { cancel() }}
	began := time.Now()
	if _, err := e.Values(ctx, [][]float64{{1}, {2}, {3}}); !errors.Is(err, context.Canceled) || j.Len() != 1 || time.Since(began) > 30*time.Second {
		t.Errorf("%v, %d values, after %v", err, j.Len(), time.Since(began))
	}
}
