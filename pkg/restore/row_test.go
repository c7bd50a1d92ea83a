package restore

import (
	"slices"
	"testing"

	"github.com/gradstep/gradstep/pkg/internal/vec"
)

// Four pixels at a time or one by one: the bits are the same.
func TestTVHasTheSameBitsWithoutWideRows(t *testing.T) {
	if !vec.Wide {
		t.Skip("the processor has no AVX")
	}
	for _, size := range append(sizes, [2]int{67, 50}) {
		w, h := size[0], size[1]
		f := random(w*h, 17)
		a, b := newPrimalDual(f, w, h, 2), newPrimalDual(f, w, h, 2)
		for range 3 {
			a.advance(stepsPerCheck)
			vec.Wide = false
			b.advance(stepsPerCheck)
			vec.Wide = true
		}
		if !slices.Equal(a.u, b.u) || !slices.Equal(a.bar, b.bar) || !slices.Equal(a.px, b.px) || !slices.Equal(a.py, b.py) {
			t.Errorf("%d×%d: other bits", w, h)
		}
	}
}
