package optim

import (
	"errors"
	"fmt"
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
	// rate, η √(1-β₂ᵗ)/(1-β₁ᵗ): the second form in section 2 of Adam's paper. Only
	// Adam and AdamW know it; elsewhere it means OutsideRoot.
	EpsilonHat
)

var rootNames = [...]string{"outside", "inside", "hat"}

// String returns "outside", "inside" or "hat".
func (r Root) String() string {
	if r < 0 || int(r) >= len(rootNames) {
		return fmt.Sprintf("Root(%d)", int(r))
	}
	return rootNames[r]
}

// MarshalText writes the name, so that saved rules are readable.
func (r Root) MarshalText() ([]byte, error) {
	if r < 0 || int(r) >= len(rootNames) {
		return nil, fmt.Errorf("optim: %v is no place of ε", r)
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
	return fmt.Errorf("optim: %q is no place of ε; use outside, inside or hat", text)
}

// Errors that Minimize and LoadCheckpoint wrap.
var (
	ErrBadInput   = errors.New("bad input")
	ErrNonFinite  = errors.New("NaN or infinite value")
	ErrDiverged   = errors.New("diverged")
	ErrRate       = errors.New("bad rate")
	ErrCheckpoint = errors.New("bad checkpoint")
)

// fit gives every buffer the length n. A buffer that has another length belongs
// to another problem, and using it would mix the two.
func fit(rule string, n int, buffers ...*[]float64) {
	for i, b := range buffers {
		if *b == nil {
			*b = staggered(n, i+1)
		} else if len(*b) != n {
			panic(fmt.Sprintf("optim: %s: x has length %d, the rule's memory %d: call Reset between problems", rule, n, len(*b)))
		}
	}
}

// stagger is how many elements the starts of a rule's buffers lie apart within a page.
const stagger = 40

// staggered returns n zeros, k·stagger elements into their allocation. Long slices
// begin on a page; if all of a step's did, element i of each would have the same
// address within its page, and the processor would mistake a load from one for a
// load of what it has just stored to another.
func staggered(n, k int) []float64 {
	if n < stagger {
		return make([]float64, n)
	}
	skip := k * stagger
	return make([]float64, skip+n)[skip : skip+n : skip+n]
}

// rememberer is a rule that can list its memory, so that a loaded one is checked
// before its first step.
type rememberer interface{ memory() [][]float64 }

// checkMemory reports whether all of a loaded rule's memory fits x of length n.
func checkMemory(r Rule, n int) error {
	if w, ok := r.(wrapper); ok {
		if err := checkMemory(w.inner(), n); err != nil {
			return err
		}
	}
	m, ok := r.(rememberer)
	if !ok {
		return nil
	}
	for _, buf := range m.memory() {
		if buf != nil && len(buf) != n {
			return fmt.Errorf("optim: %T: the saved memory has length %d, x has %d: %w", r, len(buf), n, ErrCheckpoint)
		}
	}
	return nil
}
