package optim

import "github.com/gradstep/gradstep/pkg/internal/enum"

// MaxForm says which second moment AMSGrad keeps the maximum of.
type MaxForm int

const (
	// MaxUncorrected: no bias correction at all; the source's Algorithm 2.
	MaxUncorrected MaxForm = iota
	// MaxThenCorrect: the maximum of v, corrected afterwards; PyTorch.
	MaxThenCorrect
	// CorrectThenMax: the maximum of the corrected v̂; optax.
	CorrectThenMax
)

var maxFormNames = []string{"uncorrected", "max then correct", "correct then max"}

// String names the form.
func (f MaxForm) String() string { return enum.Name(maxFormNames, f) }
