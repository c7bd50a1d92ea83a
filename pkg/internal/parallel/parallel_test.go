package parallel_test

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

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
