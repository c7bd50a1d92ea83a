package dataset

import (
	"slices"
)

// State is where a Sampler stands, for a run that is to continue with the same
// batches; encoding/json keeps it exactly. The generator's own state is saved beside it: a
// *rand.PCG has MarshalBinary.
type State struct {
	Order []int // the current epoch's samples in their order
	At    int   // how many of them have been given out
	Epoch int   // epochs begun
}

// State returns where the sampler stands.
func (s *Sampler) State() State { return State{slices.Clone(s.order), s.at, s.epoch} }

// Restore makes the sampler stand where another with the same settings stood. The error
// is ErrValue for a state that no sampler of so many samples has.
func (s *Sampler) Restore(state State) error {
	if state.At < 0 || state.At > len(state.Order) || len(state.Order) > s.n || state.Epoch < 0 {
		return bad("Restore: %d of %d samples given out in epoch %d, the sampler has %d",
			state.At, len(state.Order), state.Epoch, s.n)
	}
	for _, i := range state.Order {
		if i < 0 || i >= s.n {
			return bad("Restore: sample %d of %d", i, s.n)
		}
	}
	s.order, s.at, s.epoch = slices.Clone(state.Order), state.At, state.Epoch
	return nil
}
