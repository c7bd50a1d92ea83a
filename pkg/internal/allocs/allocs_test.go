package allocs_test

import (
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/allocs"
)

var kept []byte

// TestPerRun: the function runs once to warm up and then as often as asked, and what it allocates is seen.
func TestPerRun(t *testing.T) {
	runs := 0
	n := allocs.PerRun(7, func() {
		kept = make([]byte, 1<<12)
		runs++
	})
	if runs != 8 {
		t.Errorf("%d runs for 7 and one to warm up", runs)
	}
	if !race && n != 1 || race && n != 0 {
		t.Errorf("%v allocations in a run, race detector %v", n, race)
	}
}
