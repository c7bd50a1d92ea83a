package optim

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/internal/enum"
)

// Rule is one update of x: gradient descent, momentum, Adam, ….
//
// Step changes x in place. It asks grad for the gradient where it wants it (at x,
// ahead of x, or several times), and scales its move by rate. Reset forgets what
// was learnt in earlier steps; the hyperparameters stay.
//
// A rule's memory has the length of the first x that it meets. Another length
// without a Reset between them panics. The rules of this package are plain data:
// their exported fields are the hyperparameters, followed by the memory, so that
// encoding/json saves and loads them whole. A rule is not safe for concurrent use.
//
// A rule of your own may also be a [Wrapper] or a [Checker].
type Rule interface {
	Step(x []float64, grad func(dst, x []float64), rate float64)
	Reset()
}

// Root says where ε stands in the denominator of an adaptive rule.
type Root int

const (
	// OutsideRoot is √v + ε: Adagrad's and Adam's own papers, and PyTorch.
	OutsideRoot Root = iota
	// InsideRoot is √(v + ε): the lecture, and optax for Adagrad and RMSprop.
	// At the same ε the denominator's floor is √ε, much larger than ε.
	InsideRoot
	// EpsilonHat is √v + ε with v not corrected and the correction moved into the
	// rate, η √(1-β₂ᵗ)/(1-β₁ᵗ): the second form in section 2 of Adam's paper. Adam,
	// AdamW and RAdam know it; with another rule CheckRule refuses it.
	EpsilonHat
)

var rootNames = []string{"outside", "inside", "hat"}

// String returns "outside", "inside" or "hat".
func (r Root) String() string { return enum.Name(rootNames, r) }

// MarshalText writes the name, so that saved rules are readable.
func (r Root) MarshalText() ([]byte, error) {
	if r < 0 || int(r) >= len(rootNames) {
		return nil, fmt.Errorf("%w: %v is no place of ε", ErrValue, r)
	}
	return []byte(rootNames[r]), nil
}

// UnmarshalText reads what MarshalText wrote.
func (r *Root) UnmarshalText(text []byte) error {
	for i, name := range rootNames {
		if name == string(text) {
			*r = Root(i)
			return nil
		}
	}
	return fmt.Errorf("%w: %q is no place of ε; use outside, inside or hat", ErrValue, text)
}

// split returns ε for the place under the root and for the place beside it; one of
// them is 0, which leaves the other's bits alone.
func (r Root) split(eps float64) (inside, outside float64) {
	if r == InsideRoot {
		return eps, 0
	}
	return 0, eps
}
